import CLeptonica
import DocumentModel

/// How much of a page's ink is what a person put there.
public enum PageInk: Int, Sendable, Comparable {
    /// Nothing but paper, dust, holes and shadows.
    case none
    /// Little, or nothing that looks like a line of text: most likely blank when no sure word is read either. So is ink
    /// as pale as print from the other side.
    case doubtful
    /// Letters, as far as shapes tell, but nothing larger: most likely blank when nothing at all is read, unless they are
    /// of a script that nobody reads here. Print that shines through in crumbs looks like that too.
    case letters
    /// A stamp, a signature, a frame or a drawing, mostly with text, or a picture too dark to be paper. Print that
    /// shines through from the back and is as black as print looks the same, but mirrored.
    case written

    public static func < (a: PageInk, b: PageInk) -> Bool { a.rawValue < b.rawValue }

    /// Judges a page in any direction.
    ///
    /// - Parameter pix: 1, 8 or 32 bits.
    /// - Parameter dpi: its resolution.
    public static func judge(_ pix: borrowing Pix, dpi: Int) -> PageInk {
        guard let page = LevelledPage(of: pix, dpi: dpi) else { return .written }
        return judge(pix, dpi: dpi, levelled: page)
    }

    /// Judges a page that was levelled already.
    public static func judge(_ pix: borrowing Pix, dpi: Int, levelled page: borrowing LevelledPage) -> PageInk {
        guard !pix.isMostlyDark, let components = InkComponents(of: page) else { return .written }
        // What dust and shadows are is known of sheets; on a stamp's worth of pixels anything may be what it is about.
        if min(pix.width, pix.height) < minSide, hasContrast(pix) {
            return max(.doubtful, judge(components, pix, dpi, page))
        }
        return judge(components, pix, dpi, page)
    }

    /// Pixels of the shorter side of the smallest sheet.
    private static let minSide = 120

    /// Whether a small picture has anything on it that differs clearly from the rest.
    private static func hasContrast(_ pix: borrowing Pix) -> Bool {
        guard let gray = Pix(owning: pixConvertTo8(pix.handle, 0)) else { return true }
        var (least, most) = (UInt32.max, UInt32.min)
        for y in 0..<Int32(gray.height) {
            for x in 0..<Int32(gray.width) {
                var value: UInt32 = 0
                pixGetPixel(gray.handle, x, y, &value)
                (least, most) = (min(least, value), max(most, value))
            }
        }
        return most >= least + 80
    }

    private static func judge(
        _ components: InkComponents, _ pix: borrowing Pix, _ dpi: Int, _ page: borrowing LevelledPage
    ) -> PageInk {
        let marks = components.pieces.filter { !components.isShadow($0) && !components.isHole($0) }
            .filter { !components.isStaple($0) }
        let dark = judge(marks.filter { $0.darkest <= palest }, of: components)
        guard dark == .none else { return dark }
        let isBlank = judge(marks, of: components) == .none && !hasPalePrint(page)
        return max(isBlank ? .none : .doubtful, judge(coloursOf: pix, dpi: dpi))
    }

    /// Whether there are letters in ink that is hardly darker than the paper, a page's worth or a line: print of a worn
    /// ribbon, a thermal receipt, pencil, or what shines through.
    private static func hasPalePrint(_ page: borrowing LevelledPage) -> Bool {
        guard let components = InkComponents(paleOf: page) else { return false }
        let marks = components.pieces.filter { !components.isShadow($0) && !components.isHole($0) }
        let letters = marks.filter(components.isLetter)
        return letters.count >= manyLetters || longestRow(letters) >= 6
            || marks.contains(where: components.isLargeStroke)
    }

    /// What is not dark but no paper either: pale stamps, markers, photographs. Looked for only where there is no other
    /// ink.
    private static func judge(coloursOf pix: borrowing Pix, dpi: Int) -> PageInk {
        let middle = MiddleTones.share(of: pix, dpi: dpi)
        if middle >= 0.4 { return .written }
        guard let colours = ColouredInk(of: pix, dpi: dpi) else { return middle >= 0.1 ? .doubtful : .none }
        if colours.strongArea >= 400 { return .written }
        // Square millimetres: a letter in marker has two, a stamp a hundred.
        return colours.area >= 2.5 || middle >= 0.1 ? .doubtful : .none
    }

    private static let manyLetters = 40

    /// Marks that are nowhere darker than this, 0 to 255, are as pale as print from the other side.
    private static let palest: UInt8 = 125

