/// How well a heading names a role.
struct HeadingScorer {
    private let vocabulary: StatementVocabulary

    init(_ vocabulary: StatementVocabulary) { self.vocabulary = vocabulary }

    /// - Returns: 0 for no likeness to 100 for one of the role's own headings.
    func score(_ heading: FoldedWords, _ role: ColumnRole) -> Int {
        guard !heading.words.isEmpty, let phrases = vocabulary.headings[role] else { return 0 }
        return phrases.reduce(0) { max($0, Self.score(heading, $1)) }
    }

    /// The best role of a heading and its score.
    func best(_ heading: FoldedWords) -> (role: ColumnRole, score: Int)? {
        ColumnRole.allCases.map { ($0, score(heading, $0)) }.filter { $0.1 > 0 }.max { $0.1 < $1.1 }
    }

    /// A heading is the phrase, or has it among other words: the more of it the phrase is, the better. A long phrase in a
    /// long heading tells more than a short one.
    private static func score(_ heading: FoldedWords, _ phrase: String) -> Int {
        if heading.text == phrase { return 100 }
        if heading.text.replacing(" ", with: "") == phrase.replacing(" ", with: "") { return 98 }
        guard heading.contains(phrase) else { return 0 }
        let share = 100 * phrase.utf8.count / max(heading.text.utf8.count, 1)
        return (heading.hasPrefix(phrase) ? 50 : 40) + share * 2 / 5
    }
}
