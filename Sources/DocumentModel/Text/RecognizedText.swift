/// A word as read from a page.
public struct Word: Hashable, Sendable, Decodable {
    /// The characters, NFC, without surrounding white space; never empty.
    public var text: String
    /// Where it stands on the upright page.
    public var box: PixelBox
    /// How sure the reader is, 0 (not at all) to 100. Text of a born-digital page has 100.
    public var confidence: Double
    /// What was read before ``text`` was corrected; `nil` for words that stand as they were read.
    public var recognized: String?

    public init(text: String, box: PixelBox, confidence: Double, recognized: String? = nil) {
        self.text = text
        self.box = box
        self.confidence = confidence
        self.recognized = recognized
    }

    /// Words from this confidence on are shown as sure: of those at least 995 in 1000 are right on scans of offices, as
    /// the benchmark's reliability table tells.
    public static let minSure = 96.0
}

/// A printed line, or the part of one that belongs to a column, block or table cell.
public struct TextLine: Hashable, Sendable, Decodable {
    /// Words from left to right; never empty.
    public var words: [Word]
    /// The box around the whole line on the upright page.
    public var box: PixelBox

    public init(words: [Word], box: PixelBox) {
        self.words = words
        self.box = box
    }

    /// The words joined by single blanks.
    public var text: String { words.map(\.text).joined(separator: " ") }

    /// Mean confidence of the words weighted by their length, 0 to 100.
    public var confidence: Double {
        let letters = words.reduce(0) { $0 + $1.text.count }
        guard letters > 0 else { return 0 }
        return words.reduce(0) { $0 + $1.confidence * Double($1.text.count) } / Double(letters)
    }
}

/// The text of one page in reading order.
public struct PageText: Hashable, Sendable {
    /// Lines in reading order: heading block by block, columns one after the other, tables row by row.
    public var lines: [TextLine]

    public init(lines: [TextLine] = []) { self.lines = lines }

    /// The lines joined by line feeds.
    public var plain: String { lines.map(\.text).joined(separator: "\n") }

    /// All words in reading order.
    public var words: [Word] { lines.flatMap(\.words) }

    /// Share of the words that need no second look, 0 to 1; `nil` when the page has no word.
    public var sureShare: Double? {
        let words = words
        guard !words.isEmpty else { return nil }
        return Double(words.count { $0.confidence >= Word.minSure }) / Double(words.count)
    }

    /// Words that were corrected after they had been read.
    public var corrections: Int { lines.reduce(0) { $0 + $1.words.count { $0.recognized != nil } } }

    /// The text as it was read, every correction taken back.
    public var uncorrected: PageText {
        var text = self
        for line in text.lines.indices {
            for word in text.lines[line].words.indices {
                guard let recognized = text.lines[line].words[word].recognized else { continue }
                text.lines[line].words[word].text = recognized
                text.lines[line].words[word].recognized = nil
            }
        }
        return text
    }

    /// Mean word confidence weighted by length, 0 to 100; `nil` when the page has no word.
    public var confidence: Double? {
        let all = words
        let letters = all.reduce(0) { $0 + $1.text.count }
        guard letters > 0 else { return nil }
        return all.reduce(0) { $0 + $1.confidence * Double($1.text.count) } / Double(letters)
    }
}
