import Dossiers

/// The days of hand-over that a set of statements can be held to. Days are counted from 1970-01-01 at +07:00.
struct Coverage {
    /// First to last day; `nil` when no statement has a period.
    let hull: ClosedRange<Int>?
    /// Periods that statements declare themselves.
    private let declared: [String: ClosedRange<Int>]
    /// Days between the first and the last that no statement declares to cover.
    private let gaps: [Range<Int>]

    init(_ statements: [StatementPeriod], _ lines: [StatementLine]) {
        let pairs = statements.compactMap { statement in
            statement.declared.map {
                (statement.statement, $0.lowerBound.daysSinceEpoch...$0.upperBound.daysSinceEpoch)
            }
        }
        let declared = Dictionary(pairs) { first, _ in first }
        let isAllDeclared = statements.allSatisfy { $0.declared != nil }
        let undeclared = isAllDeclared ? nil : Self.span(lines.lazy.filter { declared[$0.place.statement] == nil })
        let periods = declared.values + [undeclared].compactMap(\.self)
        self.declared = declared
        hull = Self.hull(periods)
        // Where a period is only guessed from its lines, quiet days at its ends are no gaps.
        gaps = isAllDeclared ? Self.gaps(periods.sorted { $0.lowerBound < $1.lowerBound }) : []
    }

    /// Whether an item handed over on a day should stand on one of the statements.
    func includes(_ day: Int) -> Bool {
        guard let hull, hull.contains(day) else { return false }
        return !gaps.contains { $0.contains(day) }
    }

    /// The period that a statement declares, for its lines to be held to.
    func declaredPeriod(of statement: String) -> ClosedRange<Int>? { declared[statement] }

    private static func hull(_ periods: [ClosedRange<Int>]) -> ClosedRange<Int>? {
        guard let first = periods.map(\.lowerBound).min(), let last = periods.map(\.upperBound).max() else {
            return nil
        }
        return first...last
    }

    /// First to last day on which items were taken, without the few that a wrong year or month has put far away. The
    /// lines of all statements without a period are taken together, so that it does not matter into how many files they
    /// were cut.
    private static func span(_ lines: some Sequence<StatementLine>) -> ClosedRange<Int>? {
        var counts: [Int: Int] = [:]
        for line in lines {
            if let day = line.accepted?.dayNumber { counts[day, default: 0] += 1 }
        }
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
