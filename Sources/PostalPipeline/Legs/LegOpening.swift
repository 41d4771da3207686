import DigitizationPipeline
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

    mutating func add(_ taking: FactTaking) {
        facts += taking.added.count
        contradictions += taking.contradictions
    }
}

extension PostalDesk {
    /// Links the parcels of registered cases with legs, one for a case and direction, and records what our register says
    /// of their course. Doing it again changes nothing.
    /// - Throws: `LedgerError`.
    @discardableResult
    public func linkLegs() async throws -> LegLinking {
        let presence = try presenceRules
        var linking = LegLinking()
        var last: UnlinkedParcel?
        while true {
            let from = last
            let part = try await office.ledger.write { tx in
                let unlinked = try tx.parcelsWithoutLegs(after: from, limit: Self.linksATime)
                return (unlinked.last, try LegOpening(tx: tx, now: .now()).link(unlinked, presence))
            }
            linking.add(part.1)
            guard let end = part.0 else { return linking }
            last = end
        }
    }

    /// Records what the register says by now of parcels that have legs already: a hand-over that was missing, an end.
    /// - Throws: `LedgerError`.
    @discardableResult
    func updateLegs(of parcels: [Parcel]) async throws -> LegLinking {
        guard !parcels.isEmpty else { return LegLinking() }
        let linked = try await office.ledger.read { try $0.linkedParcels() }
        var rest = parcels.filter { linked.contains($0.id) }[...]
        var linking = LegLinking()
        while !rest.isEmpty {
            let part = Array(rest.prefix(Self.linksATime))
            rest = rest.dropFirst(part.count)
            linking.add(try await office.ledger.write { try LegOpening(tx: $0, now: .now()).update(part) })
        }
        return linking
    }

    /// Links that are made in one transaction, so that other work gets its turn.
    private static let linksATime = 400
}

/// Legs of parcels on their way into the ledger.
struct LegOpening {
    let tx: LedgerTransaction
    let now: Instant

    func link(_ unlinked: [UnlinkedParcel], _ presence: PresenceRules) throws -> LegLinking {
        var linking = LegLinking()
        for link in unlinked {
            guard let parcel = try tx.parcel(link.parcel) else { continue }
            do {
                try check(link.caseCode, parcel.direction, at: parcel.handedOver ?? now, presence)
            } catch let required as PresenceRequired {
                linking.refused.append(required)
                // What the post already has happened all the same, and is followed.
                if parcel.status == .prepared { continue }
            }
            let leg = try leg(of: link.caseCode, parcel.direction)
            try tx.linkParcel(parcel.id, to: leg.id, at: now)
            linking.links += 1
            linking.add(try takeRegister(parcel, into: leg))
        }
        return linking
    }

    /// - Throws: `PresenceRequired` for a procedure that the post is not open to.
    func check(_ code: CaseCode, _ direction: Direction, at moment: Instant, _ presence: PresenceRules) throws {
        guard let record = try tx.findCase(code), let day = LocalTime.day(of: moment) else { return }
        try presence.check(procedure: record.procedureCode, direction, on: day)
    }

    func update(_ parcels: [Parcel]) throws -> LegLinking {
        var linking = LegLinking()
        for parcel in parcels {
            for leg in try tx.legs(parcel: parcel.id) {
                linking.add(try takeRegister(parcel, into: leg))
            }
        }
        return linking
    }

    /// Records facts that come together; what contradicts the rest, or lies in a closed period, is kept as notes.
    func take(
        _ events: [LegEvent], into leg: Leg, superseded: Set<String>, periods: PeriodBook
    ) throws -> FactTaking {
        var taking = FactTaking(leg, superseded: superseded, periods: periods, now: now)
        taking.take(contentsOf: events)
        try tx.addLegFacts(taking.added.map { LegFact(leg: leg.id, event: $0) })
        try tx.fileBreaks(of: taking, at: now)
        return taking
    }

    private func takeRegister(_ parcel: Parcel, into leg: Leg) throws -> FactTaking {
        var taking = FactTaking(leg, now: now)
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
