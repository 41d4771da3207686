/// How well each column fits each role.
struct ColumnScores {
    struct Choice: Hashable {
        var column: Int
        var score: Int
    }

    /// By role, then by column.
    private let scores: [ColumnRole: [Int]]

    init(headings: [[String]], contents: [ColumnContents], scorer: HeadingScorer) {
        let readings = headings.map { HeadingReading($0, scorer) }
        var scores: [ColumnRole: [Int]] = [:]
        for role in ColumnRole.allCases {
            scores[role] = contents.indices.map { column in
                Self.score(role, named: readings[column].scores[role] ?? 0, contents[column])
            }
        }
        self.scores = scores
    }

    /// The heading counts most; what the cells look like can confirm it, and can rule it out. Without a heading only the
    /// tracking number and the case are known by their looks.
    private static func score(_ role: ColumnRole, named: Int, _ contents: ColumnContents) -> Int {
        let share = contents.share(role.content)
        switch role {
        case .tracking:
            if share >= 0.5 { return named + 30 + Int(share * 20) }
            return contents.isEmpty || share > 0.1 ? named / 2 : 0
        case .caseCode:
            return share >= 0.5 ? named + 50 : contents.isEmpty ? named / 2 : 0
        case .accepted, .delivered, .weight, .fee, .surcharge, .feeTotal, .collected, .remitted:
            guard named > 0 else { return 0 }
            return contents.isEmpty ? named * 3 / 4 : share >= 0.5 ? named + 10 : 0
        default:
            return named
        }
    }

    /// Gives each role the column that fits best, best fits first, no column twice.
    func assignment() -> [ColumnRole: Choice] {
        var candidates = scores.flatMap { role, columns in
            columns.enumerated().filter { $0.element >= Self.least }.map {
                (role, Choice(column: $0.offset, score: $0.element))
            }
        }
        candidates.sort { a, b in
            if a.1.score != b.1.score { return a.1.score > b.1.score }
            return a.1.column != b.1.column ? a.1.column < b.1.column : a.0.rawValue < b.0.rawValue
        }
        var chosen: [ColumnRole: Choice] = [:]
        var taken: Set<Int> = []
        for (role, choice) in candidates where chosen[role] == nil && !taken.contains(choice.column) {
            chosen[role] = choice
            taken.insert(choice.column)
        }
        return chosen
    }

    /// Further columns that name a role clearly and were not taken by another.
    func further(_ role: ColumnRole, beside taken: Set<Int>) -> [Int] {
        (scores[role] ?? []).indices.filter { column in
            !taken.contains(column) && (scores[role]?[column] ?? 0) >= Self.clear
        }
    }

    /// Roles that decide about matches and for which a second column is as good as the one chosen.
    func ties(_ chosen: [ColumnRole: Choice]) -> [ColumnGuess.Doubt] {
        let taken = Set(chosen.values.map(\.column))
        return [ColumnRole.tracking, .fee, .collected, .accepted, .status].compactMap { role in
            guard let choice = chosen[role], let columns = scores[role] else { return nil }
            let rivals = columns.indices.filter {
                $0 != choice.column && !taken.contains($0) && columns[$0] == choice.score
            }
            return rivals.isEmpty ? nil : .several(role, [choice.column] + rivals)
        }
    }

    /// Below this a heading is only distantly alike.
    private static let least = 45
    private static let clear = 80
}
