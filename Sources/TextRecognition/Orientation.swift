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
        if axis.isCertainlyDown { return try betterHalf(of: CleanedPage(gray: gray, dpi: dpi, quarters: 1)).page }
        let across = try betterHalf(of: CleanedPage(gray: gray, dpi: dpi, quarters: 0))
        if axis.isCertainlyAcross || across.confidence >= Self.readsWell { return across.page }
        let down = try betterHalf(of: CleanedPage(gray: gray, dpi: dpi, quarters: 1))
        return down.confidence > across.confidence + Self.margin ? down.page : across.page
    }

    /// From this mean confidence on a direction is taken without trying others.
    private static let readsWell = 80.0
    /// By so much another direction has to read better than the likelier one.
    private static let margin = 8.0
    /// Lines are read up to this length in letter heights.
    private static let longest = 60.0
    /// Lines that are read, and letters below which more are.
    private static let lineCount = 4
    private static let enoughLetters = 40

    private typealias Candidate = (page: CleanedPage, confidence: Double)

    private func betterHalf(of page: CleanedPage) throws -> Candidate {
        let confidence = try confidence(of: page)
        if confidence >= Self.readsWell { return (page, confidence) }
        let other = try page.upsideDown()
        let otherConfidence = try self.confidence(of: other)
        // Neither half turn of a sideways page is likelier; an upright one is.
        let needed = page.quarters == 0 ? confidence + Self.margin : confidence
        if otherConfidence > needed { return (other, otherConfidence) }
        return (page, confidence)
    }

    /// Mean confidence, weighted by length, of the longest lines as they stand; 0 when nothing is read.
    private func confidence(of page: CleanedPage) throws -> Double {
        engine.show(page.picture, dpi: page.dpi)
        var words: [Word] = []
        var letters = 0
        var offered = 0
        for line in page.lines.sorted(by: { $0.letterCount > $1.letterCount }).prefix(3 * Self.lineCount) {
            if offered >= Self.lineCount, letters >= Self.enoughLetters { break }
            offered += 1
            var box = line.box
            box.width = min(box.width, Int(Self.longest * line.letterHeight))
            let read = try engine.readLine(in: box.padded(within: page.picture))
            letters += read.reduce(0) { $0 + $1.text.count }
            words += read
        }
        return words.meanConfidence
    }
}
