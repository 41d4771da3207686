import PostalChannel
import Testing

@testable import Ledger

@Suite("Legs and decisions of closed days") struct LockTests {
    private static let days = ("2026-11-16", "2026-11-20")

    private static func event(_ state: ReturnState, on day: String, supersedes: LegEventID? = nil) -> LegEvent {
        LegEvent(
            id: LegEventID(rawValue: "\(state.rawValue)@\(day)"), kind: .step(.return(state)),
            occurred: PostDesk.morning(day), recorded: PostDesk.morning("2026-11-25"),
            source: EventSource(.person, "lan"), parcel: "P1", supersedes: supersedes)
    }

    private static func decision(_ parcel: String, _ line: String) throws -> MatchDecision {
        try #require(
            MatchDecision(
                id: "", kind: .unmatched, parcel: parcel, line: line, occurred: Office.time(), recorded: Office.time(),
                actor: "an", reason: "nhầm"))
    }

    private static func close(_ ledger: Ledger, carrying carried: [CarriedDiscrepancy] = []) async throws -> Period {
        let period = try #require(Period(from: PostDesk.day(days.0), through: PostDesk.day(days.1)))
        try await ledger.write {
            _ = try $0.closePeriod(
                period, carrying: carried, by: "an", today: PostDesk.day("2026-11-25"), at: Office.time(1))
        }
        return period
    }

    private static func expectLocked(_ ledger: Ledger, _ change: @escaping @Sendable (LedgerTransaction) throws -> Void)
        async
    {
        let error = await #expect(throws: LedgerError.self) { try await ledger.write(change) }
        #expect(error?.code == .periodClosed)
    }

    @Test("No fact enters a closed day, nor leaves it, until the period is open again", arguments: LedgerMaker.all)
    func legs(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let leg = try await ledger.write { tx throws in
            _ = try tx.registerParcels([PostDesk.parcel(1)], at: Office.time())
            let leg = try tx.openLeg(.return, case: Office.birth, at: Office.time())
            try tx.linkParcel("P1", to: leg.id, at: Office.time())
            try tx.addLegEvent(Self.event(.acceptedByPost, on: "2026-11-18"), to: leg.id)
            return leg.id
        }
        let period = try await Self.close(ledger)
        let late = Self.event(.delivered, on: "2026-11-20")
        await Self.expectLocked(ledger) { try $0.addLegEvent(late, to: leg) }
        await Self.expectLocked(ledger) { try $0.addLegFacts([LegFact(leg: leg, event: late)]) }
        let moved = Self.event(
            .acceptedByPost, on: "2026-11-21", supersedes: LegEventID(rawValue: "accepted_by_post@2026-11-18"))
        await Self.expectLocked(ledger) { try $0.addLegEvent(moved, to: leg) }
        // What is recorded already may come again; open days and what our register says of parcels go on.
        try await ledger.write { tx throws in
            try tx.addLegEvent(Self.event(.acceptedByPost, on: "2026-11-18"), to: leg)
            try tx.addLegEvent(Self.event(.inTransit, on: "2026-11-21"), to: leg)
            let register = Self.event(.inTransit, on: "2026-11-19")
            try tx.addLegFacts([LegFact(leg: leg, event: register)], areRegistered: true)
        }
        #expect(try await ledger.read { try $0.leg(leg)?.events.count } == 3)
        try await ledger.write { tx throws in
            _ = try tx.reopenPeriod(period, by: "an", reason: "bổ sung", at: Office.time(2))
            try tx.addLegEvent(Self.event(.firstAttempt, on: "2026-11-20"), to: leg)
        }
        #expect(try await ledger.read { try $0.leg(leg)?.events.count } == 4)
    }

    @Test("Pairs of closed days stay as they are, but for what was carried forward", arguments: LedgerMaker.all)
    func decisions(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let carried = CarriedDiscrepancy(
            id: DiscrepancyNaming.id("fee_differs", parcel: "P2"), owner: "bình", reason: "chờ")
        let (first, second, lines) = try await ledger.write { tx throws in
            let parcels = [PostDesk.parcel(1), PostDesk.parcel(2), PostDesk.parcel(3, handedOver: "2026-11-23")]
            _ = try tx.registerParcels(parcels, at: Office.time())
            let statement = try tx.store([PostDesk.row(1), PostDesk.row(2)], of: "ky1").id
            let lines = (1...2).map { StatementLine.Place(statement: statement.rawValue, row: $0).text }
            let subject = DiscrepancySubject(day: PostDesk.day("2026-11-18"), parcel: "P2", line: lines[1])
            let run = try tx.recordAnyRun(at: Office.time())
            _ = try tx.fileDiscrepancies(
                [FoundDiscrepancy(carried.id, "fee_differs", subject)], of: run, at: Office.time())
            return (try Self.decision("P1", lines[0]), try Self.decision("P2", lines[1]), lines)
        }
        let period = try await Self.close(ledger, carrying: [carried])
        await Self.expectLocked(ledger) { try $0.decide(first) }
        // Of an open day is only our side.
        let half = try Self.decision("P3", lines[0])
        await Self.expectLocked(ledger) { try $0.decide(half) }
        _ = try await ledger.write { try $0.decide(second) }
        try await ledger.write { tx throws in
            _ = try tx.reopenPeriod(period, by: "an", reason: "bổ sung", at: Office.time(2))
            try tx.decide(first)
        }
        #expect(try await ledger.read { try $0.matchDecisions().map(\.parcel).sorted() } == ["P1", "P2"])
    }
}
