import Basics
import Dossiers
import Ledger
import PostalChannel

/// What linking parcels with legs came to.
public struct LegLinking: Hashable, Sendable {
    /// Links that were made: a parcel with two cases has two.
    public var links = 0
    /// Facts that were recorded.
    public var facts = 0
    public var contradictions: [LegContradiction] = []
    /// For parcels of procedures that the post is not open to: those that were not yet given to it have no leg.
    public var refused: [PresenceRequired] = []

    public init() {}

    mutating func add(_ other: LegLinking) {
        links += other.links
        facts += other.facts
        contradictions += other.contradictions
        refused += other.refused
    }

    mutating func add(_ taking: LegFactMerger) {
        facts += taking.added.count
        contradictions += taking.contradictions
    }
}

extension PostalService {
    /// Lets legs hear of the parcels that were registered or have changed, and of those that were there before their case:
    /// one leg for a case and direction, with what our register says of its course. It costs what was registered since the
    /// last time, which the ledger remembers by itself; doing it again changes nothing.
    /// - Parameter code: only the legs of this case.
    /// - Throws: `LedgerError`.
    @discardableResult
    public func linkLegs(of code: CaseCode? = nil) async throws -> LegLinking {
        var linking = LegLinking()
        let isDue = try await office.ledger.read { tx in
            try code.map { try !tx.legsDue(case: $0).isEmpty } ?? tx.hasLegsDue()
        }
        guard isDue else { return linking }
        let presence = try presenceRules
        var size = PartSize(first: 100, most: 2_000)
        while true {
            let limit = size.count
            let (part, time) = try await office.ledger.timedWrite { tx in
                let due = try code.map { try tx.legsDue(case: $0) } ?? tx.legsDue(limit: limit)
                return due.isEmpty ? nil : try LegOpening(tx: tx, now: office.now()).hear(due, presence)
            }
            guard let part else { return linking }
            linking.add(part)
            size.adapt(to: time)
        }
    }

    /// Looks through all cases for parcels that no leg of theirs has, and links them: for a ledger of which somebody
    /// thinks that a leg is missing, or after a rule opened a procedure to the post.
    /// - Throws: `LedgerError`.
    @discardableResult
    public func repairLegs() async throws -> LegLinking {
        var last: CaseCode?
        while true {
            let from = last
            last = try await office.ledger.write { try $0.findLegsDue(after: from, limit: Self.casesATime) }
            guard last != nil else { return try await linkLegs() }
        }
    }

    /// Cases that are looked at in one transaction, so that other work gets its turn.
    private static let casesATime = 5_000
}

/// Legs of parcels on their way into the ledger.
struct LegOpening {
    let tx: LedgerTransaction
    let now: Instant

    /// Lets legs hear of their parcels.
    func hear(_ due: [DueLeg], _ presence: PresenceRules) throws -> LegLinking {
        var linking = LegLinking()
        for due in due {
            guard let parcel = try tx.parcel(due.parcel) else { continue }
            let linked = try tx.legs(parcel: parcel.id)
            for leg in linked { linking.add(try takeRegister(parcel, into: leg)) }
            if parcel.cases.contains(due.caseCode), !linked.contains(where: { $0.caseCode == due.caseCode }) {
                try link(parcel, due.caseCode, presence, &linking)
            }
        }
        try tx.settle(due)
        return linking
    }

    private func link(
        _ parcel: Parcel, _ code: CaseCode, _ presence: PresenceRules, _ linking: inout LegLinking
    ) throws {
        do {
            try check(code, parcel.direction, at: parcel.handedOver ?? now, presence)
        } catch let required as PresenceRequired {
            linking.refused.append(required)
            // What the post already has happened all the same, and is followed.
            if parcel.status == .prepared { return }
        }
        let leg = try leg(of: code, parcel.direction)
        try tx.linkParcel(parcel.id, to: leg.id, at: now)
        linking.links += 1
        linking.add(try takeRegister(parcel, into: leg))
    }

    /// - Throws: `PresenceRequired` for a procedure that the post is not open to.
    func check(_ code: CaseCode, _ direction: Direction, at moment: Instant, _ presence: PresenceRules) throws {
        guard let record = try tx.findCase(code), let day = LocalTime.day(of: moment) else { return }
        try presence.check(procedure: record.procedureCode, direction, on: day)
    }

    /// Records facts that come together; what contradicts the rest, or lies in a closed period, is kept as notes.
    func take(
        _ events: [LegEvent], into leg: Leg, superseded: Set<String>, periods: PeriodBook
    ) throws -> LegFactMerger {
        var taking = LegFactMerger(leg, superseded: superseded, periods: periods, now: now)
        taking.take(contentsOf: events)
        try tx.addLegFacts(taking.added.map { LegFact(leg: leg.id, event: $0) })
        try tx.fileDiscrepancies(of: taking, at: now)
        return taking
    }

    private func takeRegister(_ parcel: Parcel, into leg: Leg) throws -> LegFactMerger {
        var taking = LegFactMerger(leg, now: now)
        taking.take(contentsOf: RegisterFacts(parcel: parcel, leg: leg, recorded: now).events)
        try tx.addLegFacts(taking.added.map { LegFact(leg: leg.id, event: $0) }, areRegistered: true)
        return taking
    }

    /// The leg that is not closed, or a new one.
    private func leg(of code: CaseCode, _ direction: Direction) throws -> Leg {
        let known = try tx.legs(case: code).last { $0.direction == direction && $0.state?.isClosed != true }
        return try known ?? tx.openLeg(direction, case: code, at: now)
    }
}
