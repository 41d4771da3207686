import Dossiers
import PostalChannel
import Testing

@testable import Ledger

@Suite("Differences in the ledger") struct BreakTests {
    private static let rules = BreakRules(fourEyesAbove: Dong(100_000))

    private static func found(_ parcel: String, _ code: String = "fee_differs", amount: Int = 500) -> FoundBreak {
        FoundBreak(
            BreakNaming.id(code, parcel: parcel), code,
            BreakSubject(day: PostDesk.day("2026-11-18"), caseCode: PostDesk.code(1), parcel: parcel),
            amount: Dong(amount), complaintDeadline: PostDesk.day("2027-05-18"))
    }

    private func run(_ tx: LedgerTransaction, _ name: String, at now: Instant) throws -> RunID {
        try tx.recordAnyRun(name, at: now)
    }

    private func event(
        _ kind: BreakEvent.Kind, by person: String, at minute: Int, reason: String = "vì",
        resolution: BreakResolution? = nil
    ) -> BreakEvent {
        BreakEvent(
            id: BreakEventID(rawValue: ""), kind: kind, occurred: Office.time(minute), recorded: Office.time(minute),
            actor: person, reason: reason, resolution: resolution)
    }

    @Test("The same difference is the same in every run, and none is deleted", arguments: LedgerMaker.all)
    func runs(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let filings = try await ledger.write { tx throws in
            let founds = [
                [Self.found("P1"), Self.found("P2"), Self.found("P2", amount: 200)],
                [Self.found("P1"), Self.found("P3", "cod_differs")],
                [Self.found("P2", amount: 900), Self.found("P3", "cod_differs")],
            ]
            return try founds.enumerated().map { round, found in
                let run = try self.run(tx, "\(round)", at: Office.time(round))
                return try tx.fileBreaks(found, of: run, at: Office.time(round))
            }
        }
        #expect(filings.map(\.opened) == [2, 1, 0])
        #expect(filings.map(\.known) == [0, 1, 1])
        #expect(filings.map(\.cleared) == [0, 1, 1])
        #expect(filings.map(\.reopened) == [0, 0, 1])
        let all = try await ledger.read { try $0.allBreaks() }
        #expect(all.map(\.value.state) == [.closed, .reopened, .open])
        #expect(all[1].value.events.map(\.kind) == [.opened, .clearedByRun, .reopened, .amountChanged])
        #expect(all[1].value.events[0].amount == Dong(700))
        #expect(all[1].value.amount == Dong(900))
        #expect(all[1].complaintDeadline == PostDesk.day("2027-05-18"))
        #expect(try await ledger.read { try $0.openBreaks().map(\.value.subject.parcel) } == ["P2", "P3"])
        #expect(try await ledger.read { try $0.breaks(parcel: "P1").count } == 1)
        #expect(try await ledger.read { try $0.breaks(case: PostDesk.code(1)).count } == 3)
        #expect(try await ledger.read { try $0.recordFaults() } == [])
    }

