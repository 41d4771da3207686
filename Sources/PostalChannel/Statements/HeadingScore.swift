/// How well a heading names each role.
struct HeadingScorer: Sendable {
    /// The roles that a phrase names.
    private let roles: [String: [ColumnRole]]
    /// The same for phrases without their blanks, as narrow columns write them.
    private let squeezed: [String: [ColumnRole]]
    /// Words of the longest phrase.
    private let longest: Int

    init(_ vocabulary: StatementVocabulary) {
        let named = vocabulary.headings.flatMap { role, phrases in phrases.map { ($0, [role]) } }
        roles = Dictionary(named, uniquingKeysWith: +)
        squeezed = Dictionary(named.map { ($0.0.filter { $0 != " " }, $0.1) }, uniquingKeysWith: +)
        longest = named.map { $0.0.split(separator: " ").count }.max() ?? 0
    }

    /// 100 for one of a role's own headings; less where it stands among other words: the more of the heading it is, the
    /// better. Roles that are not named are left out.
    func scores(_ heading: FoldedWords) -> [ColumnRole: Int] {
        var scores: [ColumnRole: Int] = [:]
        func note(_ roles: [ColumnRole]?, _ score: Int) {
            for role in roles ?? [] { scores[role] = max(scores[role] ?? 0, score) }
        }
        let words = heading.words
        note(roles[heading.text], 100)
        note(squeezed[words.joined()], 98)
        for start in words.indices {
            for end in start..<min(words.count, start + longest) {
                let phrase = words[start...end].joined(separator: " ")
                let share = 40 * phrase.utf8.count / max(heading.text.utf8.count, 1)
                note(roles[phrase], (start == 0 ? 50 : 40) + share)
            }
        }
        return scores
    }
}

/// A heading of one or more rows, which names a role by its last row, or by all rows together.
struct HeadingReading {
    /// How well it names each role, 0 to 100.
    let scores: [ColumnRole: Int]
    private let words: Set<Substring>

    init(_ rows: [String], _ scorer: HeadingScorer) {
        let whole = FoldedWords(rows.joined(separator: " "))
        let last = rows.count < 2 ? [:] : scorer.scores(FoldedWords(rows[rows.count - 1]))
        scores = scorer.scores(whole).merging(last.mapValues { $0 - 5 }, uniquingKeysWith: max)
        words = Set(whole.words)
    }

    /// The role that it names best; of several the first in the order of roles.
    var best: (role: ColumnRole, score: Int)? {
        let most = scores.values.max() ?? 0
        return ColumnRole.allCases.first { scores[$0] == most && most > 0 }.map { ($0, most) }
    }

    /// Whether one of the rows has one of these words.
    func mentions(_ words: [Substring]) -> Bool { words.contains(where: self.words.contains) }
}
