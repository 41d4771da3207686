import Basics

/// A period as reports name it: `2026-11`, `2026-Q3`, `2026-H1`, `2026`, or `2026-01-01..2026-06-15` with both days.
public struct NamedPeriod: Hashable, Sendable {
    public var name: String
    public var days: ClosedRange<CalendarDay>

    /// The moments of its days at +07:00.
    public var period: ReportPeriod {
        let moments = WatchHorizon.moments(days)
        return ReportPeriod(start: moments.lowerBound, end: moments.upperBound)
    }

    public init?(_ name: String) {
        guard let days = Self.days(name) else { return nil }
        (self.name, self.days) = (name, days)
    }

    private static func days(_ name: String) -> ClosedRange<CalendarDay>? {
        if let dots = name.range(of: "..") {
            guard let first = CalendarDay(rawValue: String(name[..<dots.lowerBound])),
                let last = CalendarDay(rawValue: String(name[dots.upperBound...])), first <= last
            else { return nil }
            return first...last
        }
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        guard let head = parts.first, head.count == 4, let year = Int(head), parts.count <= 2 else { return nil }
        guard parts.count == 2 else { return months(1...12, year) }
        let part = parts[1]
        if let number = Int(part.dropFirst()), part.count == 2 {
            if part.hasPrefix("Q"), (1...4).contains(number) { return months(number * 3 - 2...number * 3, year) }
            if part.hasPrefix("H"), (1...2).contains(number) { return months(number * 6 - 5...number * 6, year) }
        }
        guard part.count == 2, let month = Int(part), (1...12).contains(month) else { return nil }
        return months(month...month, year)
    }

    private static func months(_ months: ClosedRange<Int>, _ year: Int) -> ClosedRange<CalendarDay>? {
        guard let first = CalendarDay(year: year, month: months.lowerBound, day: 1),
            let last = CalendarDay(year: year, month: months.upperBound, day: 1)?.adding(months: 1)
                .flatMap({ CalendarDay(daysSinceEpoch: $0.daysSinceEpoch - 1) })
        else { return nil }
        return first...last
    }
}
