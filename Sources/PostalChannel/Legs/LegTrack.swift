/// The course of one parcel of a leg, or of the whole leg while no parcel is named.
public struct LegTrack: Hashable, Sendable {
    /// The parcel; `nil` for the whole leg.
    public var parcel: String?
    /// `nil` before the first step.
    public private(set) var state: LegState?
    /// What brought it there, in order of occurrence; with a result that is sent again, all rounds.
    public private(set) var steps: [LegEvent] = []
    /// Whether another parcel was sent in its place.
    public internal(set) var isReplaced = false
    /// Invitations of the recipient to the present address.
    public private(set) var attempts = 0
    /// Steps of the present round.
    private var seen: Set<LegState> = []

    init(parcel: String?) { self.parcel = parcel }

    /// Steps that must have happened but that nobody recorded, in their usual order: couriers work offline.
    public var notRecorded: [LegState] {
        var missing: Set<LegState> = []
        for step in seen {
            var before = step.stepBefore
            while let expected = before, !seen.contains(expected) {
                missing.insert(expected)
                before = expected.stepBefore
            }
        }
        return missing.sorted { $0.rank < $1.rank }
    }

    /// Whether it came to nothing, so that the result must be sent anew.
    var endsInVain: Bool {
        if case .return(let state) = state { state.endsInVain } else { false }
    }

    /// The last event of a step in force.
    public func last(_ step: LegState) -> LegEvent? { steps.last { $0.step == step } }

    /// Takes the next fact in order of occurrence.
    mutating func take(_ event: LegEvent) throws(ImpossibleMove) {
        if state?.isClosed == true { throw ImpossibleMove(.legClosed, event, state: state) }
        guard let step = event.step else { return }
        guard LegState.allows(step, after: state) else { throw ImpossibleMove(.impossibleStep, event, state: state) }
        if step == .return(.firstAttempt), attempts > 0 {
            throw ImpossibleMove(.attemptOutOfOrder, event, state: state)
        }
        if step == .return(.packed), endsInVain {
            if event.fault == nil { throw ImpossibleMove(.faultMissing, event, state: state) }
            seen = [.return(.resultReady)]
        }
        countAttempt(step)
        seen.insert(step)
        steps.append(event)
        state = LegState.state(after: state, moving: step)
    }

    private mutating func countAttempt(_ step: LegState) {
        switch step {
        case .return(.firstAttempt), .return(.secondAttempt): attempts += 1
        case .return(.packed), .return(.readdressed): attempts = 0
        default: break
        }
    }
}
