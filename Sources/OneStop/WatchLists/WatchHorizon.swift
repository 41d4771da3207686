import Basics

/// What "today" and "tomorrow" mean to the lists: the calendar's answers as moments, so that a list is a comparison with
/// what is kept beside the cases.
public struct WatchHorizon: Hashable, Sendable {
    public var now: Instant
    public var today: CalendarDay
    public var nextWorkingDay: CalendarDay
    /// The last day of "in so many working days".
    public var soon: CalendarDay
    /// Last days for which the apology has to be made by the next working day.
    public var apologyDue: ClosedRange<CalendarDay>
    /// What was received before it had to be passed on by today.
    public var transferDue: Instant

    /// - Parameter days: working days of "soon", today among them.
    /// - Throws: ``CalendarFault`` where a year has no calendar.
    public init(now: Instant, days: Int = 3, rules: OneStopRules) throws(CalendarFault) {
        let calendar = rules.calendar
        guard let today = LocalTime.day(of: now) else { throw CalendarFault(.outOfRange, year: 0) }
        self.now = now
        self.today = today
        let next = try calendar.workingDay(after: today)
        nextWorkingDay = next
        soon = try calendar.adding(workingDays: days, to: today)
        let before = rules.deadlines.apologyWorkingDaysBefore
        if before > 0 {
            let last = try calendar.adding(workingDays: before, to: next)
            let first = before == 1 ? next : try calendar.adding(workingDays: before - 1, to: next)
            apologyDue = (CalendarDay(daysSinceEpoch: first.daysSinceEpoch + 1) ?? last)...last
        } else {
            apologyDue = next...next
        }
        var worked = today
        while try !calendar.isWorkingDay(worked) {
            guard let earlier = CalendarDay(daysSinceEpoch: worked.daysSinceEpoch - 1) else { break }
            worked = earlier
        }
        transferDue = Self.moment(worked, minute: rules.deadlines.transferCutOffMinute + 1)
    }

    /// The first moment of a day, or a minute of it.
    public static func moment(_ day: CalendarDay, minute: Int = 0) -> Instant {
        Instant(milliseconds: (Int64(day.daysSinceEpoch) * 1_440 + Int64(minute)) * 60_000 - LocalTime.offset)
    }

    /// The moments of some days.
    public static func moments(_ days: ClosedRange<CalendarDay>) -> Range<Instant> {
        let end = moment(days.upperBound, minute: 1_440)
        return min(moment(days.lowerBound), end)..<end
    }

    /// The first moment of the present minute: what was due before it is late.
    public var minute: Instant {
        Instant(milliseconds: now.milliseconds - (now.milliseconds % 60_000 + 60_000) % 60_000)
    }
}
