/// The state of a leg in its direction. As text `intake.counted`, `return.delivered`.
public enum LegState: RawRepresentable, Hashable, Sendable, Codable, CaseIterable, CustomStringConvertible {
    case intake(IntakeState)
    case `return`(ReturnState)

    public init?(rawValue: String) {
        let parts = rawValue.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let name = String(parts[1])
        switch Direction(rawValue: String(parts[0])) {
        case .intake:
            guard let state = IntakeState(rawValue: name) else { return nil }
            self = .intake(state)
        case .return:
            guard let state = ReturnState(rawValue: name) else { return nil }
            self = .return(state)
        case nil: return nil
        }
    }

    public var rawValue: String {
        switch self {
        case .intake(let state): "intake.\(state.rawValue)"
        case .return(let state): "return.\(state.rawValue)"
        }
    }

    public static var allCases: [LegState] {
        IntakeState.allCases.map(LegState.intake) + ReturnState.allCases.map(LegState.return)
    }

    // Compared by case: the text would be made anew for each comparison.
    public static func == (a: LegState, b: LegState) -> Bool {
        switch (a, b) {
        case (.intake(let a), .intake(let b)): a == b
        case (.return(let a), .return(let b)): a == b
        default: false
        }
    }

    public func hash(into hasher: inout Hasher) {
        switch self {
        case .intake(let state): hasher.combine(state)
        case .return(let state): hasher.combine(state)
        }
    }

    public var direction: Direction {
        switch self {
        case .intake: .intake
        case .return: .return
        }
    }

    public var description: String { rawValue }

    /// The Vietnamese words that screens and sheets show.
    public var vietnamese: String {
        switch self {
        case .intake(let state): state.vietnamese
        case .return(let state): state.vietnamese
        }
    }

    /// Whether nothing can follow.
    public var isClosed: Bool { self == .intake(.closed) || self == .return(.closed) }
}

extension LegState {
    /// Whether a step may follow a state; `nil` stands for the beginning.
    static func allows(_ step: LegState, after state: LegState?) -> Bool {
        switch (step, state) {
        case (.intake(let step), nil): IntakeState.successors[nil]?.contains(step) ?? false
        case (.return(let step), nil): ReturnState.successors[nil]?.contains(step) ?? false
        case (.intake(let step), .intake(let state)): IntakeState.successors[state]?.contains(step) ?? false
        case (.return(let step), .return(let state)): ReturnState.successors[state]?.contains(step) ?? false
        default: false
        }
    }

    /// The state that an allowed step leads to.
    static func state(after state: LegState?, moving to: LegState) -> LegState {
        switch (to, state) {
        case (.intake(let step), .intake(let state)): .intake(IntakeState.state(after: state, moving: step))
        case (.return(let step), .return(let state)): .return(ReturnState.state(after: state, moving: step))
        default: to
        }
    }

    /// The step that a complete record has before this one.
    var stepBefore: LegState? {
        switch self {
        case .intake(let state): state.stepBefore.map(LegState.intake)
        case .return(let state): state.stepBefore.map(LegState.return)
        }
    }

    /// Order of steps that occurred at the same moment: the usual course of things.
    var rank: Int {
        switch self {
        case .intake(let state): Self.usualIntake.firstIndex(of: state) ?? 0
        case .return(let state): Self.usualReturn.firstIndex(of: state) ?? 0
        }
    }

    private static let usualIntake: [IntakeState] = [
        .requested, .collected, .inTransit, .damaged, .lost, .arrived, .short, .counted, .handedOver, .cancelled,
        .closed,
    ]

    private static let usualReturn: [ReturnState] = [
        .resultReady, .packed, .acceptedByPost, .inTransit, .lost, .readdressed, .firstAttempt, .secondAttempt,
        .refused, .delivered, .feeRemitted, .returning, .returnedToAgency, .closed,
    ]

    /// How much a state needs attention, least first: with several parcels in a leg, the highest speaks for the leg.
    var urgency: Int {
        switch self {
        case .intake(let state): Self.intakeUrgency.firstIndex(of: state) ?? 0
        case .return(let state): Self.returnUrgency.firstIndex(of: state) ?? 0
        }
    }

    private static let intakeUrgency: [IntakeState] = [
        .closed, .handedOver, .cancelled, .counted, .arrived, .inTransit, .collected, .requested, .damaged, .short,
        .lost,
    ]

    private static let returnUrgency: [ReturnState] = [
        .closed, .feeRemitted, .delivered, .secondAttempt, .firstAttempt, .readdressed, .inTransit, .acceptedByPost,
        .packed, .resultReady, .refused, .returning, .returnedToAgency, .lost,
    ]
}
