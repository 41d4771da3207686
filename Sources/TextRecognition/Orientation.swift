import DocumentModel
import ScannedPages
import VietnameseText

/// Finds which way is up by reading the longest lines in the directions that the letters' places leave open.
///
/// Reading is the test that holds on any paper: upside down or sideways, the network's confidence falls by a third and
/// more. Most pages are upright, so that direction is tried first and taken when it reads well. A page is turned only
/// where words prove it.
struct Orientation {
    let recognizer: any LineRecognizer

    /// The lines of the page turned upright, some of them read.
    ///
    /// - Parameters:
    ///   - gray: the scan in 8-bit gray on white ground.
    ///   - ink: its ink in bits, which is not changed.
    ///   - turn: how the upright page is turned in the scan, where that is known.
    func upright(
        gray: borrowing Pix, ink: borrowing Pix, dpi: Int, turn: QuarterTurn? = nil
    ) throws -> PageLines {
        if let turn { return try lines(gray, ink, dpi, quarters: (4 - turn.rawValue / 90) % 4) }
        let axis = try StepTimes.measure(.axis) { TextAxis(components: try ink.inkComponents(), dpi: dpi) }
        let down = try axis.isCertainlyDown ? betterHalf(of: try lines(gray, ink, dpi, quarters: 1)) : nil
        if let down, down.confidence >= Self.readsAtAll, down.reading.isProof { return down.lines }
        let asPutIn = try lines(gray, ink, dpi, quarters: 0)
        let across = try betterHalf(of: asPutIn)
        var best = across
        if !axis.isCertainlyAcross, across.confidence < Self.readsWell {
            let other = try down ?? betterHalf(of: try lines(gray, ink, dpi, quarters: 1))
            if other.confidence > across.confidence + Self.margin { best = other }
        }
        // A script that cannot be read and a photograph look no better in any direction: they stay as they were put in.
        return best.lines.page.quarters == 0 || best.reading.isProof ? best.lines : asPutIn
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

    private struct Candidate {
        var lines: PageLines
        var reading: TrialReading

        var confidence: Double { reading.confidence }
    }

    private func lines(
        _ gray: borrowing Pix, _ ink: borrowing Pix, _ dpi: Int, quarters: Int
    ) throws -> PageLines {
        let page = try StepTimes.measure(.clean) {
            try CleanedPage(gray: gray, ink: ink, dpi: dpi, quarters: quarters)
        }
        return PageLines(of: page, recognizer: recognizer)
    }

    private func betterHalf(of lines: PageLines) throws -> Candidate {
        let asIs = Candidate(lines: lines, reading: try trial(of: lines, count: Self.fewLines))
        if asIs.confidence >= Self.readsWell { return asIs }
        let turned = PageLines(of: try lines.page.upsideDown(), recognizer: recognizer)
        let other = Candidate(lines: turned, reading: try trial(of: turned, count: Self.fewLines))
        if abs(other.confidence - asIs.confidence) >= Self.clearLead {
            return other.confidence > asIs.confidence ? other : asIs
        }
        return try betterHalf(lines, turned)
    }

    /// Decides between half turns that read about equally well, by more lines.
    private func betterHalf(_ lines: PageLines, _ turned: PageLines) throws -> Candidate {
        let asIs = Candidate(lines: lines, reading: try trial(of: lines, count: Self.manyLines))
        let other = Candidate(lines: turned, reading: try trial(of: turned, count: Self.manyLines))
        // Neither half turn of a sideways page is likelier; an upright one is.
        let needed = lines.page.quarters == 0 ? asIs.confidence + Self.margin : asIs.confidence
        return other.confidence > needed ? other : asIs
    }

    /// Reads the longest lines as they stand.
    private func trial(of lines: PageLines, count: Int) throws -> TrialReading {
        let found = lines.page.lines
        let longest = found.indices.sorted { found[$0].letterCount > found[$1].letterCount }.prefix(Self.manyLines)
        var words = try lines.words(of: longest.prefix(count)).flatMap(\.self)
        for line in longest.dropFirst(count) where words.letterCount < Self.enoughLetters {
            words += try lines.words(of: [line]).flatMap(\.self)
        }
        return TrialReading(words)
    }
}

/// What reading a few lines in one direction has shown.
struct TrialReading {
    /// Mean confidence, weighted by length; 0 when nothing is read.
    let confidence: Double
    /// Letters of all words, and of words that chance hardly makes: syllables and numbers read with confidence.
    let (letters, provenLetters): (Int, Int)

    init(_ words: [Word]) {
        confidence = words.meanConfidence
        letters = words.letterCount
        provenLetters = words.filter { $0.confidence >= Self.sure && Self.isWord($0.text) }.letterCount
    }

    /// Whether it shows that the page stands this way up, and not only that others read still worse.
    ///
    /// On the worst photocopies that were turned rightly three letters in ten are proven; in scripts that cannot be read,
    /// in photographs and the wrong way up it is one in fifteen at most.
    var isProof: Bool {
        let isText = confidence >= Self.readsAsText && letters >= Self.enoughText
        return isText || (provenLetters >= Self.minProof && 7 * provenLetters >= letters)
    }

    private static let sure = 75.0
    private static let minProof = 8
    /// Mean confidence that only print of a known script reaches, and letters from which on it is a mean.
    private static let (readsAsText, enoughText) = (65.0, 12)

    private static func isWord(_ text: String) -> Bool {
        let core = text.filter { $0.isLetter || $0.isNumber }
        guard core.count >= 2 else { return false }
        return core.allSatisfy(\.isLetter) ? Syllables.isValid(core) : core.count >= 4 && core.allSatisfy(\.isNumber)
    }
}
