/// Knows which days are worked, for the years that it was given; asked about another year it throws.
///
/// Periods follow the Civil Code, art. 145–148: the day of the event is not counted, and a last day that is off moves
/// on to the next working day.
public struct WorkingCalendar: Hashable, Sendable {
    /// The largest number of working days that can be added.
    public static let longestPeriod = 3_660

    private enum Kind: UInt8 {
        case unknown, worked, off
    }

    /// Years that it knows, ascending.
    public let years: [Int]
    /// Days since 1970-01-01 of the first entry of ``kinds``.
    private let base: Int
    /// What each day from the first to the last known year is.
    private let kinds: [Kind]
    private let names: [CalendarDay: String]

    /// Takes the calendars of any years, in any order.
    public init(_ calendars: [YearCalendar]) throws(CalendarFault) {
        let sorted = calendars.sorted { $0.year < $1.year }
        years = sorted.map(\.year)
        for (a, b) in zip(sorted, sorted.dropFirst()) where a.year == b.year {
            throw CalendarFault(.yearTwice, year: a.year)
        }
        guard let first = sorted.first, let last = sorted.last else {
            (base, kinds, names) = (0, [], [:])
            return
        }
        guard first.year >= 1970, let start = CalendarDay(year: first.year, month: 1, day: 1)?.daysSinceEpoch,
            let end = CalendarDay(year: last.year, month: 12, day: 31)?.daysSinceEpoch
        else { throw CalendarFault(.outOfRange, year: first.year) }
        var kinds = [Kind](repeating: .unknown, count: end - start + 1)
        var names: [CalendarDay: String] = [:]
        for calendar in sorted {
            try Self.check(calendar)
            Self.fill(&kinds, from: start, calendar)
            for holiday in calendar.holidays { names[holiday.day] = holiday.name }
        }
        (base, self.kinds, self.names) = (start, kinds, names)
    }

    /// Whether the day is worked.
    public func isWorkingDay(_ day: CalendarDay) throws(CalendarFault) -> Bool {
        try isWorked(day.daysSinceEpoch, year: day.year)
    }

    /// What the holiday is called; `nil` for other days.
    public func holidayName(_ day: CalendarDay) -> String? { names[day] }

    /// The day itself when it is worked, else the next that is.
    public func workingDay(onOrAfter day: CalendarDay) throws(CalendarFault) -> CalendarDay {
        try step(from: day.daysSinceEpoch - 1, workingDays: 1)
    }

    /// The next working day after a day.
    public func workingDay(after day: CalendarDay) throws(CalendarFault) -> CalendarDay {
        try step(from: day.daysSinceEpoch, workingDays: 1)
    }

    /// The last day of a period of working days: J + n. The day of the event is not counted.
    /// - Parameter count: 0 to ``longestPeriod``; with 0 the day itself or, when it is off, the next working day.
    public func adding(workingDays count: Int, to day: CalendarDay) throws(CalendarFault) -> CalendarDay {
        guard (0...Self.longestPeriod).contains(count) else { throw CalendarFault(.outOfRange, year: day.year) }
        if count == 0 { return try workingDay(onOrAfter: day) }
        return try step(from: day.daysSinceEpoch, workingDays: count)
    }

    /// Working days after one day up to and with another: 0 on the same day, negative when the other is earlier.
    public func workingDays(after start: CalendarDay, through end: CalendarDay) throws(CalendarFault) -> Int {
        if end < start { return -(try workingDays(after: end, through: start)) }
        try requireYears(from: start.year, through: end.year)
        var count = 0
        for day in start.daysSinceEpoch..<end.daysSinceEpoch where kinds[day + 1 - base] == .worked { count += 1 }
        return count
    }

    /// The last day of a period of months, moved on when it is off.
    public func adding(months: Int, to day: CalendarDay) throws(CalendarFault) -> CalendarDay {
        guard let last = day.adding(months: months) else { throw CalendarFault(.outOfRange, year: day.year) }
        return try workingDay(onOrAfter: last)
    }

