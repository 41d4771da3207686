/// Reads the post's words for a status.
struct StatusReader {
    private let codes: [String: PostalStatus]
    /// Each phrase with a blank on both sides.
    private let phrases: [(padded: String, status: PostalStatus)]

    init(_ vocabulary: StatementVocabulary) {
        codes = vocabulary.statusCodes
        phrases = vocabulary.statuses.map { (" \($0.phrase) ", $0.status) }
    }

    /// - Returns: ``PostalStatus/unknown`` for words that the table does not have.
    func read(_ text: String) -> PostalStatus {
        if let status = codes[text.trimmed] { return status }
        let words = " \(FoldedWords(text).text) "
        return phrases.first { words.contains($0.padded) }?.status ?? .unknown
    }
}

extension String {
    /// Without blanks at both ends.
    var trimmed: String {
        guard let first = utf8.first, let last = utf8.last else { return self }
        let isBare = first > 0x20 && last > 0x20 && first < 0x80 && last < 0x80
        if isBare { return self }
        let start = firstIndex { !$0.isWhitespace } ?? endIndex
        let end = lastIndex { !$0.isWhitespace }.map(index(after:)) ?? start
        return String(self[start..<end])
    }
}

extension StatementVocabulary {
    /// What the post's words, or its code, for a status mean; ``PostalStatus/unknown`` when the table has neither.
    public func status(of text: String) -> PostalStatus { StatusReader(self).read(text) }
}
