import DocumentModel
import ScannedPages

/// Finds which way is up by reading the longest lines in the directions that the letters' places leave open.
///
/// Reading is the test that holds on any paper: upside down or sideways, the network's confidence falls by a third and
/// more. Most pages are upright, so that direction is tried first and taken when it reads well.
struct Orientation {
    private let engine: TesseractEngine

    init(engine: TesseractEngine) { self.engine = engine }

    /// The page turned upright.
    func upright(gray: borrowing Pix, dpi: Int) throws -> CleanedPage {
        let axis = TextAxis(components: try gray.ink(darkerThan: CleanedPage.inkThreshold).inkComponents(), dpi: dpi)
        let down = try axis.isCertainlyDown ? betterHalf(of: CleanedPage(gray: gray, dpi: dpi, quarters: 1)) : nil
        if let down, down.confidence >= Self.readsAtAll { return down.page }
        let across = try betterHalf(of: CleanedPage(gray: gray, dpi: dpi, quarters: 0))
        if axis.isCertainlyAcross || across.confidence >= Self.readsWell { return across.page }
        let other = try down ?? betterHalf(of: CleanedPage(gray: gray, dpi: dpi, quarters: 1))
        return other.confidence > across.confidence + Self.margin ? other.page : across.page
    }

    /// From this mean confidence on a direction is taken without trying others.
    private static let readsWell = 80.0
    /// Below this mean confidence lines that seem to run down a page are rather specks or strokes in a row.
    private static let readsAtAll = 50.0
    /// By so much another direction has to read better than the likelier one.
    private static let margin = 8.0
    /// Lines are read up to this length in letter heights.
    private static let longest = 60.0
    /// A lead of so much over the other half turn needs no more lines.
    private static let clearLead = 15.0
    /// Lines that are read at first and, in doubt, at most; letters below which more than a few are.
    private static let fewLines = 4
    private static let manyLines = 12
    private static let enoughLetters = 40

    private typealias Candidate = (page: CleanedPage, confidence: Double)

    private func betterHalf(of page: CleanedPage) throws -> Candidate {
        let confidence = try confidence(of: page, lines: Self.fewLines)
        if confidence >= Self.readsWell { return (page, confidence) }
        let other = try page.upsideDown()
        let otherConfidence = try self.confidence(of: other, lines: Self.fewLines)
        if abs(otherConfidence - confidence) >= Self.clearLead {
            return otherConfidence > confidence ? (other, otherConfidence) : (page, confidence)
        }
        return try betterHalf(page, other)
    }

    /// Decides between half turns that read about equally well, by more lines.
    private func betterHalf(_ page: CleanedPage, _ other: CleanedPage) throws -> Candidate {
        let confidence = try confidence(of: page, lines: Self.manyLines)
        let otherConfidence = try self.confidence(of: other, lines: Self.manyLines)
        // Neither half turn of a sideways page is likelier; an upright one is.
        let needed = page.quarters == 0 ? confidence + Self.margin : confidence
        return otherConfidence > needed ? (other, otherConfidence) : (page, confidence)
    }

    /// Mean confidence, weighted by length, of the longest lines as they stand; 0 when nothing is read.
    private func confidence(of page: CleanedPage, lines count: Int) throws -> Double {
        engine.show(page.picture, dpi: page.dpi)
        var words: [Word] = []
        var letters = 0
        var offered = 0
        for line in page.lines.sorted(by: { $0.letterCount > $1.letterCount }).prefix(Self.manyLines) {
            if offered >= count, letters >= Self.enoughLetters { break }
            offered += 1
            var box = line.box
            box.width = min(box.width, Int(Self.longest * line.letterHeight))
            let read = try engine.readLine(in: box.padded(within: page.picture))
            letters += read.letterCount
            words += read
        }
        return words.meanConfidence
    }
}
