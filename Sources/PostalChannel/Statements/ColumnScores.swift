/// How well each column fits each role.
struct ColumnScores {
    struct Choice: Hashable {
        var column: Int
        var score: Int
    }

    /// By role, then by column.
    private let scores: [ColumnRole: [Int]]
    private let readings: [HeadingReading]
    private let contents: [ColumnContents]

    init(headings: [[String]], contents: [ColumnContents], scorer: HeadingScorer) {
        let readings = headings.map { HeadingReading($0, scorer, isForgiving: true) }
        var scores: [ColumnRole: [Int]] = [:]
        for role in ColumnRole.allCases {
            scores[role] = contents.indices.map { Self.score(role, readings[$0], contents[$0]) }
        }
        self.scores = scores
        self.readings = readings
        self.contents = contents
    }

    /// The heading counts most; what the cells look like can confirm it, and can rule it out. Without a heading only the
    /// tracking number and the case are known by their looks.
    private static func score(_ role: ColumnRole, _ reading: HeadingReading, _ contents: ColumnContents) -> Int {
        let named = reading.score(role)
        let share = contents.share(role.content)
        switch role {
        case .tracking:
            // The number of a slip may be a tracking number, if no other column has one.
            let known = reading.score(.slipNumber) > named - 10 ? named - 20 : named
            if share >= 0.5 { return max(known, 0) + 30 + Int(share * 20) }
            if known >= Self.plain, contents.share(.code) >= 0.7 { return known - 10 }
            return contents.isEmpty || share > 0.1 ? named / 2 : 0
        case .caseCode:
            return share >= 0.5 ? named + 50 : contents.isEmpty ? named / 2 : 0
        case .accepted, .delivered, .weight, .fee, .surcharge, .discount, .feeTotal, .collected, .remitted:
            // `COD fee` is no sum collected.
            guard named > 0, !(reading.isCharge && [.collected, .remitted].contains(role)) else { return 0 }
            if contents.isEmpty { return named * 3 / 4 }
            // What is plainly named and cannot be read is that column all the same: its cells count as unread.
            return share >= 0.5 ? named + 10 : named >= Self.plain && role != .weight ? Self.unread : 0
        case .status:
            return named > 0 ? named + Int(share * 10) : 0
        default:
            // `Phí thay đổi địa chỉ` is no address.
            return reading.isCharge && contents.share(.amount) >= 0.5 ? 0 : named
        }
    }

    /// Gives each role the column that fits best, best fits first, no column twice; of equals the column whose heading
    /// can mean fewer things. Roles that no heading names are then looked for by their looks.
    func assignment() -> [ColumnRole: Choice] {
        var candidates = scores.flatMap { role, columns in
            columns.enumerated().filter { $0.element >= Self.minLikeness }.map {
                (role, Choice(column: $0.offset, score: $0.element))
            }
        }
        candidates.sort { a, b in
            if a.1.score != b.1.score { return a.1.score > b.1.score }
            let ambiguity = (readings[a.1.column].ambiguity, readings[b.1.column].ambiguity)
            if ambiguity.0 != ambiguity.1 { return ambiguity.0 < ambiguity.1 }
            let creation = (readings[a.1.column].isCreation, readings[b.1.column].isCreation)
            if a.0 == b.0, creation.0 != creation.1 { return creation.1 }
            return a.1.column != b.1.column ? a.1.column < b.1.column : a.0.rawValue < b.0.rawValue
        }
        var chosen: [ColumnRole: Choice] = [:]
        var taken: Set<Int> = []
        for (role, choice) in candidates where chosen[role] == nil && !taken.contains(choice.column) {
            chosen[role] = choice
            taken.insert(choice.column)
        }
        for role in [ColumnRole.status, .recipient, .accepted, .delivered] where chosen[role] == nil {
            guard let column = onlyColumn(thatLooksLike: role, beside: taken) else { continue }
            chosen[role] = Choice(column: column, score: Self.byLooks)
            taken.insert(column)
        }
        return chosen
    }

    /// The one column under a heading of unknown words whose cells look like a role's; `nil` when there are more.
    private func onlyColumn(thatLooksLike role: ColumnRole, beside taken: Set<Int>) -> Int? {
        let columns = contents.indices.filter { column in
            !taken.contains(column) && readings[column].most < Self.minLikeness
                && contents[column].share(role.content) >= 0.7
                && (role != .recipient || contents[column].isVaried)
        }
        return columns.count == 1 ? columns[0] : nil
    }

    /// Further columns that name a role clearly and were not taken by another.
    func further(_ role: ColumnRole, beside taken: Set<Int>) -> [Int] {
        (scores[role] ?? []).indices.filter { column in
            !taken.contains(column)
                && ((scores[role]?[column] ?? 0) >= Self.clear || role == .surcharge && isUnknownCharge(column))
        }
    }

    /// A column of amounts whose heading says that it is a charge, in words that the vocabulary does not have: what it
    /// holds must not be lost.
    private func isUnknownCharge(_ column: Int) -> Bool {
        readings[column].isCharge && (scores[.fee]?[column] ?? 0) < Self.clear
            && contents[column].share(.amount) >= 0.5
    }

    /// Columns of money that a heading names clearly and of which most cells cannot be read.
    var unreadMoney: [ColumnGuess.Doubt] {
        ColumnRole.money.flatMap { role in
            contents.indices.filter { column in
                readings[column].best?.role == role && readings[column].score(role) >= Self.clear
                    && !contents[column].isEmpty && contents[column].share(.amount) < 0.5
            }.map { ColumnGuess.Doubt.unread(role, $0) }
        }
    }

    /// Roles that decide about matches and for which a second column is as good as the one chosen.
    func ties(_ chosen: [ColumnRole: Choice]) -> [ColumnGuess.Doubt] {
        let taken = Set(chosen.values.map(\.column))
        return [ColumnRole.tracking, .fee, .collected, .accepted, .status].compactMap { role in
            guard let choice = chosen[role], let columns = scores[role] else { return nil }
            let rivals = columns.indices.filter {
                $0 != choice.column && !taken.contains($0) && columns[$0] == choice.score
                    && (!readings[$0].isCreation || readings[choice.column].isCreation)
            }
            return rivals.isEmpty ? nil : .several(role, [choice.column] + rivals)
        }
    }

    /// Below this a heading is only distantly alike.
    private static let minLikeness = 45
    private static let clear = 80
    /// A heading with so much says nothing else.
    private static let plain = 90
    /// How well a column fits whose heading is plain and whose cells are not.
    private static let unread = 50
    /// How sure a column is that was found without its heading.
    private static let byLooks = 30
}
