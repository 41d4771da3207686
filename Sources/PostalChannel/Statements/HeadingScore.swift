/// How well a heading names each role.
struct HeadingScorer: Sendable {
    /// What a phrase names; `nil` stands for what reconciling has no use for.
    private typealias Names = [ColumnRole?]

    private let roles: [String: Names]
    /// The same for phrases without their blanks, as narrow columns write them.
    private let squeezed: [String: Names]
    /// Words of the longest phrase.
    private let longest: Int
    /// All words, by which headings written in one piece are cut: `cuocchinhcovatthucthu`.
    private let words: Set<Substring>
    /// Units by their words, those of most words first.
    private let units: [[Substring]]

    init(_ vocabulary: StatementVocabulary) {
        var named: [(String, Names)] = vocabulary.headings.flatMap { role, phrases in phrases.map { ($0, [role]) } }
        named += vocabulary.otherHeadings.map { ($0, [nil]) }
        roles = Dictionary(named, uniquingKeysWith: +)
        squeezed = Dictionary(named.map { ($0.0.filter { $0 != " " }, $0.1) }, uniquingKeysWith: +)
        longest = named.map { $0.0.split(separator: " ").count }.max() ?? 0
        words = Set((named.map(\.0) + vocabulary.units).flatMap { $0.split(separator: " ") }.filter { $0.count > 1 })
        units = vocabulary.units.map { $0.split(separator: " ") }.sorted { $0.count > $1.count }
    }

    /// 100 for one of a role's own headings; less where it stands among other words: the more of the heading it is, the
    /// better. Roles that are not named are left out.
    func scores(_ heading: FoldedWords) -> HeadingScores {
        var scores = self.scores(withUnit: heading.words)
        if scores.most < Self.known, let pieces = pieces(of: heading.words) {
            scores.merge(self.scores(withUnit: pieces), less: 2)
        }
        return scores
    }

    private func scores(withUnit words: [Substring]) -> HeadingScores {
        let bare = withoutUnit(words)
        var scores = scores(words)
        if bare.count < words.count { scores.merge(self.scores(bare)) }
        return scores
    }

    /// The known words of a heading that is written in one piece, as few as there can be; `nil` for any other heading.
    private func pieces(of heading: [Substring]) -> [Substring]? {
        guard heading.count == 1, let text = heading.first,
            (Self.shortest...Self.longestText).contains(text.utf8.count),
            text.utf8.count == text.count
        else { return nil }
        let places = Array(text.indices) + [text.endIndex]
        var best: [[Substring]?] = Array(repeating: nil, count: places.count)
        best[0] = []
        for end in 1..<places.count {
            for start in max(0, end - Self.longestWord)..<end {
                let word = text[places[start]..<places[end]]
                guard let before = best[start], words.contains(word) else { continue }
                if best[end].map({ before.count + 1 < $0.count }) ?? true { best[end] = before + [word] }
            }
        }
        return best[places.count - 1].flatMap { $0.count > 1 ? $0 : nil }
    }

    /// The scores of a heading that has no known words, or only distantly: what it names when one letter too few, too many
    /// or wrong is forgiven.
    func forgivingScores(_ heading: FoldedWords) -> HeadingScores {
        var scores = scores(heading)
        guard scores.most < Self.known else { return scores }
        for words in [heading.words, withoutUnit(heading.words)] {
            let text = words.joined()
            guard (Self.shortest...Self.longestText).contains(text.utf8.count) else { continue }
            for (phrase, names) in squeezed where TrackingEdit.isOneLetterApart(phrase, text) {
                scores.note(names, Self.forgiven)
            }
        }
        return scores
    }

    /// A heading with less than this may be a mistyped one.
    private static let known = 90
    private static let forgiven = 88
    /// Bytes of a heading of which one letter is a small part, and of the longest one.
    private static let shortest = 7
    private static let longestText = 60
    private static let longestWord = 12

    private func withoutUnit(_ words: [Substring]) -> [Substring] {
        let unit = units.first { $0.count < words.count && words.suffix($0.count).elementsEqual($0) }
        return words.dropLast(unit?.count ?? 0)
    }

