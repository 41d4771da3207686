import Basics
import Dossiers
import PostalChannel

/// A fact that a leg could not take: it cannot be true beside what the leg has, or its day is closed. It is kept on the
/// leg as a note; a person decides which is right, or opens the period again.
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
/// the place of weaker, and what contradicts the rest, or comes too late for its period, is kept as a note.
struct LegFactMerger {
    /// The leg as it was.
    let before: Leg
    private(set) var leg: Leg
    private(set) var added: [LegEvent] = []
    private(set) var contradictions: [LegContradiction] = []
    private var waiting: [LegEvent] = []
    /// Statements whose place a corrected one took: their facts give way.
    private let superseded: Set<String>
    /// Days that are closed.
    private let periods: PeriodBook
    private let now: Instant

    /// - Parameters:
    ///   - periods: none for facts that repeat our own register, which has its own lock.
    ///   - now: when notes about facts that were not taken are made.
    init(_ leg: Leg, superseded: Set<String> = [], periods: PeriodBook = PeriodBook(), now: Instant) {
        before = leg
        self.leg = leg
        self.superseded = superseded
        self.periods = periods
        self.now = now
    }

    /// Takes facts that came together, and says what of them contradicts the rest.
    mutating func take(contentsOf events: some Sequence<LegEvent>) {
        for event in events.sorted(by: { ($0.occurred, $0.id) < ($1.occurred, $1.id) }) { take(event) }
        finish()
    }

    /// Takes a fact; one that does not fit waits for ``finish()``, since another of those that come may make room.
    mutating func take(_ event: LegEvent) {
        guard !knows(event) else { return }
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
        if let period = lock(on: event) { return ImpossibleMove(event, inClosed: period) }
        do {
            try add(event)
            return nil
        } catch {
            guard let weaker = weaker(than: event) else { return error }
            if let period = lock(on: weaker) { return ImpossibleMove(event, inClosed: period) }
            return replace(weaker, by: event) ? nil : error
        }
    }

    /// The closed period in which a fact lies, or the one whose place it takes.
    private func lock(on event: LegEvent) -> Period? {
        let replaced = event.supersedes.flatMap { id in leg.events.first { $0.id == id } }
        return [event, replaced].compactMap { $0?.occurredDay }.lazy.compactMap(periods.lock(on:)).first
    }

    private func knows(_ event: LegEvent) -> Bool {
        let ownLock = lock(on: event)
        if ownLock != nil, repeats(event) { return true }
        let isLate = ownLock != nil || weaker(than: event).flatMap(lock(on:)) != nil
        return leg.events.contains { known in
            known.id == event.id || known.id == RejectedFact.contradiction.note(of: event.id)
                || isLate && known.id == RejectedFact.late.note(of: event.id)
        }
    }

    /// Whether a leg has the same step of the same day already.
    private func repeats(_ event: LegEvent) -> Bool {
        event.step != nil
            && leg.history.events.contains { known in
                known.kind == event.kind && known.parcel == event.parcel && known.occurredDay == event.occurredDay
            }
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
        let isLate = move.code == .periodClosed
        // Of a closed day nothing changes, not even by a note.
        let known = min(event.occurred, event.recorded)
        let isOpen = LocalTime.day(of: known).map { !periods.isLocked($0) } ?? true
        let moment = !isLate && isOpen ? known : now
        let note = LegEvent(
            id: (isLate ? RejectedFact.late : .contradiction).note(of: event.id), kind: .note(.evidenceFiled),
            occurred: moment, precision: moment == event.occurred ? event.precision : .minute,
            recorded: max(moment, event.recorded),
            source: event.source, parcel: event.parcel, place: event.place,
            detail: LegRemark(move, of: event, isLate: isLate).text)
        // A closed leg takes no notes; the caller is told all the same.
        try? add(note)
    }
}
