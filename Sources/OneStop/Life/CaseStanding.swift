import Basics

/// What a case's course comes to for lists and figures. It follows from facts and rules alone, never from the time at
/// which somebody asks, so that it can be kept beside the case until a fact is added.
public struct CaseStanding: Hashable, Sendable {
    /// `nil` while nothing is known.
    public var state: CaseState?
    public var received: CaseSpan.Clocks?
    public var ended: CaseSpan.Clocks?
    /// The day that the citizen was told last: after an apology the new one, else by ``restarted``.
    public var due: Instant?
    /// The last moment if a supplement begins the term anew, and if its wait is left out; without waits the same. While a
    /// wait lasts, as if it ended on the day on which it began.
    public var restarted: Instant?
    public var subtracted: Instant?
    /// Waits could not be counted for want of a year's calendar: the moments are those that were promised at first.
    public var isDueDoubtful = false
    /// Whether the term does not run.
    public var isPaused = false
    public var hasApology: Bool
    public var isTransferConfirmed: Bool
    public var isPublished: Bool
    /// Moves that wait for the head.
    public var unapproved: Int

    /// - Parameter promised: the last day as the receipt says it; `nil` where the procedure sets none.
    public init(_ life: CaseLife, promised: CalendarDay?, rules: OneStopRules) {
        state = life.state
        received = life.first(.received).map { CaseSpan.Clocks(occurred: $0.occurred, recorded: $0.recorded) }
        ended = life.end.map { CaseSpan.Clocks(occurred: $0.occurred, recorded: $0.recorded) }
        hasApology = life.apology != nil
        isTransferConfirmed = life.transferConfirmed != nil
        isPublished = life.published != nil
        unapproved = life.unapproved.count
        isPaused =
            life.state == .awaitingSupplement
            || (life.state == .financialDuty && rules.deadlines.financialDutyPauses)
        if let promised {
            let close = CaseDeadline.close(of: promised, rules.deadlines)
            (restarted, subtracted) = (close, close)
            count(life, promised, rules)
        }
        due = life.newDue ?? restarted
    }

    private mutating func count(_ life: CaseLife, _ promised: CalendarDay, _ rules: OneStopRules) {
        guard !life.waits.isEmpty, let start = life.first(.received).flatMap({ LocalTime.day(of: $0.occurred) }) else {
            return
        }
        do {
            let term = max(0, try rules.calendar.workingDays(after: start, through: promised))
            let deadline = try life.deadline(
                workingDays: term, today: start, calendar: rules.calendar, rules: rules.deadlines)
            if let deadline { (restarted, subtracted) = (deadline.restarted, deadline.subtracted) }
        } catch {
            isDueDoubtful = true
        }
    }

    public func due(_ reading: CaseDeadline.Reading) -> Instant? { reading == .restarted ? restarted : subtracted }
}