    private func scores(_ words: [Substring]) -> HeadingScores {
        var scores = HeadingScores()
        let text = words.joined(separator: " ")
        scores.note(roles[text], 100)
        scores.note(squeezed[words.joined()], 98)
        for start in words.indices {
            for end in start..<min(words.count, start + longest) {
                let phrase = words[start...end].joined(separator: " ")
                let share = 40 * phrase.utf8.count / max(text.utf8.count, 1)
                scores.note(roles[phrase], (start == 0 ? 50 : 40) + share)
            }
        }
        return scores
    }
}

/// How well a heading names each role, and how well it names something that is no role, 0 to 100.
struct HeadingScores {
    private(set) var roles: [ColumnRole: Int] = [:]
    private(set) var other = 0

    mutating func note(_ names: [ColumnRole?]?, _ score: Int) {
        for name in names ?? [] {
            if let name { roles[name] = max(roles[name] ?? 0, score) } else { other = max(other, score) }
        }
    }

    mutating func merge(_ scores: HeadingScores, less: Int = 0) {
        for (role, score) in scores.roles { note([role], score - less) }
        note([nil], scores.other - less)
    }

    /// The highest of all.
    var most: Int { max(roles.values.max() ?? 0, other) }
}

/// A heading of one or more rows, which names a role by its last row, or by all rows together.
struct HeadingReading {
    private let named: HeadingScores
    private let words: Set<Substring>
    private let ends: (first: Substring, second: Substring, last: Substring)

    /// - Parameter isForgiving: whether a heading may have a slip of the pen.
    init(_ rows: [String], _ scorer: HeadingScorer, isForgiving: Bool = false) {
        let whole = FoldedWords(rows.joined(separator: " "))
        let read = isForgiving ? scorer.forgivingScores : scorer.scores
        var named = read(whole)
        if rows.count > 1 { named.merge(read(FoldedWords(rows[rows.count - 1])), less: 5) }
        self.named = named
        words = Set(whole.words)
        let last = FoldedWords(rows.last ?? "").words
        ends = (last.first ?? "", last.dropFirst().first ?? "", last.last ?? "")
    }

    /// Whether it says that the column is a charge, of whatever kind: `Phí trả hàng`, `Fuel surcharge`. What is collected
    /// for somebody else, was paid already or is taken off is none.
    var isCharge: Bool {
        let isNamed =
            ends.first == "phi" || ends.first == "phu" && ["phi", "thu"].contains(ends.second)
            || ["surcharge", "fee", "charge"].contains(ends.last)
        return isNamed && named.other < Self.clear && !mentions(Self.paidOtherwise)
            && named.roles.allSatisfy { $0.value < Self.clear || [.fee, .surcharge].contains($0.key) }
    }

    private static let clear = 80
    /// Subsidies, discounts and what a buyer pays: words of headings of which only a person knows the sign.
    private static let paidOtherwise: [Substring] = [
        "tro", "mien", "giam", "tru", "mua", "discount", "rebate", "refund",
    ]

    /// Whether it is about the making of a record, which goes before the post takes the item.
    var isCreation: Bool { mentions(["tao", "khoi", "created"]) }

    /// How well it names a role; 0 where it names another one, or something else, clearly better.
    func score(_ role: ColumnRole) -> Int {
        let score = named.roles[role] ?? 0
        return score >= named.most - Self.slack ? score : 0
    }

    private static let slack = 15

    /// How well it names what it names best; 0 for words that the vocabulary does not have.
    var most: Int { named.most }

    /// How many roles it names as well as that.
    var ambiguity: Int { named.roles.values.count { $0 == named.most } }

    /// The role that it names best; of several the first in the order of roles; `nil` when it is none.
    var best: (role: ColumnRole, score: Int)? {
        guard named.most > 0 else { return nil }
        return ColumnRole.allCases.first { named.roles[$0] == named.most }.map { ($0, named.most) }
    }

    /// Whether one of the rows has one of these words.
    func mentions(_ words: [Substring]) -> Bool { words.contains(where: self.words.contains) }
}
