import Basics
import Dossiers

/// One way of one case's papers between citizen and agency (chặng), with every fact that is known about it.
///
/// All else follows from the facts: see ``history``, ``state``, ``money``, ``recalledPapers``.
public struct Leg: Hashable, Sendable, Identifiable {
    /// Limits on what comes from outside.
    public enum Limit {
        /// Facts in a leg.
        public static let events = 2_000
        /// Bytes of each text of a fact.
        public static let text = 2_000
        /// The largest amount of one fact.
        public static let amount = Dong(1_000_000_000_000)
        /// How far the clock of a courier's device may run ahead of ours; milliseconds.
        public static let clockTolerance: Int64 = 15 * 60_000
    }

    public let id: LegID
    public let direction: Direction
    public let caseCode: CaseCode
    /// Every fact, superseded ones too, in the order in which they were recorded.
    public private(set) var events: [LegEvent]
    /// What the facts come to.
    public private(set) var history: LegHistory

    /// A leg of which nothing is known yet.
    public init(id: LegID, direction: Direction, caseCode: CaseCode) {
        self.id = id
        self.direction = direction
        self.caseCode = caseCode
        events = []
        history = LegHistory()
    }

    /// A leg as it was stored: the facts are checked as a whole, in any order.
    public init(
        id: LegID, direction: Direction, caseCode: CaseCode, events: [LegEvent]
    ) throws(ImpossibleMove) {
        self.init(id: id, direction: direction, caseCode: caseCode)
        for event in events where event.step?.direction ?? direction != direction {
            throw ImpossibleMove(.wrongDirection, event)
        }
        for event in events where !event.occurred.isInRange { throw ImpossibleMove(.timeOutOfRange, event) }
        history = try LegHistory(events)
        self.events = Self.inOrderOfRecording(events)
    }

    /// The state that needs most attention among its parcels; `nil` before the first step.
    public var state: LegState? { history.state }

    /// The leg with a further fact, at the place where it occurred.
    ///
    /// The same fact once more changes nothing. A fact that fits between those that are known is taken, however late
    /// it comes; one that makes a later fact impossible is refused with that fact.
    public func adding(_ event: LegEvent) throws(ImpossibleMove) -> Leg { try adding(contentsOf: [event]) }

    /// The leg with further facts that came together, in any order: all of them or none. Some only fit together, as
    /// the return of a parcel and the packing of the next.
    public func adding(contentsOf facts: [LegEvent]) throws(ImpossibleMove) -> Leg {
        var all = events
        for event in facts {
            if let known = all.first(where: { $0.id == event.id }) {
                guard known == event else { throw ImpossibleMove(.identityTaken, event) }
                continue
            }
            if all.count >= Limit.events { throw ImpossibleMove(.tooManyEvents, event) }
            try checkInput(event)
            try Self.checkReferences(event, all)
            all.append(event)
        }
        guard all.count > events.count else { return self }
        var leg = self
        do {
            leg.history = try LegHistory(all)
        } catch {
            throw blame(error, among: facts)
        }
        leg.events = Self.inOrderOfRecording(all)
        if let closing = facts.first(where: { $0.step?.isClosed == true && $0.detail.isEmpty }), !leg.isSettled {
            throw ImpossibleMove(.openEnds, closing, state: state)
        }
        return leg
    }

    private func checkInput(_ event: LegEvent) throws(ImpossibleMove) {
        let texts = [
            event.id.rawValue, event.place, event.detail, event.source.reference, event.parcel ?? "",
            event.paper ?? "",
        ]
        if texts.contains(where: { $0.utf8.count > Limit.text }) { throw ImpossibleMove(.tooLong, event) }
        if let step = event.step, step.direction != direction { throw ImpossibleMove(.wrongDirection, event) }
        if !event.occurred.isInRange || !event.recorded.isInRange { throw ImpossibleMove(.timeOutOfRange, event) }
        if event.occurred.milliseconds - Limit.clockTolerance > event.recorded.milliseconds {
            throw ImpossibleMove(.occursInFuture, event)
        }
        if let amount = event.amount, amount < .zero || amount > Limit.amount {
            throw ImpossibleMove(.amountOutOfRange, event)
        }
    }

    private static func checkReferences(_ event: LegEvent, _ known: [LegEvent]) throws(ImpossibleMove) {
        if let superseded = event.supersedes {
            let isThere = known.contains { $0.id == superseded }
            if !isThere || known.contains(where: { $0.supersedes == superseded }) {
                throw ImpossibleMove(.nothingToSupersede, event)
            }
        }
        guard case .note(let note) = event.kind else { return }
        switch note {
        case .feeDue, .feeCollected, .feeRemitted:
            if event.amount == nil { throw ImpossibleMove(.amountMissing, event) }
        case .paperRecalled:
            if event.paper == nil { throw ImpossibleMove(.unknownPaper, event) }
        case .paperGivenBack:
            if !known.contains(where: { $0.kind == .note(.paperRecalled) && $0.paper == event.paper }) {
                throw ImpossibleMove(.unknownPaper, event)
            }
        case .retraction:
            if event.supersedes == nil { throw ImpossibleMove(.nothingToSupersede, event) }
        case .evidenceFiled: break
        }
    }

    /// Tells a fact that does not fit from one that leaves no room for a later one.
    private func blame(_ move: ImpossibleMove, among facts: [LegEvent]) -> ImpossibleMove {
        let isNew = facts.contains { $0.id == move.refused.id }
        let cause = facts.last { $0.occurred <= move.refused.occurred } ?? facts.last
        guard !isNew, let cause else { return move }
        return ImpossibleMove(.contradictsLaterFact, cause, state: move.state, besides: move.refused)
    }

    private static func inOrderOfRecording(_ events: [LegEvent]) -> [LegEvent] {
        events.sorted { ($0.recorded, $0.id) < ($1.recorded, $1.id) }
    }
}

extension Leg: Codable {
    private enum Keys: String, CodingKey {
        case id, direction, events
        case caseCode = "case_code"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        try self.init(
            id: container.decode(LegID.self, forKey: .id),
            direction: container.decode(Direction.self, forKey: .direction),
            caseCode: container.decode(CaseCode.self, forKey: .caseCode),
            events: container.decode([LegEvent].self, forKey: .events))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(id, forKey: .id)
        try container.encode(direction, forKey: .direction)
        try container.encode(caseCode, forKey: .caseCode)
        try container.encode(events, forKey: .events)
    }
}
