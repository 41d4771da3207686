import Dossiers
import PostalChannel

/// A fact that cannot be true beside what a leg has. It is kept on the leg as a note; a person decides which is right.
public struct LegContradiction: Hashable, Sendable {
    public var leg: LegID
    public var caseCode: CaseCode
    /// The fact that was not taken.
    public var event: LegEvent
    public var move: ImpossibleMove

    public init(leg: LegID, caseCode: CaseCode, event: LegEvent, move: ImpossibleMove) {
        self.leg = leg
        self.caseCode = caseCode
        self.event = event
        self.move = move
    }
}

/// Takes facts into a leg, one after the other: what is known changes nothing, what fits is added, better evidence takes
/// the place of weaker, and what contradicts the rest is kept as a note.
struct FactTaking {
    private(set) var leg: Leg
    private(set) var added: [LegEvent] = []
    private(set) var contradictions: [LegContradiction] = []
    private var waiting: [LegEvent] = []
    /// Statements whose place a corrected one took: their facts give way.
    var superseded: Set<String> = []

    /// What the identity of a note about a fact that was not taken ends in.
    static let refusedEnding = "!refused"

    init(_ leg: Leg, superseded: Set<String> = []) {
        self.leg = leg
        self.superseded = superseded
    }

    /// Takes facts that came together, and says what of them contradicts the rest.
    mutating func take(contentsOf events: some Sequence<LegEvent>) {
        for event in events.sorted(by: { ($0.occurred, $0.id) < ($1.occurred, $1.id) }) { take(event) }
        finish()
    }

    /// Takes a fact; one that does not fit waits for ``finish()``, since another of those that come may make room.
    mutating func take(_ event: LegEvent) {
        guard !knows(event.id) else { return }
        if refusal(of: event) != nil { waiting.append(event) }
    }

    /// Tries once more what did not fit, as long as that helps, and refuses the rest.
    mutating func finish() {
        while true {
            let before = waiting
            waiting.removeAll()
            for event in before { take(event) }
            guard waiting.count < before.count else { break }
        }
        for event in waiting {
            if let move = refusal(of: event) { refuse(event, move) }
        }
        waiting.removeAll()
    }

    /// Adds a fact, or says why it cannot be.
    private mutating func refusal(of event: LegEvent) -> ImpossibleMove? {
        do {
            try add(event)
            return nil
        } catch {
            if let weaker = weaker(than: event), replace(weaker, by: event) { return nil }
            return error
        }
    }

    private func knows(_ id: LegEventID) -> Bool {
        leg.events.contains { $0.id == id || $0.id.rawValue == id.rawValue + Self.refusedEnding }
    }

    private mutating func add(_ event: LegEvent) throws(ImpossibleMove) {
        leg = try leg.adding(event)
        added.append(event)
    }

    /// The fact in force that says the same step of the same parcel on weaker evidence.
    private func weaker(than event: LegEvent) -> LegEvent? {
        leg.history.events.last { known in
            known.kind == event.kind && known.parcel == event.parcel && known.step != nil && isWeak(known, event)
        }
    }

    private func isWeak(_ known: LegEvent, _ event: LegEvent) -> Bool {
        if RegisterFacts.isRegister(known.source) { return true }
        guard known.source.kind == .statementLine, event.source.kind == .statementLine else { return false }
        return superseded.contains(String(known.source.reference.prefix { $0 != ":" }))
    }

    private mutating func replace(_ weaker: LegEvent, by event: LegEvent) -> Bool {
        var event = event
        event.supersedes = weaker.id
        do { try add(event) } catch { return false }
        return true
    }

    private mutating func refuse(_ event: LegEvent, _ move: ImpossibleMove) {
        contradictions.append(LegContradiction(leg: leg.id, caseCode: leg.caseCode, event: event, move: move))
        let note = LegEvent(
            id: LegEventID(rawValue: event.id.rawValue + Self.refusedEnding), kind: .note(.evidenceFiled),
            occurred: min(event.occurred, event.recorded), precision: event.precision, recorded: event.recorded,
            source: event.source, parcel: event.parcel, place: event.place,
            detail: "\(move.stableCode): \(event.kind.rawValue) \(LocalTime.text(event.occurred)). \(move.vietnamese)")
        // A closed leg takes no notes; the caller is told all the same.
        try? add(note)
    }
}

extension LegEvent {
    /// Whether it only says that another fact was not taken, since it contradicts the rest.
    public var isRefusedFact: Bool { id.rawValue.hasSuffix(FactTaking.refusedEnding) }
}
