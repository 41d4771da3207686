import Basics

/// A time in which the term does not run: after the day on which it begins, through the day on which it ends.
public struct Wait: Hashable, Sendable {
    public enum Reason: String, Hashable, Sendable, Codable {
        case supplement
        case financialDuty = "financial_duty"
    }

    public var reason: Reason
    public var from: CalendarDay
    /// `nil` while it lasts.
    public var through: CalendarDay?

    public init(_ reason: Reason, from: CalendarDay, through: CalendarDay?) {
        (self.reason, self.from, self.through) = (reason, from, through)
    }
}

/// The last moment for a result, by both readings of a supplement wait.
public struct CaseDeadline: Hashable, Sendable {
    /// What a supplement wait does to the term.
    public enum Reading: String, Hashable, Sendable, Codable, CaseIterable {
        /// The term begins anew with the full dossier (NĐ 61/2018/NĐ-CP, Điều 19.4).
        case restarted
        /// The wait is left out of the term (service index, QĐ 766/QĐ-TTg).
        case subtracted
    }

    /// The last moment if the term begins anew.
    public var restarted: Instant
    /// The last moment if waits are left out.
    public var subtracted: Instant
    /// Whether a wait lasts: both moments are then as if it ended on the day they were asked for.
    public var isPaused: Bool

    public func due(_ reading: Reading) -> Instant { reading == .restarted ? restarted : subtracted }

    /// Computes the last moments of a term of working days.
    /// - Parameters:
    ///   - start: the day from which the receipt says that the term runs; it is not counted itself.
    ///   - workingDays: the procedure's term.
    ///   - waits: those after the receipt, in order.
    ///   - today: until when a wait that lasts is counted.
    /// - Throws: ``CalendarFault`` where a year has no calendar.
    public init(
        start: CalendarDay, workingDays: Int, waits: [Wait], today: CalendarDay, calendar: WorkingCalendar,
        rules: DeadlineRules
    ) throws(CalendarFault) {
        var restart = start
        var left = 0
        var leftSinceRestart = 0
        for wait in waits where wait.reason == .supplement || rules.financialDutyPauses {
            let end = max(wait.through ?? today, wait.from)
            let days = try calendar.workingDays(after: wait.from, through: end)
            left += days
            if wait.reason == .supplement {
                (restart, leftSinceRestart) = (end, 0)
            } else {
                leftSinceRestart += days
            }
        }
        let anew = try calendar.adding(workingDays: workingDays + leftSinceRestart, to: restart)
        let without = try calendar.adding(workingDays: workingDays + left, to: start)
        restarted = Self.close(of: anew, rules)
        subtracted = Self.close(of: without, rules)
        isPaused = waits.last.map { $0.through == nil } ?? false
    }

    /// The last moment of a last day.
    public static func close(of day: CalendarDay, _ rules: DeadlineRules) -> Instant {
        Instant(
            milliseconds: (Int64(day.daysSinceEpoch) * 1_440 + Int64(rules.closingMinute)) * 60_000 - LocalTime.offset)
    }

    /// The last day on which the apology for a late result may be made.
    public static func lastDayOfApology(
        due: CalendarDay, calendar: WorkingCalendar, rules: DeadlineRules
    ) throws(CalendarFault) -> CalendarDay {
        var day = due
        var left = rules.apologyWorkingDaysBefore
        while left > 0 {
            guard let before = CalendarDay(daysSinceEpoch: day.daysSinceEpoch - 1) else { return day }
            day = before
            if try calendar.isWorkingDay(day) { left -= 1 }
        }
        return day
    }
}

/// How the end of a case stands to its last moment. Minutes count, seconds do not.
public enum CaseTiming: String, Hashable, Sendable, Codable, CaseIterable {
    /// Before the last day.
    case early
    case onTime = "on_time"
    case overdue
    case noTerm = "no_term"

    public init(end: Instant, due: Instant?) {
        guard let due else {
            self = .noTerm
            return
        }
        let (endMinute, dueMinute) = (Self.minute(end), Self.minute(due))
        if endMinute > dueMinute {
            self = .overdue
        } else {
            self = endMinute / 1_440 < dueMinute / 1_440 ? .early : .onTime
        }
    }

    /// Minutes since 1970 at +07:00.
    static func minute(_ instant: Instant) -> Int64 { (instant.milliseconds + LocalTime.offset) / 60_000 }
}

extension CaseLife {
    /// The times after the receipt in which the term does not run.
    public var waits: [Wait] {
        var waits: [Wait] = []
        var isReceived = false
        for (place, step) in steps.enumerated() {
            if step.state == .received { isReceived = true }
            let reason: Wait.Reason? =
                switch step.state {
                case .awaitingSupplement: .supplement
                case .financialDuty: .financialDuty
                default: nil
                }
            guard isReceived, let reason, let from = LocalTime.day(of: step.occurred) else { continue }
            let next = place + 1 < steps.count ? LocalTime.day(of: steps[place + 1].occurred) : nil
            waits.append(Wait(reason, from: from, through: next))
        }
        return waits
    }

    /// The case's last moments; `nil` before it is received.
    public func deadline(
        workingDays: Int, today: CalendarDay, calendar: WorkingCalendar, rules: DeadlineRules
    ) throws(CalendarFault) -> CaseDeadline? {
        guard let received = first(.received), let start = LocalTime.day(of: received.occurred) else { return nil }
        return try CaseDeadline(
            start: start, workingDays: workingDays, waits: waits, today: today, calendar: calendar, rules: rules)
    }
}
