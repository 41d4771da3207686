import Basics

/// Until when the post must hear a complaint, and when it must answer: dated data.
public struct ComplaintRule: Hashable, Sendable, Codable {
    /// Months from the day on which the full transit time ended (TT 17/2017/TT-BTTTT, art. 8.1.a: 6).
    public var months: Int
    /// Working days for the answer within a province (art. 8.1.b: 5).
    public var answerWithinProvince: Int
    /// Working days for the answer between provinces (art. 8.1.b: 7).
    public var answerBetweenProvinces: Int
    public var source: String

    public init(months: Int, answerWithinProvince: Int, answerBetweenProvinces: Int, source: String) {
        self.months = months
        self.answerWithinProvince = answerWithinProvince
        self.answerBetweenProvinces = answerBetweenProvinces
        self.source = source
    }

    private enum CodingKeys: String, CodingKey {
        case months, source
        case answerWithinProvince = "answer_within_province"
        case answerBetweenProvinces = "answer_between_provinces"
    }
}

/// Who complains to the post.
public enum ComplaintParty: String, Hashable, Sendable, Codable, CaseIterable {
    /// As sender of a result, or as recipient of papers.
    case agency
    /// As sender of papers, or as recipient of a result.
    case citizen
}

/// The last day of a complaint.
public struct ComplaintDeadline: Hashable, Sendable, Codable {
    public var by: ComplaintParty
    /// The last day by the count of months: in time under every calendar.
    public var countedDay: CalendarDay
    /// The last day, moved on when it is off; `nil` when there is no calendar for its year.
    public var lastDay: CalendarDay?
    public var source: String

    /// Counts from the day on which the full transit time ended; `nil` outside the years that a day can have.
    public init?(by: ComplaintParty, transitEnd: CalendarDay, _ rule: ComplaintRule, _ calendar: WorkingCalendar) {
        guard let counted = transitEnd.adding(months: rule.months) else { return nil }
        self.by = by
        countedDay = counted
        lastDay = try? calendar.workingDay(onOrAfter: counted)
        source = rule.source
    }

    /// Whether a complaint on a day still is in time, as far as is certain.
    public func isOpen(on day: CalendarDay) -> Bool { day <= lastDay ?? countedDay }

    private enum CodingKeys: String, CodingKey {
        case by, source
        case countedDay = "counted_day"
        case lastDay = "last_day"
    }
}

extension Discrepancy {
    /// Until when somebody can complain about it; `nil` when nothing says when the transit time ended.
    public func complaintDeadline(
        by party: ComplaintParty, _ rule: ComplaintRule, _ calendar: WorkingCalendar
    ) -> ComplaintDeadline? {
        subject.transitEnd.flatMap { ComplaintDeadline(by: party, transitEnd: $0, rule, calendar) }
    }

    /// When the complaint went to the post; `nil` while none did.
    public var complaintFiled: Instant? { events.last { $0.kind == .complaintFiled }?.occurred }

    /// For how many working days it has been, or was, open; the day on which it was found is not counted.
    public func ageInWorkingDays(on day: CalendarDay, _ calendar: WorkingCalendar) throws(CalendarFault) -> Int {
        guard let first = LocalTime.day(of: opened) else { throw CalendarFault(.outOfRange, year: day.year) }
        let last = min(closed.flatMap(LocalTime.day(of:)) ?? day, day)
        return max(0, try calendar.workingDays(after: first, through: last))
    }
}
