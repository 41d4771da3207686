import Basics

/// How often and how far apart a recipient is invited before a result goes back: dated data.
public struct InvitationRule: Hashable, Sendable, Codable {
    /// Invitations before an item goes back.
    public var invitations: Int
    /// Working days that lie between two of them at least, the first day not counted.
    public var workingDaysApart: Int
    public var source: String

    public init(invitations: Int, workingDaysApart: Int, source: String) {
        self.invitations = invitations
        self.workingDaysApart = workingDaysApart
        self.source = source
    }

    private enum CodingKeys: String, CodingKey {
        case invitations, source
        case workingDaysApart = "working_days_apart"
    }
}

/// What the post did against the rule of invitations. The attempts stand as facts; this is for the complaint.
public enum InvitationBreach: Hashable, Sendable {
    /// So many working days lay between two invitations.
    case tooClose(workingDays: Int)
    /// Sent back after so many recorded invitations, although the recipient did not refuse.
    case sentBackTooEarly(invitations: Int)

    /// Stable, in snake case.
    public var stableCode: String {
        switch self {
        case .tooClose: "invitations_too_close"
        case .sentBackTooEarly: "sent_back_too_early"
        }
    }

    /// What is wrong, for clerks.
    public var vietnamese: String {
        switch self {
        case .tooClose(let days): "Hai lần mời nhận chỉ cách nhau \(days) ngày làm việc."
        case .sentBackTooEarly(let count): "Chuyển hoàn khi mới có \(count) lần mời nhận được ghi."
        }
    }

    /// What is wrong, in English.
    public var english: String {
        switch self {
        case .tooClose(let days): "Two invitations are only \(days) working days apart."
        case .sentBackTooEarly(let count): "Sent back after \(count) recorded invitations."
        }
    }
}

extension InvitationRule {
    /// The first day on which the recipient may be invited again.
    public func earliestSecond(
        after first: CalendarDay, _ calendar: WorkingCalendar
    ) throws(CalendarFault) -> CalendarDay {
        try calendar.adding(workingDays: workingDaysApart, to: first)
    }

    /// What the post did against this rule with one parcel, in order of occurrence.
    public func breaches(
        _ track: LegTrack, _ calendar: WorkingCalendar
    ) throws(CalendarFault) -> [InvitationBreach] {
        var breaches: [InvitationBreach] = []
        var round = Round()
        for step in track.steps {
            switch step.state {
            case .return(.packed), .return(.readdressed): round = Round()
            case .return(.refused): round.isRefused = true
            case .return(.firstAttempt), .return(.secondAttempt):
                round.count += 1
                let day = step.event.occurredDay
                if let last = round.last, let day {
                    let apart = try calendar.workingDays(after: last, through: day)
                    if apart < workingDaysApart { breaches.append(.tooClose(workingDays: apart)) }
                }
                round.last = day
            case .return(.returning), .return(.returnedToAgency):
                if round.count < invitations, !round.isRefused, !round.isSentBack {
                    breaches.append(.sentBackTooEarly(invitations: round.count))
                }
                round.isSentBack = true
            default: break
            }
        }
        return breaches
    }

    private struct Round {
        var count = 0
        var last: CalendarDay?
        var isRefused = false
        var isSentBack = false
    }
}