    @Test("Work on a difference follows its rules; what a person closed stays closed", arguments: LedgerMaker.all)
    func work(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let found = Self.found("P1", amount: 200_000)
        let steps = [
            event(.investigationStarted, by: "an", at: 2),
            event(.resolutionProposed, by: "an", at: 3, resolution: .postPays),
        ]
        try await ledger.write { tx throws in
            _ = try tx.fileBreaks([found], of: try self.run(tx, "1", at: Office.time()), at: Office.time())
            for step in steps { try tx.addBreakEvent(step, to: found.id, rules: Self.rules) }
        }
        let own = event(.resolutionApproved, by: "an", at: 4)
        await #expect(throws: ImpossibleBreakMove.self) {
            _ = try await ledger.write { try $0.addBreakEvent(own, to: found.id, rules: Self.rules) }
        }
        let ends = [event(.resolutionApproved, by: "bình", at: 5), event(.closed, by: "bình", at: 6)]
        try await ledger.write { tx throws in
            // Not found any more while somebody is about to settle it: noted once.
            for number in 2...3 {
                let run = try self.run(tx, "\(number)", at: Office.time(4))
                #expect(try tx.fileBreaks([], of: run, at: Office.time(4)) == BreakFiling())
            }
            for step in ends { try tx.addBreakEvent(step, to: found.id, rules: Self.rules) }
            let run = try self.run(tx, "4", at: Office.time(7))
            #expect(try tx.fileBreaks([found], of: run, at: Office.time(7)).known == 1)
        }
        let record = try await ledger.read { try $0.breakRecord(found.id) }
        #expect(record?.value.state == .closed)
        #expect(record?.value.events.filter { $0.kind == .noted }.count == 1)
        let missing = await #expect(throws: LedgerError.self) {
            _ = try await ledger.write { try $0.addBreakEvent(own, to: BreakID(rawValue: "x"), rules: Self.rules) }
        }
        #expect(missing?.code == .notFound)
    }

    @Test("What people decided about pairs goes into the next run", arguments: LedgerMaker.all)
    func decisions(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        try await ledger.write { tx throws in
            for (minute, kind) in [MatchDecision.Kind.confirmed, .unmatched].enumerated() {
                let decision = MatchDecision(
                    id: "", kind: kind, parcel: "P1", line: "s:0:1", occurred: Office.time(minute),
                    recorded: Office.time(minute), actor: "an", reason: "đã xem phiếu")
                try tx.decide(try #require(decision))
            }
        }
        let decisions = try await ledger.read { try $0.matchDecisions() }
        #expect(decisions.map(\.kind) == [.confirmed, .unmatched])
        #expect(MatchDecisions(decisions).forbids(parcel: "P1", line: "s:0:1"))
    }

    @Test("A closed period is locked until it is opened again", arguments: LedgerMaker.all)
    func periods(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let period = try #require(Period(from: PostDesk.day("2026-11-16"), through: PostDesk.day("2026-11-20")))
        let today = PostDesk.day("2026-11-25")
        let found = Self.found("P1")
        try await ledger.write { tx throws in
            _ = try tx.registerParcels([PostDesk.parcel(1), PostDesk.parcel(2, handedOver: nil)], at: Office.time())
            _ = try tx.fileBreaks([found], of: try self.run(tx, "1", at: Office.time()), at: Office.time())
        }
        await #expect(throws: PeriodRefusal.self) {
            _ = try await ledger.write { try $0.closePeriod(period, by: "an", today: today, at: Office.time(1)) }
        }
        let carried = CarriedBreak(id: found.id, owner: "bình", reason: "chờ bưu điện")
        try await ledger.write {
            _ = try $0.closePeriod(period, carrying: [carried], by: "an", today: today, at: Office.time(1))
        }
        #expect(try await ledger.read { try $0.openBreaks(owner: "bình").count } == 1)
        let locked: [@Sendable (LedgerTransaction) throws -> Void] = [
            { _ = try $0.registerParcels([PostDesk.parcel(1, due: 7)], at: Office.time(2)) },
            { _ = try $0.registerParcels([PostDesk.parcel(1, handedOver: "2026-11-22")], at: Office.time(2)) },
            { _ = try $0.registerParcels([PostDesk.parcel(2)], at: Office.time(2)) },
            { _ = try $0.store([PostDesk.row(1)], of: "ky1", at: Office.time(2)) },
            {
                var source = PostDesk.source
                source.declaredPeriod = nil
                _ = try $0.store([PostDesk.row(1)], of: "ky1", source: source, at: Office.time(2))
            },
        ]
        for change in locked {
            let error = await #expect(throws: LedgerError.self) { try await ledger.write(change) }
            #expect(error?.code == .periodClosed)
        }
        // What changes nothing of those days goes on.
        try await ledger.write { tx throws in
            _ = try tx.registerParcels(
                [PostDesk.parcel(1), PostDesk.parcel(3, handedOver: "2026-11-21")], at: Office.time(2))
            _ = try tx.reopenPeriod(period, by: "an", reason: "sai cước", at: Office.time(3))
        }
        for change in [locked[0], locked[3]] { try await ledger.write(change) }
        #expect(try await ledger.read { try $0.periodBook().events.map(\.kind) } == [.closed, .reopened])
    }
}