    private static func judge(_ marks: [InkComponents.Piece], of components: InkComponents) -> PageInk {
        if marks.contains(where: components.isLargeStroke) { return .written }
        let letters = marks.filter(components.isLetter)
        let row = longestRow(letters)
        if letters.count >= manyLetters || row >= 5 { return .letters }
        return letters.count >= 4 || row >= 3 || bearsFewLetters(letters, of: components) ? .doubtful : .none
    }

    /// Whether a single large letter or a pair of them stands on the page, larger than dust is.
    private static func bearsFewLetters(_ letters: [InkComponents.Piece], of components: InkComponents) -> Bool {
        let millimetre = InkComponents.millimetre
        if letters.contains(where: { $0.longer >= 4 * millimetre && $0.shorter >= 1.5 * millimetre }) { return true }
        return longestRow(letters.filter { $0.longer >= 1.8 * millimetre && $0.shorter >= 0.8 * millimetre }) >= 2
    }

    /// Most letters that stand in one line, side by side or one above the other.
    private static func longestRow(_ letters: [InkComponents.Piece]) -> Int {
        let upright = letters.map(\.box)
        let turned = upright.map { PixelBox(x: $0.y, y: $0.x, width: $0.height, height: $0.width) }
        return max(longestRun(upright), longestRun(turned))
    }

    /// Letters follow each other at less than three heights, overlap in height and are about as tall.
    private static func longestRun(_ boxes: [PixelBox]) -> Int {
        let sorted = boxes.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
        var lengths = [Int](repeating: 1, count: sorted.count)
        for (index, box) in sorted.enumerated() {
            for earlier in stride(from: index - 1, through: 0, by: -1) {
                let left = sorted[earlier]
                let gap = box.x - left.maxX
                if gap > 3 * 48 { break }
                let overlap = min(box.maxY, left.maxY) - max(box.y, left.y)
                let (small, large) = (min(box.height, left.height), max(box.height, left.height))
                guard gap > -3, gap <= 3 * large, overlap * 2 >= small, large <= 3 * small else { continue }
                lengths[index] = max(lengths[index], lengths[earlier] + 1)
            }
        }
        return lengths.max() ?? 0
    }
}

/// What scanning and filing leave on paper; lengths in millimetres.
extension InkComponents {
    /// Dark edges of the sheet, of the lid, of a fold: they touch the border of the picture or run along all of it.
    func isShadow(_ piece: Piece) -> Bool {
        // A cut-out is no sheet: what stands near its border is as good as the rest.
        let border = min(Int(3 * Self.millimetre), min(width, height) / 60)
        let box = piece.box
        if box.x < border || box.y < border || box.maxX > width - border || box.maxY > height - border { return true }
        let isThin = piece.shorter < 2 * Self.millimetre
        return isThin && (box.width > width * 6 / 10 || box.height > height * 6 / 10)
    }

    /// Punch holes: round, black all over, near an edge.
    func isHole(_ piece: Piece) -> Bool {
        let edge = Int(30 * Self.millimetre)
        let box = piece.box
        let isNearEdge = box.x < edge || box.y < edge || box.maxX > width - edge || box.maxY > height - edge
        return isNearEdge && (3...10).contains(piece.longer / Self.millimetre)
            && piece.shorter > 0.7 * piece.longer && piece.fill > 0.6
    }

    /// Wire staples and the dents they leave: thin short strokes in a corner, longer than a figure is tall or straight.
    func isStaple(_ piece: Piece) -> Bool {
        let reach = Int(38 * Self.millimetre)
        let box = piece.box
        let isInCorner =
            (box.maxX < reach || box.x > width - reach) && (box.maxY < reach || box.y > height - reach)
        let thickness = Double(piece.ink) / max(1, piece.longer)
        let isLong = piece.longer >= 6 * Self.millimetre || piece.shorter <= 0.3 * piece.longer
        return isInCorner && isLong && piece.longer < 20 * Self.millimetre && thickness < 1.7 * Self.millimetre
            && piece.fill < 0.5
    }

    /// Signatures, stamps, frames, drawings.
    func isLargeStroke(_ piece: Piece) -> Bool {
        piece.longer >= 12 * Self.millimetre && Double(piece.ink) >= 8 * Self.millimetre
            && piece.shorter >= 3 * Self.millimetre
    }

    /// Anything from a small letter to a headline's, dots and dust left out.
    func isLetter(_ piece: Piece) -> Bool {
        let (width, height) = (Double(piece.box.width), Double(piece.box.height))
        return max(width, height) >= 1.2 * Self.millimetre && max(width, height) <= 20 * Self.millimetre
            && min(width, height) >= 0.5 * Self.millimetre && piece.ink >= 5
    }
}