    /// The last day of a period of calendar days, moved on when it is off.
    public func adding(calendarDays count: Int, to day: CalendarDay) throws(CalendarFault) -> CalendarDay {
        guard (0...Self.longestPeriod).contains(count),
            let last = CalendarDay(daysSinceEpoch: day.daysSinceEpoch + count)
        else { throw CalendarFault(.outOfRange, year: day.year) }
        return try workingDay(onOrAfter: last)
    }

    /// The day on which something that came in is passed on: the same day, or the next working day when that is off
    /// or it came after the hour until which the counter passes on; the minute of that hour still counts.
    /// - Parameter cutOffMinute: minute of the day at +07:00; 15:00 unless the agency says otherwise.
    public func transferDay(received: Instant, cutOffMinute: Int = 15 * 60) throws(CalendarFault) -> CalendarDay {
        guard received.isInRange, let day = LocalTime.day(of: received) else {
            throw CalendarFault(.outOfRange, year: 0)
        }
        let local = received.milliseconds + LocalTime.offset
        let isLate = local % 86_400_000 / 60_000 > Int64(cutOffMinute)
        return try isLate ? workingDay(after: day) : workingDay(onOrAfter: day)
    }

    private func step(from start: Int, workingDays count: Int) throws(CalendarFault) -> CalendarDay {
        var left = count
        var day = start
        while left > 0 {
            day += 1
            guard let calendarDay = CalendarDay(daysSinceEpoch: day) else {
                throw CalendarFault(.outOfRange, year: 0)
            }
            if try isWorked(day, year: calendarDay.year) { left -= 1 }
            if left == 0 { return calendarDay }
        }
        throw CalendarFault(.outOfRange, year: 0)
    }

    private func isWorked(_ day: Int, year: Int) throws(CalendarFault) -> Bool {
        let place = day - base
        guard kinds.indices.contains(place), kinds[place] != .unknown else {
            throw CalendarFault(.yearMissing, year: year)
        }
        return kinds[place] == .worked
    }

    private func requireYears(from first: Int, through last: Int) throws(CalendarFault) {
        for year in first...last where !years.contains(year) { throw CalendarFault(.yearMissing, year: year) }
    }

    private static func check(_ calendar: YearCalendar) throws(CalendarFault) {
        var seen: Set<CalendarDay> = []
        for day in calendar.holidays.map(\.day) + calendar.workedDays.map(\.day) {
            if day.year != calendar.year { throw CalendarFault(.dayOutsideYear, year: calendar.year, day: day) }
            if !seen.insert(day).inserted { throw CalendarFault(.dayTwice, year: calendar.year, day: day) }
        }
        let off = Set(calendar.holidays.map(\.day))
        for worked in calendar.workedDays {
            if !worked.day.isWeekend { throw CalendarFault(.notAWeekend, year: calendar.year, day: worked.day) }
            if worked.insteadOf.year == calendar.year, !off.contains(worked.insteadOf) {
                throw CalendarFault(.notADayOff, year: calendar.year, day: worked.insteadOf)
            }
        }
    }

    private static func fill(_ kinds: inout [Kind], from base: Int, _ calendar: YearCalendar) {
        guard let first = CalendarDay(year: calendar.year, month: 1, day: 1)?.daysSinceEpoch,
            let last = CalendarDay(year: calendar.year, month: 12, day: 31)?.daysSinceEpoch
        else { return }
        // 1970-01-01 was a Thursday: the remainders 0 to 4 of (days + 3) by 7 are Monday to Friday.
        for day in first...last { kinds[day - base] = (day + 3) % 7 < 5 ? .worked : .off }
        for holiday in calendar.holidays { kinds[holiday.day.daysSinceEpoch - base] = .off }
        for worked in calendar.workedDays { kinds[worked.day.daysSinceEpoch - base] = .worked }
    }
}
