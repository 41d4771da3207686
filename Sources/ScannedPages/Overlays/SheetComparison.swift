import DocumentModel

/// Lays two scans over each other and says whether they show one sheet: whether all ink of each has its counterpart on the
/// other, marks, seals, handwriting and ticked boxes included.
///
/// The limits were learned on drawn forms, tables, receipts, drawings, signatures and seals that were scanned twice by
/// simulation (turned by 1.5 degrees, stretched by 0.5 %, blurred, noisy, lighter, at JPEG qualities from 40 and other
/// thresholds), and checked on others.
public struct SheetComparison: Sendable {
    /// Square millimetres of the largest piece of ink of either scan that the other does not show.
    let largestPiece: Double
    /// Square millimetres of all of them.
    let unexplained: Double
    /// Square millimetres of both scans' ink.
    let ink: Double
    /// Share of both pages that is ink.
    let coverage: Double
    /// Square millimetres of the largest piece of pale ink of either scan that the other does not show; 0 where either is
    /// in black and white, which has no shades, and where whole strokes are missing.
    let largestPalePiece: Double
    /// How much windows of the size of a letter differ; ascending. None where whole strokes are missing.
    let windows: [Double]
    /// Whether one is in black and white and the other not.
    let isOfTwoKinds: Bool
    /// Whether one shows a dot of print that the other does not, though all else is alike: a point makes another amount of
    /// a number, a mark another word.
    private(set) var missesDot = false

    /// - Parameter first: a page; both at the same scale.
    public init(_ first: SheetInk, _ second: SheetInk) {
        let over = SheetOverlay(first, over: second)
        let back = SheetOverlay(second, over: first, pose: over.inversePose)
        let rest = UnexplainedInk(of: first, laid: over, over: second, tolerance: Self.tolerance)
        let other = UnexplainedInk(of: second, laid: back, over: first, tolerance: Self.tolerance)
        let pieces = rest.pieces + other.pieces
        largestPiece = pieces.map(\.area).max() ?? 0
        unexplained = pieces.reduce(0) { $0 + $1.area }
        ink = rest.ink + other.ink
        coverage = ink / max(1, first.area + second.area)
        isOfTwoKinds = first.isBitonal != second.isBitonal
        let isPicture = coverage > Self.maxCoverage
        // Where a stroke is missing no window need be looked at.
        guard isPicture || !Self.isMissing(largestPiece, unexplained, ink) else {
            (windows, largestPalePiece) = ([], 0)
            return
        }
        largestPalePiece =
            first.isBitonal || second.isBitonal
            ? 0
            : max(
                PaleInk(of: first, laid: over, over: second).largestPiece,
                PaleInk(of: second, laid: back, over: first).largestPiece)
        windows =
            (WindowLikeness(of: first, laid: over, over: second, isSparse: isPicture).differences
            + WindowLikeness(of: second, laid: back, over: first, isSparse: isPicture).differences).sorted()
        guard !isPicture, likeness == .same else { return }
        missesDot =
            PrintedDots(on: first).isAnyMissing(on: second, over)
            || PrintedDots(on: second).isAnyMissing(on: first, back)
    }

    /// Millimetres; paper that buckles and pixels that are cut off explain no more.
    private static let tolerance = 0.3

    /// What it comes to.
    public var likeness: SheetLikeness {
        if coverage <= Self.maxCoverage, Self.isMissing(largestPiece, unexplained, ink) { return .other }
        guard !windows.isEmpty else { return .likely }
        // Photographs and dark copies have no strokes to compare.
        if coverage > Self.maxCoverage { return windows[windows.count / 2] > 0.3 ? .other : .likely }
        if isOther { return .other }
        return isSame && !isOfTwoKinds ? .same : .likely
    }

    /// Dense print covers a tenth.
    private static let maxCoverage = 0.14

    /// A signature, a seal, a line of writing.
    private static func isMissing(_ largestPiece: Double, _ unexplained: Double, _ ink: Double) -> Bool {
        largestPiece >= 2 || unexplained >= max(8, 0.1 * ink)
    }

    /// Other numbers all over.
    private var isOther: Bool { windows.count(where: { $0 > 0.6 }) >= max(12, windows.count / 200) }

    private var isSame: Bool {
        guard !missesDot, largestPiece <= Self.maxDust, largestPalePiece <= Self.maxPaleInk,
            unexplained <= max(1, 0.01 * ink), let most = windows.last
        else { return false }
        // A letter that differs stands out from what the scans' blur, noise and thresholds do to all of them.
        let usual = windows[windows.count * 99 / 100]
        return most <= min(0.3, max(0.14, 2.1 * usual))
    }

    /// Square millimetres of a speck; a full stop of 12 points has 0.2.
    private static let maxDust = 0.13
    /// Square millimetres of what a fold, a smear or the scanner's light leaves behind.
    private static let maxPaleInk = 1.5
}

extension SheetInk {
    /// Square millimetres.
    var area: Double { Double(width * height) / (scale * scale) }
}
