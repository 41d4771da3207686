import Basics
import DocumentModel

extension ColumnGuess {
    /// Settles in which order the columns of days write day and month: by the days that no other order allows, else by
    /// the period that the statement declares. Where all days are up to the 12th and spread over months one way and over
    /// days the other, a person is asked.
    /// - Parameter rows: below the heading.
    public mutating func settleDateOrders(over rows: some Sequence<SheetRow>, declared: ClosedRange<CalendarDay>?) {
        var undecided: [Int] = []
        for role in [ColumnRole.accepted, .delivered] {
            guard let column = map.column(role) else { continue }
            let orders = DateOrders(rows.lazy.map { $0[column] })
            switch orders.order(within: declared) {
            case .monthFirst: map.monthFirstColumns.insert(column)
            case .dayFirst: break
            case nil: undecided.append(column)
            }
            if orders.areHalfSwapped(within: declared) {
                doubts.append(.swappedDays(column))
            }
        }
        guard !undecided.isEmpty else { return }
        // A column that cannot be told goes with one that can.
        if !map.monthFirstColumns.isEmpty {
            map.monthFirstColumns.formUnion(undecided)
        } else {
            doubts += undecided.map(Doubt.dateOrder)
        }
    }
}

/// The days of one column in both orders.
private struct DateOrders {
    private var onlyDayFirst = 0
    private var onlyMonthFirst = 0
    /// Days, counted from 1970, of cells that both orders can read differently.
    private var both: [(dayFirst: Int, monthFirst: Int)] = []

    /// Days, counted from 1970, that texts write, and those of cells kept as dates: as they are, and with day and month
    /// swapped where that is a day.
    private var written: [Int] = []
    private var kept: [(day: Int, swapped: Int?)] = []

    init(_ cells: some Sequence<SheetCell>) {
        for cell in cells {
            guard case .text = cell else {
                if let day = DateCell.read(cell)?.day {
                    let swapped = CalendarDay(year: day.year, month: day.day, day: day.month)
                    kept.append((day.daysSinceEpoch, swapped?.daysSinceEpoch))
                }
                continue
            }
            if let day = DateCell.read(cell) { written.append(day.dayNumber) }
            switch (DateCell.read(cell), DateCell.read(cell, order: .monthFirst)) {
            case (let a?, let b?) where a != b: both.append((a.dayNumber, b.dayNumber))
            case (.some, nil): onlyDayFirst += 1
            case (nil, .some): onlyMonthFirst += 1
            default: continue
            }
        }
    }

    /// `nil` when a person must say.
    func order(within declared: ClosedRange<CalendarDay>?) -> DateCell.Order? {
        if onlyDayFirst != onlyMonthFirst { return onlyMonthFirst > onlyDayFirst ? .monthFirst : .dayFirst }
        guard !both.isEmpty else { return .dayFirst }
        if let declared {
            let window =
                declared.lowerBound.daysSinceEpoch - Self.before...declared.upperBound.daysSinceEpoch + Self.after
            let (days, months) = (
                both.count { window.contains($0.dayFirst) }, both.count { window.contains($0.monthFirst) }
            )
            if days != months { return months > days ? .monthFirst : .dayFirst }
        }
        let isStrange = span { $0.monthFirst } <= Self.month && span { $0.dayFirst } > Self.month + Self.after / 2
        return both.count > 1 && isStrange ? nil : .dayFirst
    }

    /// Whether a program of another country took the days up to the 12th for days month first and kept them so, and left
    /// the others as texts: all that are kept lie far from the period, and swapped within it.
    func areHalfSwapped(within declared: ClosedRange<CalendarDay>?) -> Bool {
        guard !written.isEmpty, kept.count > 1, onlyDayFirst == written.count else { return false }
        let first = declared?.lowerBound.daysSinceEpoch ?? written.min() ?? 0
        let last = declared?.upperBound.daysSinceEpoch ?? written.max() ?? 0
        let window = first - Self.month...last + Self.month
        return kept.allSatisfy { $0.swapped.map(window.contains) ?? false }
            && kept.contains { !window.contains($0.day) }
    }

    /// Days around a declared period in which its items may have been taken or delivered.
    private static let before = 10
    private static let after = 31
    private static let month = 31

    private func span(_ day: ((dayFirst: Int, monthFirst: Int)) -> Int) -> Int {
        let days = both.map(day)
        return (days.max() ?? 0) - (days.min() ?? 0)
    }
}
