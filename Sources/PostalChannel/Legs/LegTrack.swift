/// The course of one parcel of a leg, or of the whole leg while no parcel is named.
public struct LegTrack: Hashable, Sendable {
    /// The parcel; `nil` for the whole leg.
    public internal(set) var parcel: String?
    /// `nil` before the first step.
    public private(set) var state: LegState?
    /// What brought it there, in order of occurrence; where a result was sent again, all rounds.
    public private(set) var steps: [LegStep] = []
    /// Whether another parcel was sent in its place.
    public internal(set) var isReplaced = false
    /// Invitations of the recipient to the present address.
    public private(set) var attempts = 0
    /// Where the present round begins in ``steps``.
    private var roundStart = 0

    init(parcel: String?) { self.parcel = parcel }

    /// The steps since the result was last sent.
    public var round: ArraySlice<LegStep> { steps[roundStart...] }

    /// Steps that must have happened but that nobody recorded, in their usual order: couriers work offline.
    public var notRecorded: [LegState] {
        let seen = Set(round.compactMap(\.state))
        var missing: Set<LegState> = []
        for step in seen {
            var before = step.stepBefore
            while let expected = before, !seen.contains(expected) {
                missing.insert(expected)
                before = expected.stepBefore
            }
        }
        // What is sent again was ready in an earlier round.
        if roundStart > 0 { missing.remove(.return(.resultReady)) }
        return missing.sorted { $0.rank < $1.rank }
    }

    /// The last step of that kind in the present round.
    public func last(_ state: LegState) -> LegStep? { round.last { $0.state == state } }

    /// The delivery that holds: the last one that was not called back by a later step on the way back.
    public var delivery: LegStep? {
        guard let place = round.lastIndex(where: { $0.state == .return(.delivered) }) else { return nil }
        let isCalledBack = round[(place + 1)...].contains { step in
            step.state == .return(.returning) || step.state == .return(.returnedToAgency)
        }
        return isCalledBack ? nil : round[place]
    }

    /// Whether a delivery was reported and called back.
    public var isCalledBack: Bool { delivery == nil && last(.return(.delivered)) != nil }

    /// Whether it came to nothing, so that the result must be sent anew.
    var endsInVain: Bool {
        if case .return(let state) = state { state.endsInVain } else { false }
    }

    var isClosed: Bool { state?.isClosed ?? false }

    /// Takes the next step in order of occurrence; does nothing with a note.
    mutating func take(_ event: LegEvent) throws(ImpossibleMove) {
        guard let step = event.step else { return }
        if isClosed { throw ImpossibleMove(.legClosed, event, state: state) }
        let isOutOfOrder = step == .return(.firstAttempt) && attempts > 0
        let isAllowed = LegState.allows(step, after: state) && !isOutOfOrder
        if let known = steps.lastIndex(where: { $0.state == step }), known >= roundStart {
            if isRepeated(step, on: event, known), !isAllowed || step == state {
                steps[known].corroborating.append(event)
                return
            }
            if !isAllowed { throw ImpossibleMove(.alreadyRecorded, event, state: state, besides: steps[known].event) }
        }
        guard isAllowed else {
            throw ImpossibleMove(isOutOfOrder ? .attemptOutOfOrder : .impossibleStep, event, state: state)
        }
        try begin(step, event)
        steps.append(LegStep(event))
        state = LegState.state(after: state, moving: step)
    }

    /// Whether a fact reports a known step once more. An item passes many offices: each is a step of its own.
    private func isRepeated(_ step: LegState, on event: LegEvent, _ known: Int) -> Bool {
        guard step != .return(.inTransit), step != .intake(.inTransit) else { return false }
        return steps[known].event.occurredDay == event.occurredDay
    }

    /// Counts attempts and rounds.
    private mutating func begin(_ step: LegState, _ event: LegEvent) throws(ImpossibleMove) {
        switch step {
        case .return(.firstAttempt), .return(.secondAttempt): attempts += 1
        case .return(.readdressed): attempts = 0
        case .return(.packed):
            attempts = 0
            guard endsInVain else { return }
            if event.fault == nil { throw ImpossibleMove(.faultMissing, event, state: state) }
            roundStart = steps.endIndex
        default: break
        }
    }
}
