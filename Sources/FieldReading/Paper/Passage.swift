import DocumentModel
import VietnameseText

/// The text of a paper's lines as one run that the small parsers can search, with the way back to the words.
///
/// Lines are joined by a blank; leaders (`.....`) count as a blank. Every offset is an offset of ``scan``.
struct Passage: Sendable {
    /// A word and the page that it stands on.
    struct PlacedWord: Sendable {
        var page: Int
        var word: Word
    }

    /// A line's part of the run.
    struct Line: Sendable {
        var page: Int
        var range: Range<Int>
        var box: PixelBox
    }

    let scan: ScannableText
    let lines: [Line]
    private let words: [PlacedWord]
    /// For each character the index of its word, -1 for blanks.
    private let wordIndex: [Int]

    /// - Parameter pieces: lines in reading order, each with its page.
    init(_ pieces: [(page: Int, line: TextLine)]) {
        var text = ""
        var placed: [PlacedWord] = []
        var indices: [Int] = []
        var lines: [Line] = []
        for piece in pieces {
            let start = indices.count
            for word in piece.line.words {
                let cleaned = Self.standingAlone(LeaderDots.parted(Self.cleaned(word.text)))
                guard !cleaned.isEmpty else { continue }
                if !indices.isEmpty {
                    text.append(" ")
                    indices.append(-1)
                }
                text += cleaned
                indices.append(contentsOf: repeatElement(placed.count, count: cleaned.count))
                placed.append(PlacedWord(page: piece.page, word: word))
            }
            guard indices.count > start else { continue }
            let first = start == 0 ? 0 : start + 1
            lines.append(Line(page: piece.page, range: first..<indices.count, box: piece.line.box))
        }
        scan = ScannableText(text)
        words = placed
        wordIndex = indices
        // Some signs of other scripts join the blank behind them, too.
        let whole = 0..<scan.count
        self.lines = lines.map { Line(page: $0.page, range: $0.range.clamped(to: whole), box: $0.box) }
    }

    /// A word without marks at its beginning that would join the blank before it, so that both were one character: marks
    /// that were read without their letter, vowels of other scripts.
    private static func standingAlone(_ word: String) -> String {
        // Nearly all words begin with a character of less than this.
        guard let first = word.unicodeScalars.first, first.value >= 0x300 else { return word }
        var scalars = word.unicodeScalars[...]
        while !scalars.isEmpty, (" " + String(scalars)).count != String(scalars).count + 1 { scalars.removeFirst() }
        return String(scalars)
    }

    /// The line that holds the offset.
    func lineIndex(at offset: Int) -> Int? {
        var (low, high) = (0, lines.count)
        while low < high {
            let middle = (low + high) / 2
            if lines[middle].range.upperBound > offset { high = middle } else { low = middle + 1 }
        }
        return low < lines.count ? low : nil
    }

    /// End of the line that holds the offset.
    func lineEnd(at offset: Int) -> Int {
        lineIndex(at: offset).map { lines[$0].range.upperBound } ?? scan.count
    }

    /// The printed text of a line.
    func text(ofLine index: Int) -> String { scan.printed(lines[index].range) }

    /// Page, box (on that page) and mean confidence of the words under a range; `nil` when it holds none.
    func source(of range: Range<Int>) -> (page: Int, box: PixelBox, confidence: Double)? {
        let indices = range.clamped(to: 0..<wordIndex.count).map { wordIndex[$0] }.filter { $0 >= 0 }
        guard let first = indices.first, let last = indices.last else { return nil }
        let page = words[first].page
        var box = words[first].word.box
        var (weighted, letters) = (0.0, 0.0)
        for placed in words[first...max(first, last)] {
            if placed.page == page { box = box.union(placed.word.box) }
            let length = Double(placed.word.text.count)
            weighted += placed.word.confidence * length
            letters += length
        }
        return (page, box, letters > 0 ? weighted / letters : 0)
    }

    /// The words under a range in order, as they were read, with their confidence.
    func words(in range: Range<Int>) -> [(text: String, confidence: Double)] {
        var found: [(String, Double)] = []
        var start: Int?
        for offset in range.clamped(to: 0..<wordIndex.count) {
            if wordIndex[offset] < 0 || scan.bytes[offset] == ScannableText.blank {
                start = nil
            } else if start == nil {
                start = offset
                let end = (offset..<range.upperBound).first {
                    $0 >= scan.count || scan.bytes[$0] == ScannableText.blank
                }
                found.append(
                    (scan.printed(offset..<(end ?? range.upperBound)), words[wordIndex[offset]].word.confidence))
            }
        }
        return found
    }

    /// How likely all words under the range were read right, 0 to 1: the product of what each word's confidence is
    /// worth. A word of 96 is wrong in one case of a hundred, one of 90 in three, one of 60 in twenty-five.
    ///
    /// - Parameter doubt: 0 to 1, how much a wrong letter matters where a closed vocabulary or a check mends it.
    func reliability(of range: Range<Int>, doubt: Double) -> Double {
        Set(range.clamped(to: 0..<wordIndex.count).map { wordIndex[$0] }).filter { $0 >= 0 }.sorted()
            .reduce(1) { product, index in
                let miss = max(0, min(1, 1 - words[index].word.confidence / 100))
                return product * (1 - doubt * miss * miss.squareRoot())
            }
    }

    /// The word without leaders, Ð as Đ; empty for specks that were taken for signs.
    private static func cleaned(_ word: String) -> String {
        let text = withoutLeaders(Folding.composed(word)).map { $0 == "Ð" ? "Đ" : $0 == "ð" ? "đ" : $0 }
        let isSpeck = !text.contains { $0.isLetter || $0.isNumber || signs.contains($0) }
        return isSpeck ? "" : String(text)
    }

    /// Signs that mean something when they stand alone.
    private static let signs: Set<Character> = [":", "-", "–", "/", "(", ")", ",", ";"]

    /// Runs of three or more leader characters taken out, at both ends runs of two.
    private static func withoutLeaders(_ word: String) -> String {
        guard word.contains(where: isLeader) else { return word }
        var kept = ""
        var run = ""
        for character in word {
            if isLeader(character) {
                run.append(character)
                continue
            }
            if !run.isEmpty, run.count < 3, !kept.isEmpty, !run.contains("…") { kept += run }
            run = ""
            kept.append(character)
        }
        if run == "." || run == "_" || run == "·", !kept.isEmpty { kept += run }
        return kept
    }

    private static func isLeader(_ character: Character) -> Bool {
        character == "." || character == "…" || character == "_" || character == "·"
    }
}
