import DocumentModel
import Foundation
import ScannedPages

extension PageReader {
    /// Reads of a page that bears a code only as much as a question needs, in the direction that the code has: coarsely,
    /// the tallest lines first, then the others. It costs a tenth of reading the page.
    ///
    /// - Parameters:
    ///   - picture: the page as stored, any depth.
    ///   - dpi: its resolution in dots per inch.
    ///   - code: the code that tells how the page lies; has an angle.
    ///   - codes: all codes on the page, which are no print.
    ///   - isEnough: asked with what has been read and with how many pieces of ink have a letter's size; whether to stop.
    /// - Returns: what had been read when it was enough; `nil` when it never was.
    /// - Throws: ``RecognitionFailure`` or `ImageOperationFailed`.
    public func glance(
        at picture: borrowing ScannedPages.Pix, dpi: Int, along code: CodePlace, besides codes: [CodePlace],
        isEnough: (PageRead, _ letters: Int) -> Bool
    ) throws -> PageRead? {
        guard min(picture.width, picture.height) >= Self.minSide else { return nil }
        let glance = try PageGlance(at: picture, dpi: dpi, along: code, besides: codes)
        defer { recognizer.clear() }
        var read: [TextLine] = []
        var rest = glance.lines[...]
        for count in [Self.tallLines, Self.maxLines] where !rest.isEmpty {
            let next = Array(rest.prefix(count))
            rest = rest.dropFirst(count)
            read += try recognizer.read(next, of: glance.picture, dpi: glance.dpi).compactMap { TextLine(credible: $0) }
            let page = PageRead(
                text: PageText(lines: ReadingOrder.arrange(read).map(glance.frame.onPage)), rotation: glance.rotation,
                skew: glance.frame.skew, isOnlyBleedThrough: false)
            if isEnough(page, glance.letters) { return page }
        }
        return nil
    }

    /// How many pieces of ink on a page that bears a code have a letter's size: far less work than reading them.
    ///
    /// - Parameters:
    ///   - picture: the page as stored, any depth.
    ///   - dpi: its resolution in dots per inch.
    ///   - code: the largest code, which tells how the page lies.
    ///   - codes: all codes on the page, which are no print.
    /// - Returns: all of them, and those to the left and right of the code.
    /// - Throws: `ImageOperationFailed`.
    public static func countLetters(
        on picture: borrowing ScannedPages.Pix, dpi: Int, around code: CodePlace, besides codes: [CodePlace]
    ) throws -> (all: Int, besideCode: Int) {
        guard min(picture.width, picture.height) >= minSide else { return (0, 0) }
        let reduced = try ReducedPage(picture, dpi: dpi, besides: codes)
        let reducedDPI = reduced.dpi
        let letters = LineFinder.letterSized(try ReducedPage.pieces(of: reduced.taken()), dpi: reducedDPI)
        let pixelsPerMillimetre = Double(reducedDPI) / 25.4
        let besideCode = letters.count { letter in
            code.hasBeside(letter.midX / pixelsPerMillimetre, letter.midY / pixelsPerMillimetre)
        }
        return (letters.count, besideCode)
    }

    /// Titles are the tallest lines, but for a name or two.
    private static let tallLines = 2
    /// Pages with more lines are read as a whole.
    private static let maxLines = 20
}

/// A page in gray at a reduced resolution, its codes painted over.
private struct ReducedPage: ~Copyable {
    private let gray: Pix
    /// How much smaller it is.
    let scale: Double
    /// Its resolution in dots per inch.
    let dpi: Int

    /// Dots per inch below which small print can't be read any more.
    private static let minDPI = 130
    /// Gray below this is ink: strokes that were averaged with paper are paler than on the full page.
    private static let inkThreshold = 180

    init(_ picture: borrowing Pix, dpi: Int, besides codes: [CodePlace]) throws {
        let reduced = try picture.reducedGray(by: max(1, dpi / Self.minDPI))
        let scale = Double(reduced.width) / Double(picture.width)
        reduced.whiten(codes.map { $0.box(pixelsPerMillimetre: Double(dpi) * scale / 25.4) }, margin: 2)
        self.scale = scale
        self.dpi = Int((Double(dpi) * scale).rounded())
        gray = reduced
    }

    /// The pieces of ink on such a page, however it was turned.
    static func pieces(of gray: borrowing Pix) throws -> [PixelBox] {
        try gray.ink(darkerThan: inkThreshold).inkComponents()
    }

    consuming func taken() -> Pix { gray }
}

/// A page at a reduced resolution, set upright by a code on it, its lines found.
private final class PageGlance {
    /// 8-bit gray, upright; the codes are painted over.
    let picture: Pix
    /// Resolution of ``picture`` in dots per inch.
    let dpi: Int
    /// The lines of print, the tallest first.
    let lines: [FoundLine]
    /// Pieces of ink that have a letter's size.
    let letters: Int
    let rotation: QuarterTurn
    let frame: UprightFrame

    /// A title is read well in spite of less skew than this, in degrees.
    private static let minSkew = 0.4

    init(at picture: borrowing Pix, dpi: Int, along code: CodePlace, besides codes: [CodePlace]) throws {
        let reduced = try ReducedPage(picture, dpi: dpi, besides: codes)
        let (scale, reducedDPI) = (reduced.scale, reduced.dpi)
        var gray = reduced.taken()
        let angle = code.angle ?? 0
        let turns = Int((angle / 90).rounded())
        let left = angle - Double(turns) * 90
        let skew = abs(left) < Self.minSkew ? 0 : left
        if turns != 0 { gray = try gray.turned(clockwise: -turns) }
        if skew != 0 { gray = try gray.straightened(by: skew) }
        rotation = QuarterTurn(rawValue: ((turns % 4) + 4) % 4 * 90) ?? .none
        frame = UprightFrame(
            pageWidth: turns % 2 == 0 ? picture.width : picture.height,
            pageHeight: turns % 2 == 0 ? picture.height : picture.width, readWidth: gray.width,
            readHeight: gray.height, scale: scale, skew: skew)
        self.dpi = reducedDPI
        let pieces = try ReducedPage.pieces(of: gray)
        letters = LineFinder.letterSized(pieces, dpi: self.dpi).count
        let found = LineFinder(components: pieces, dpi: self.dpi)?.lines() ?? []
        lines = found.sorted { $0.letterHeight > $1.letterHeight }
        self.picture = gray
    }
}

extension CodePlace {
    /// Whether a point, in millimetres, lies in the rows of the code and outside it, with some way to its edges.
    fileprivate func hasBeside(_ pointX: Double, _ pointY: Double) -> Bool {
        let radians = (angle ?? 0) * .pi / 180
        let (dx, dy) = (pointX - x, pointY - y)
        let (across, down) = (dx * cos(radians) + dy * sin(radians), dy * cos(radians) - dx * sin(radians))
        return abs(down) < 0.45 * side && abs(across) > 0.6 * side
    }

    /// The upright box around the code.
    fileprivate func box(pixelsPerMillimetre: Double) -> PixelBox {
        let radians = (angle ?? 0) * .pi / 180
        let half = side / 2 * (abs(cos(radians)) + abs(sin(radians)))
        return PixelBox(
            x: Int((x - half) * pixelsPerMillimetre), y: Int((y - half) * pixelsPerMillimetre),
            width: Int(2 * half * pixelsPerMillimetre), height: Int(2 * half * pixelsPerMillimetre))
    }
}
