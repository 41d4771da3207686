import Basics
import Dossiers

/// What the facts of one case come to: a pure function of the set of them. In which order they came, and how often,
/// does not matter; what does not fit is kept beside the course with the reason.
public struct CaseLife: Hashable, Sendable {
    /// A state that the case came to, with everything that reports it.
    public struct Step: Hashable, Sendable {
        public var state: CaseState
        public var event: CaseEvent
        public var corroborating: [CaseEvent] = []

        public var occurred: Instant { event.occurred }
        /// When we first knew.
        public var recorded: Instant {
            corroborating.map(\.recorded).reduce(event.recorded) { min($0, $1) }
        }
    }

    public let code: CaseCode
    /// Every fact once, in order of occurrence.
    public private(set) var events: [CaseEvent]
    public private(set) var steps: [Step] = []
    /// Facts that are kept and not taken, with the reason.
    public private(set) var refused: [MoveRefusal] = []
    public private(set) var apology: CaseEvent?
    public private(set) var newDue: Instant?
    public private(set) var transferConfirmed: CaseEvent?
    public private(set) var published: CaseEvent?
    public private(set) var archiveWaiver: CaseEvent?

    public init(code: CaseCode, events: some Sequence<CaseEvent>, rules: LifeRules) {
        self.code = code
        // Under one identity the smallest in a fixed order counts, whichever came first.
        self.events = Set(events).sorted(by: Self.precedes)
        var seen: Set<CaseEventID> = []
        let superseded = Set(self.events.compactMap(\.supersedes))
        for event in self.events {
            guard seen.insert(event.id).inserted else {
                refuse(.identityTaken, event)
                continue
            }
            if !superseded.contains(event.id) { take(event, rules) }
        }
    }

    public var state: CaseState? { steps.last?.state }

    /// The case with further facts, whatever they say: for sources that cannot be asked again.
    public func merging(_ more: some Sequence<CaseEvent>, rules: LifeRules) -> CaseLife {
        CaseLife(code: code, events: events + Array(more), rules: rules)
    }

    /// The case with a fact that a person asks to be recorded.
    /// - Throws: ``MoveRefusal`` where it does not fit, or where it would push out what is recorded.
    public func adding(_ event: CaseEvent, rules: LifeRules) throws(MoveRefusal) -> CaseLife {
        let life = merging([event], rules: rules)
        if let refusal = life.refused.first(where: { $0.event == event.id }) { throw refusal }
        if event.supersedes == nil, let pushed = life.refused.first(where: { !refused.contains($0) }) { throw pushed }
        return life
    }

    /// The first step to a state.
    public func first(_ state: CaseState) -> Step? { steps.first { $0.state == state } }

    /// Where the end counts: processed, else returned, else withdrawn, stopped or refused.
    public var end: Step? {
        first(.processed) ?? first(.returned) ?? steps.last.flatMap { $0.state.isSettled ? $0 : nil }
    }

    /// Moves that wait for the head. One that was made later with approval waits no longer.
    public var unapproved: [MoveRefusal] {
        refused.filter { refusal in
            guard refusal.isApproval else { return false }
            guard let event = events.first(where: { $0.id == refusal.event }) else { return true }
            return !steps.contains { $0.state == refusal.target && $0.occurred >= event.occurred }
        }
    }

    /// What a move to a state would need the head's approval for; `nil` for nothing, or where there is no such move.
    public func approvalKind(to state: CaseState, at moment: Instant, rules: LifeRules) -> LifeRules.ApprovalKind? {
        guard let day = LocalTime.day(of: moment),
            let arc = rules.arc(from: self.state, to: state, on: day, isReceived: first(.received) != nil)
        else { return nil }
        let isRepeated = state == .awaitingSupplement && first(.awaitingSupplement) != nil
        return arc.approval ?? (isRepeated ? .secondSupplement : nil)
    }

    private mutating func take(_ event: CaseEvent, _ rules: LifeRules) {
        guard (0..<7_258_000_000_000).contains(event.occurred.milliseconds),
            let day = LocalTime.day(of: event.occurred)
        else { return refuse(.timeOutOfRange, event) }
        if event.occurred.milliseconds > event.recorded.milliseconds + Self.clockTolerance {
            return refuse(.occursInFuture, event)
        }
        switch event.kind {
        case .move(let state): move(to: state, event, day, rules)
        case .apology(let due):
            if apology != nil { return refuse(.secondReappointment, event) }
            if first(.received) == nil { return refuse(.beforeReceipt, event) }
            (apology, newDue) = (event, due)
        case .transferConfirmed: if transferConfirmed == nil { transferConfirmed = event }
        case .published: if published == nil { published = event }
        case .archiveWaived: if archiveWaiver == nil { archiveWaiver = event }
        case .retraction: break
        }
    }

    private mutating func move(to state: CaseState, _ event: CaseEvent, _ day: CalendarDay, _ rules: LifeRules) {
        if self.state == state { return steps[steps.endIndex - 1].corroborating.append(event) }
        let isReceived = first(.received) != nil
        guard let arc = rules.arc(from: self.state, to: state, on: day, isReceived: isReceived) else {
            // Another source tells a little later what is known already.
            if let place = steps.lastIndex(where: { $0.state == state && $0.event.source != event.source }) {
                return steps[place].corroborating.append(event)
            }
            return refuse(.impossibleMove, event)
        }
        let isRepeated = state == .awaitingSupplement && first(.awaitingSupplement) != nil
        if arc.approval != nil || isRepeated {
            guard let approval = event.approval else { return refuse(.approvalMissing, event) }
            if let fault = approval.fault(of: event) { return refuse(fault, event) }
        }
        steps.append(Step(state: state, event: event))
    }

    private mutating func refuse(_ code: MoveRefusal.Code, _ event: CaseEvent) {
        var target: CaseState?
        if case .move(let state) = event.kind { target = state }
        refused.append(MoveRefusal(code: code, event: event.id, state: state, target: target))
    }

    /// How far another clock may run ahead of ours; milliseconds.
    private static let clockTolerance: Int64 = 15 * 60_000

    private static func precedes(_ a: CaseEvent, _ b: CaseEvent) -> Bool {
        if a.occurred != b.occurred { return a.occurred < b.occurred }
        let (first, second) = (rank(a), rank(b))
        if first != second { return first < second }
        if (a.recorded, a.id) != (b.recorded, b.id) { return (a.recorded, a.id) < (b.recorded, b.id) }
        return tieBreak(a).lexicographicallyPrecedes(tieBreak(b))
    }

    private static func tieBreak(_ event: CaseEvent) -> [String] {
        let approval = event.approval.map {
            [
                $0.approver.account, $0.approver.kind.rawValue, $0.approver.claimed ?? "",
                "\($0.approved.milliseconds)",
                $0.notice, $0.reason, $0.content,
            ]
        }
        return [
            "\(event.kind)", event.actor.account, event.actor.kind.rawValue, event.actor.claimed ?? "",
            event.source.rawValue, event.evidence, event.paper, event.supersedes?.rawValue ?? "",
        ] + (approval ?? [])
    }

    private static func rank(_ event: CaseEvent) -> Int {
        switch event.kind {
        case .move(let state): state.rawValue
        default: 100
        }
    }
}
