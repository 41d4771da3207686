import Basics
import PostalChannel
import TestSupport
import Testing

@testable import Ledger

@Suite("Differences in the ledger") struct DiscrepancyTests {
    private static let rules = DiscrepancyRules(fourEyesAbove: Dong(100_000))

    private static func found(
        _ parcel: String, _ code: String = "fee_differs", amount: Int = 500,
        evidence: DiscrepancyEvidence = DiscrepancyEvidence()
    ) -> FoundDiscrepancy {
        FoundDiscrepancy(
            DiscrepancyNaming.id(code, parcel: parcel), code,
            DiscrepancySubject(day: PostDesk.day("2026-11-18"), caseCode: PostDesk.code(1), parcel: parcel),
            amount: Dong(amount), evidence: evidence, complaintDeadline: PostDesk.day("2027-05-18"))
    }

    private func run(_ tx: LedgerTransaction, _ name: String, at now: Instant) throws -> RunID {
        try tx.recordAnyRun(name, at: now)
    }

    private func event(
        _ kind: DiscrepancyEvent.Kind, by person: String, at minute: Int, reason: String = "vì",
        resolution: DiscrepancyResolution? = nil
    ) -> DiscrepancyEvent {
        DiscrepancyEvent(
            id: DiscrepancyEventID(rawValue: ""), kind: kind, occurred: Office.time(minute),
            recorded: Office.time(minute),
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
                return try tx.fileDiscrepancies(found, of: run, at: Office.time(round))
            }
        }
        #expect(filings.map(\.opened) == [2, 1, 0])
        #expect(filings.map(\.known) == [0, 1, 1])
        #expect(filings.map(\.cleared) == [0, 1, 1])
        #expect(filings.map(\.reopened) == [0, 0, 1])
        let all = try await ledger.read { try $0.discrepancies(where: "1 = 1", []) }
        #expect(all.map(\.value.state) == [.closed, .reopened, .open])
        #expect(all[1].value.events.map(\.kind) == [.opened, .clearedByRun, .reopened, .factsChanged])
        #expect(all[1].value.events[0].amount == Dong(700))
        #expect(all[1].value.amount == Dong(900))
        #expect(all[1].complaintDeadline == PostDesk.day("2027-05-18"))
        #expect(try await ledger.read { try $0.openDiscrepancies().map(\.value.subject.parcel) } == ["P2", "P3"])
        #expect(try await ledger.read { try $0.discrepancies(parcel: "P1").count } == 1)
        #expect(try await ledger.read { try $0.discrepancies(case: PostDesk.code(1)).count } == 3)
        #expect(try await ledger.read { try $0.recordFaults() } == [])
    }

    @Test("Filing in parts, with others at work between them, is filing at once", arguments: [1, 2, 3, 4] as [UInt64])
    func parts(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let (whole, inParts) = (try LedgerMaker.sqlite.make(), try LedgerMaker.sqlite.make())
        for round in 1...6 {
            let now = Office.time(round * 10)
            let found = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                Self.found("P\(Int.random(in: 1...9, using: &random))", amount: Int.random(in: 1...3, using: &random))
            }
            let filing = try await whole.write {
                try $0.fileDiscrepancies(found, of: $0.recordAnyRun("\(round)", at: now), at: now)
            }
            let (run, plan) = try await inParts.write {
                (try $0.recordAnyRun("\(round)", at: now), try $0.planFiling(found))
            }
            var (sum, steps) = (plan.known, plan.steps[...])
            while !steps.isEmpty {
                let part = Array(steps.prefix(Int.random(in: 1...4, using: &random)))
                steps = steps.dropFirst(part.count)
                sum += try await inParts.write { try $0.file(part, of: run, at: now) }
                // A process that had ended here would begin again.
                _ = try await inParts.write { try $0.file(part, of: run, at: now) }
            }
            #expect(sum == filing)
            let worked = event(
                [.investigationStarted, .closed].randomElement(using: &random) ?? .closed, by: "an", at: round * 10 + 1)
            for ledger in [whole, inParts] {
                let open = try await ledger.read { try $0.openDiscrepancies().first?.id }
                if let open {
                    _ = try? await ledger.write { try $0.addDiscrepancyEvent(worked, to: open, rules: Self.rules) }
                }
            }
            #expect(try await Self.histories(whole) == Self.histories(inParts))
        }
    }

    private static func histories(_ ledger: Ledger) async throws -> [String] {
        try await ledger.read { tx in
            try tx.discrepancies(where: "1 = 1", []).map { record in
                ([record.id.rawValue, record.value.state.rawValue, "\(record.value.amount)"]
                    + record.value.events.map(\.kind.rawValue)).joined(separator: " ")
            }
        }
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
            _ = try tx.fileDiscrepancies([found], of: try self.run(tx, "1", at: Office.time()), at: Office.time())
            for step in steps { try tx.addDiscrepancyEvent(step, to: found.id, rules: Self.rules) }
        }
        let own = event(.resolutionApproved, by: "an", at: 4)
        await #expect(throws: ImpossibleDiscrepancyMove.self) {
            _ = try await ledger.write { try $0.addDiscrepancyEvent(own, to: found.id, rules: Self.rules) }
        }
        let ends = [event(.resolutionApproved, by: "bình", at: 5), event(.closed, by: "bình", at: 6)]
        try await ledger.write { tx throws in
            // Not found any more while somebody is about to settle it: noted once.
            for number in 2...3 {
                let run = try self.run(tx, "\(number)", at: Office.time(4))
                #expect(try tx.fileDiscrepancies([], of: run, at: Office.time(4)) == DiscrepancyFiling())
            }
            for step in ends { try tx.addDiscrepancyEvent(step, to: found.id, rules: Self.rules) }
            let run = try self.run(tx, "4", at: Office.time(7))
            #expect(try tx.fileDiscrepancies([found], of: run, at: Office.time(7)).known == 1)
        }
        let record = try await ledger.read { try $0.breakRecord(found.id) }
        #expect(record?.value.state == .closed)
        #expect(record?.value.events.filter { $0.kind == .noted }.count == 1)
        let missing = await #expect(throws: LedgerError.self) {
            _ = try await ledger.write {
                try $0.addDiscrepancyEvent(own, to: DiscrepancyID(rawValue: "x"), rules: Self.rules)
            }
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
            _ = try tx.fileDiscrepancies([found], of: try self.run(tx, "1", at: Office.time()), at: Office.time())
        }
        await #expect(throws: PeriodRefusal.self) {
            _ = try await ledger.write { try $0.closePeriod(period, by: "an", today: today, at: Office.time(1)) }
        }
        let carried = CarriedDiscrepancy(id: found.id, owner: "bình", reason: "chờ bưu điện")
        try await ledger.write {
            _ = try $0.closePeriod(period, carrying: [carried], by: "an", today: today, at: Office.time(1))
        }
        #expect(try await ledger.read { try $0.openDiscrepancies(owner: "bình").count } == 1)
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

    /// What was proposed, approved or closed holds for the figures that were seen.
    @Test("Other figures open a difference again, and void what was approved", arguments: LedgerMaker.all, [1, 2, 3])
    func otherFigures(maker: LedgerMaker, steps: Int) async throws {
        let ledger = try maker.make()
        func evidence(_ collected: String) -> DiscrepancyEvidence {
            DiscrepancyEvidence([.init(.collected, ours: "100000", theirs: collected)])
        }
        let small = Self.found("P1", "cod_differs", amount: 40_000, evidence: evidence("60000"))
        let large = Self.found("P1", "cod_differs", amount: -800_000, evidence: evidence("900000"))
        let work = [
            event(.resolutionProposed, by: "an", at: 2, resolution: .theirsCorrected),
            event(.resolutionApproved, by: "an", at: 3), event(.closed, by: "an", at: 4),
        ].prefix(steps)
        let states = try await ledger.write { tx throws in
            let first = try self.run(tx, "1", at: Office.time())
            _ = try tx.fileDiscrepancies([small], of: first, at: Office.time())
            try tx.addDiscrepancyEvent(
                self.event(.investigationStarted, by: "an", at: 1), to: small.id, rules: Self.rules)
            for step in work { try tx.addDiscrepancyEvent(step, to: small.id, rules: Self.rules) }
            let same = try tx.fileDiscrepancies(
                [small], of: try self.run(tx, "2", at: Office.time(5)), at: Office.time(5))
            #expect(same.reopened == 0 && same.settled == (steps == 3 ? [small.id] : []))
            let other = try tx.fileDiscrepancies(
                [large], of: try self.run(tx, "3", at: Office.time(6)), at: Office.time(6))
            #expect(other.reopened == 1)
            return try tx.breakRecord(small.id)
        }
        let record = try #require(states?.value)
        #expect(record.state == .reopened && record.amount == Dong(-800_000) && record.proposal == nil)
        #expect(record.evidence?.vietnamese == "thu hộ: ta 100.000 ₫, bưu điện 900.000 ₫")
        // Who approved the smaller amount cannot close the larger, nor approve it alone.
        for (kind, code) in [(DiscrepancyEvent.Kind.closed, ImpossibleDiscrepancyMove.Code.impossibleStep)] {
            let closing = event(kind, by: "an", at: 7)
            let error = await #expect(throws: ImpossibleDiscrepancyMove.self) {
                try await ledger.write { _ = try $0.addDiscrepancyEvent(closing, to: small.id, rules: Self.rules) }
            }
            #expect(error?.code == code)
        }
    }

    @Test("Differences are found by kind, day, amount, state and statement", arguments: LedgerMaker.all)
    func filters(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let founds = [
            Self.found("P1", amount: 500), Self.found("P2", amount: -90_000), Self.found("P3", "cod_differs"),
            FoundDiscrepancy(
                DiscrepancyID(rawValue: "L/1-2/missing_in_ours"), "missing_in_ours",
                DiscrepancySubject(day: PostDesk.day("2026-11-20"), line: "S1:0:2")),
        ]
        try await ledger.write { tx throws in
            _ = try tx.fileDiscrepancies(founds, of: try self.run(tx, "1", at: Office.time()), at: Office.time())
            let second = [founds[0], founds[1], founds[3]]
            _ = try tx.fileDiscrepancies(second, of: try self.run(tx, "2", at: Office.time(1)), at: Office.time(1))
        }
        let day = PostDesk.day("2026-11-20")
        let expected: [(DiscrepancyFilter, Set<String>)] = [
            (DiscrepancyFilter(), ["P/P1/fee_differs", "P/P2/fee_differs", "L/1-2/missing_in_ours"]),
            (DiscrepancyFilter(code: "fee_differs"), ["P/P1/fee_differs", "P/P2/fee_differs"]),
            (DiscrepancyFilter(leastAmount: Dong(1_000)), ["P/P2/fee_differs"]),
            (DiscrepancyFilter(days: day...day), ["L/1-2/missing_in_ours"]),
            (DiscrepancyFilter(statement: StatementID(rawValue: "S1")), ["L/1-2/missing_in_ours"]),
            (DiscrepancyFilter(statement: StatementID(rawValue: "S")), []),
            (DiscrepancyFilter(states: [.closed]), ["P/P3/cod_differs"]),
        ]
        for (filter, ids) in expected {
            let found = try await ledger.read { try $0.discrepancies(filter).map(\.id.rawValue) }
            #expect(Set(found) == ids, "\(filter)")
        }
    }

    @Test("What following a leg found is cleared by no run", arguments: LedgerMaker.all)
    func foundByLegs(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let found = Self.found("P1", "delivery_called_back", amount: 0)
        try await ledger.write { tx throws in
            try tx.fileDiscrepancies([found], foundBy: "leg L1", at: Office.time())
            try tx.fileDiscrepancies([found], foundBy: "leg L1", at: Office.time(1))
            _ = try tx.fileDiscrepancies([], of: try self.run(tx, "1", at: Office.time(2)), at: Office.time(2))
        }
        let record = try #require(try await ledger.read { try $0.breakRecord(found.id) })
        #expect(record.value.state == .open && record.value.events.map(\.kind) == [.opened])
    }
}
