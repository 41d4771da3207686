/// The days of hand-over that a set of statements can be held to. Days are counted from 1970-01-01 at +07:00.
struct Coverage {
    /// First to last day; `nil` when no statement has a period.
    let hull: ClosedRange<Int>?
    /// The last day of any statement; `nil` when none has a period.
    let lastDay: Int?
    /// Periods that statements declare themselves.
    private let declared: [String: ClosedRange<Int>]
    /// Days between the first and the last that no statement declares to cover.
    private let gaps: [Range<Int>]
    /// Statements that list what was delivered on their days, rather than what was taken.
    private let byDelivery: Set<String>

    init(_ statements: [StatementPeriod], _ lines: [StatementLine]) {
        let pairs = statements.compactMap { statement in
            statement.declared.map {
                (statement.statement, $0.lowerBound.daysSinceEpoch...$0.upperBound.daysSinceEpoch)
            }
        }
        let declared = Dictionary(pairs) { first, _ in first }
        let days = Self.days(statements, lines, declared)
        byDelivery = Set(days.filter { declared[$0.key] != nil && $0.value.goesByDelivery }.keys)
        let isAllDeclared = statements.allSatisfy { $0.declared != nil }
        let undeclared = isAllDeclared ? nil : Self.span(days.values.filter { !$0.takenOn.isEmpty }.map(\.takenOn))
        let byDelivery = byDelivery
        let periods =
            declared.filter { !byDelivery.contains($0.key) }.map(\.value) + [undeclared].compactMap(\.self)
        self.declared = declared
        hull = Self.hull(periods)
        lastDay = Self.hull(declared.values + periods)?.upperBound
        // Where a period is only guessed from its lines, quiet days at its ends are no gaps.
        gaps = isAllDeclared ? Self.gaps(periods.sorted { $0.lowerBound < $1.lowerBound }) : []
    }

    /// Whether a parcel should stand on one of the statements, by the day of its hand-over, or, where statements go by
    /// deliveries, of its delivery. What was handed over late on the last day that is covered is not yet due.
    func includes(_ parcel: Parcel, _ rules: ReconciliationRules) -> Bool {
        if let delivered = parcel.deliveredAt, !byDelivery.isEmpty {
            let day = PostalTime.dayNumber(of: delivered)
            if byDelivery.contains(where: { declared[$0]?.contains(day) == true }) { return true }
        }
        guard let handedOver = parcel.handedOver else { return false }
        let day = PostalTime.dayNumber(of: handedOver)
        guard includes(day) else { return false }
        return PostalTime.hour(of: handedOver) < rules.eveningHour || includes(day + 1)
    }

    /// Whether an item taken on a day should stand on one of the statements.
    func includes(_ day: Int) -> Bool {
        guard let hull, hull.contains(day) else { return false }
        return !gaps.contains { $0.contains(day) }
    }

    /// Whether a line's day lies outside the period that its statement declares.
    func isOutside(_ line: StatementLine) -> Bool {
        guard let period = declared[line.place.statement] else { return false }
        let time = byDelivery.contains(line.place.statement) ? line.delivered : line.accepted
        return time.map { !period.contains($0.dayNumber) } ?? false
    }

    /// What the lines of each statement say about days: of settled statements as it is kept, else by their lines. Lines
    /// of a statement that is not named are taken as those of one that declares no days.
    private static func days(
        _ statements: [StatementPeriod], _ lines: [StatementLine], _ declared: [String: ClosedRange<Int>]
    ) -> [String: StatementDays] {
        let kept = statements.compactMap { statement in statement.days.map { (statement.statement, $0) } }
        var days = Dictionary(kept) { first, _ in first }
        guard !statements.isEmpty else { return days }
        let isKept = Set(days.keys)
        // Lines of a statement stand together: it is looked up once.
        var name = ""
        var current: StatementDays?
        for line in lines {
            if line.place.statement != name {
                if let current { days[name] = current }
                name = line.place.statement
                current = isKept.contains(name) ? nil : days[name] ?? StatementDays(declared: declared[name])
            }
            current?.add(line)
        }
        if let current { days[name] = current }
        return days
    }

    private static func hull(_ periods: [ClosedRange<Int>]) -> ClosedRange<Int>? {
        guard let first = periods.map(\.lowerBound).min(), let last = periods.map(\.upperBound).max() else {
            return nil
        }
        return first...last
    }

    /// First to last day on which items were taken, without the few that a wrong year or month has put far away. The
    /// lines of all statements without a period are taken together, so that it does not matter into how many files they
    /// were cut.
    private static func span(_ statements: [[Int: Int]]) -> ClosedRange<Int>? {
        var counts: [Int: Int] = [:]
        for statement in statements { counts.merge(statement, uniquingKeysWith: +) }
        let stray = counts.values.reduce(0, +) / 50
        var days = counts.keys.sorted()[...]
        while let first = days.first, let next = days.dropFirst().first, next - first > farAway,
            counts[first, default: 0] <= stray
        {
            days = days.dropFirst()
        }
        while let last = days.last, let next = days.dropLast().last, last - next > farAway,
            counts[last, default: 0] <= stray
        {
            days = days.dropLast()
        }
        guard let first = days.first, let last = days.last else { return nil }
        return first...last
    }

    /// Days without any item after which further ones look like mistakes.
    private static let farAway = 10

    private static func gaps(_ periods: [ClosedRange<Int>]) -> [Range<Int>] {
        var gaps: [Range<Int>] = []
        var covered = periods.first?.upperBound ?? 0
        for period in periods {
            if period.lowerBound > covered + 1 { gaps.append(covered + 1..<period.lowerBound) }
            covered = max(covered, period.upperBound)
        }
        return gaps
    }
}
