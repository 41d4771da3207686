import DocumentModel
import ScannedPages

/// Finds which way is up by reading the longest lines in the directions that the letters' places leave open.
///
/// Reading is the test that holds on any paper: upside down or sideways, the network's confidence falls by a third and
/// more. Most pages are upright, so that direction is tried first and taken when it reads well.
struct Orientation {
    let recognizer: any LineRecognizer

    /// The lines of the page turned upright, some of them read.
    ///
    /// - Parameters:
    ///   - gray: the scan in 8-bit gray on white ground.
    ///   - ink: its ink in bits, which is not changed.
    func upright(gray: borrowing Pix, ink: borrowing Pix, dpi: Int) throws -> PageLines {
        let axis = try StepTimes.measure(.axis) { TextAxis(components: try ink.inkComponents(), dpi: dpi) }
        let down = try axis.isCertainlyDown ? betterHalf(of: try lines(gray, ink, dpi, quarters: 1)) : nil
        if let down, down.confidence >= Self.readsAtAll { return down.lines }
        let across = try betterHalf(of: try lines(gray, ink, dpi, quarters: 0))
        if axis.isCertainlyAcross || across.confidence >= Self.readsWell { return across.lines }
        let other = try down ?? betterHalf(of: try lines(gray, ink, dpi, quarters: 1))
        return other.confidence > across.confidence + Self.margin ? other.lines : across.lines
    }

    /// From this mean confidence on a direction is taken without trying others.
    private static let readsWell = 80.0
    /// Below this mean confidence lines that seem to run down a page are rather specks or strokes in a row.
    private static let readsAtAll = 50.0
    /// By so much another direction has to read better than the likelier one.
    private static let margin = 8.0
    /// A lead of so much over the other half turn needs no more lines.
    private static let clearLead = 15.0
    /// Lines that are read at first and, in doubt, at most; letters below which more than a few are.
    private static let fewLines = 4
    private static let manyLines = 12
    private static let enoughLetters = 40

    private typealias Candidate = (lines: PageLines, confidence: Double)

    private func lines(
        _ gray: borrowing Pix, _ ink: borrowing Pix, _ dpi: Int, quarters: Int
    ) throws -> PageLines {
        let page = try StepTimes.measure(.clean) {
            try CleanedPage(gray: gray, ink: ink, dpi: dpi, quarters: quarters)
        }
        return PageLines(of: page, recognizer: recognizer)
    }

    private func betterHalf(of lines: PageLines) throws -> Candidate {
        let confidence = try confidence(of: lines, count: Self.fewLines)
        if confidence >= Self.readsWell { return (lines, confidence) }
        let other = PageLines(of: try lines.page.upsideDown(), recognizer: recognizer)
        let otherConfidence = try self.confidence(of: other, count: Self.fewLines)
        if abs(otherConfidence - confidence) >= Self.clearLead {
            return otherConfidence > confidence ? (other, otherConfidence) : (lines, confidence)
        }
        return try betterHalf(lines, other)
    }

    /// Decides between half turns that read about equally well, by more lines.
    private func betterHalf(_ lines: PageLines, _ other: PageLines) throws -> Candidate {
        let confidence = try confidence(of: lines, count: Self.manyLines)
        let otherConfidence = try self.confidence(of: other, count: Self.manyLines)
        // Neither half turn of a sideways page is likelier; an upright one is.
        let needed = lines.page.quarters == 0 ? confidence + Self.margin : confidence
        return otherConfidence > needed ? (other, otherConfidence) : (lines, confidence)
    }

    /// Mean confidence, weighted by length, of the longest lines as they stand; 0 when nothing is read.
    private func confidence(of lines: PageLines, count: Int) throws -> Double {
        let found = lines.page.lines
        let longest = found.indices.sorted { found[$0].letterCount > found[$1].letterCount }.prefix(Self.manyLines)
        var words = try lines.words(of: longest.prefix(count)).flatMap(\.self)
        for line in longest.dropFirst(count) where words.letterCount < Self.enoughLetters {
            words += try lines.words(of: [line]).flatMap(\.self)
        }
        return words.meanConfidence
    }
}
