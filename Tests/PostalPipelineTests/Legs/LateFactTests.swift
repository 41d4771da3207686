import Basics
import Ledger
import PostalChannel
import PostalPipeline
import Testing

@Suite("Facts that come after their period was closed")
struct LateFactTests {
    private static let caseCode = "000.00.16.H40-261003-0003"
    private static let events =
        "Tracking,Event,Time\nRB403113427VN,EMH,2026-10-26 15:00\nRB403113427VN,EMI,2026-11-02 09:00"

    private static func closed(withStatements: Bool = false) async throws -> (SampleDesk, Period) {
        let office = try SampleDesk()
        try await office.takeCases()
        _ = try await office.desk.importParcels(path: SampleDesk.sample("parcels.csv"))
        if withStatements { try await office.takeSamples() }
        let first = try #require(CalendarDay(rawValue: "2026-10-26"))
        let last = try #require(CalendarDay(rawValue: "2026-11-01"))
        let period = try #require(Period(from: first, through: last))
        _ = try await office.desk.closePeriod(period, carrying: [], by: "an")
        return (office, period)
    }

    private static func leg(_ office: SampleDesk) async throws -> Leg {
        try #require(try await office.desk.legs(of: SampleDesk.code(caseCode)).first).leg
    }

    @Test("An event of a closed day is kept as a note, told, and taken once the period is open")
    func events() async throws {
        let (office, period) = try await Self.closed()
        let path = try office.file("events.csv", Self.events)
        let first = try await office.desk.importEvents(path: path)
        #expect(first.recorded == 1 && first.contradictions.map(\.move.stableCode) == ["period_closed"])
        let leg = try await Self.leg(office)
        let notes = leg.events.filter { $0.keeps == .late }
        #expect(notes.count == 1)
        let kept = try #require(notes.first.flatMap { LegRemark($0.detail) })
        #expect(kept.code == .notTaken && kept.move?.kind == .step(.return(.firstAttempt)))
        #expect(kept.move?.code == .periodClosed && kept.move?.period == period)
        #expect(!period.contains(try #require(notes.first?.occurredDay)))
        #expect(leg.state == .return(.delivered))
        // Again: told again, but nothing is recorded twice.
        let again = try await office.desk.importEvents(path: path)
        #expect(again.recorded == 0)
        #expect(try await Self.leg(office).events.count == leg.events.count)
        _ = try await office.desk.reopenPeriod(period, by: "an", reason: "bổ sung")
        let open = try await office.desk.importEvents(path: path)
        #expect(open.recorded == 1 && open.contradictions.isEmpty)
        let steps = try await Self.leg(office).history.events.compactMap(\.step)
        #expect(steps.suffix(2) == [.return(.firstAttempt), .return(.delivered)])
    }

    @Test("What a person reports of a closed day is refused, as is a hand-over that was signed then")
    func reports() async throws {
        let (office, period) = try await Self.closed()
        let closedDay = try #require(CalendarDay(rawValue: "2026-10-28"))
        let moment = Instant(milliseconds: Int64(closedDay.daysSinceEpoch) * 86_400_000)
        let report = LegReport(
            kind: .step(.return(.firstAttempt)), time: PostalTime(moment), source: EventSource(.person, "lan"))
        let code = try SampleDesk.code(Self.caseCode)
        let refusal = await #expect(throws: LedgerError.self) { try await office.desk.record(report, of: code) }
        #expect(refusal?.code == .periodClosed)
        try await office.takePrepared([SampleDesk.cases[0]])
        try await office.addCodes(3)
        let number = try await office.prepare().number
        let unsigned = await #expect(throws: LedgerError.self) {
            try await office.desk.confirmHandover(number, SampleDesk.confirmation(at: moment))
        }
        #expect(unsigned?.code == .periodClosed)
        _ = try await office.desk.reopenPeriod(period, by: "an", reason: "bổ sung")
        #expect(try await office.desk.record(report, of: code).leg.state == .return(.firstAttempt))
    }

    @Test("Lines of statements that tell of closed days are followed once the period is open")
    func statements() async throws {
        let (office, period) = try await Self.closed(withStatements: true)
        let reconciled = try await office.desk.reconcile()
        let late = try await Self.lateNotes(office)
        #expect(late > 0)
        // Nothing more comes of it while the period is closed.
        _ = try await office.desk.followStatements(reconciled.result)
        #expect(try await Self.lateNotes(office) == late)
        _ = try await office.desk.reopenPeriod(period, by: "an", reason: "bổ sung")
        #expect(try await office.desk.followStatements(reconciled.result).facts > 0)
        #expect(try await office.desk.followStatements(reconciled.result).facts == 0)
    }

    private static func lateNotes(_ office: SampleDesk) async throws -> Int {
        try await office.desk.office.ledger.read { tx in
            try tx.caseCodes().flatMap { try tx.legs(case: $0) }.flatMap(\.events).count { $0.keeps == .late }
        }
    }
}
