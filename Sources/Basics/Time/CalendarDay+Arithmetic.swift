extension CalendarDay {
    /// The day so many days after 1970-01-01; `nil` before that day and after 2199.
    public init?(daysSinceEpoch days: Int) {
        guard (0..<90_000).contains(days),
            let day = LocalTime.day(of: Instant(milliseconds: Int64(days) * 86_400_000))
        else { return nil }
        self = day
    }

    /// Monday 1 to Sunday 7, as ISO 8601 counts.
    public var isoWeekday: Int {
        // 1970-01-01 was a Thursday.
        let shifted = (daysSinceEpoch + 3) % 7
        return (shifted < 0 ? shifted + 7 : shifted) + 1
    }

    public var isWeekend: Bool { isoWeekday >= 6 }

    /// The day so many months later: the same day of the month or, where there is none, the last of that month
    /// (Civil Code art. 147, 148); `nil` outside the years that a day can have.
    public func adding(months: Int) -> CalendarDay? {
        guard (-2_400...2_400).contains(months) else { return nil }
        let index = year * 12 + month - 1 + months
        for day in stride(from: day, through: 28, by: -1) {
            if let found = CalendarDay(year: index / 12, month: index % 12 + 1, day: day) { return found }
        }
        return CalendarDay(year: index / 12, month: index % 12 + 1, day: day)
    }
}
