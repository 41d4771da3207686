import Basics
import Foundation
import Ledger
import PostalChannel
import PostalPipeline
import Testing

@Suite("Legs of registered cases")
struct LegFollowingTests {
    @Test("Importing parcels opens one leg for a case and direction; doing it again changes nothing")
    func linking() async throws {
        let office = try SampleDesk()
        try await office.takeCases()
        let first = try await office.desk.importParcels(path: SampleDesk.sample("parcels.csv"))
        #expect(first.legs.links > 150 && first.legs.contradictions.isEmpty)
        let again = try await office.desk.importParcels(path: SampleDesk.sample("parcels.csv"))
        #expect(again.legs == LegLinking())
    }

    @Test("Parcels that came before their cases get legs once the cases are there")
    func casesLater() async throws {
        let office = try SampleDesk()
        let first = try await office.desk.importParcels(path: SampleDesk.sample("parcels.csv"))
        #expect(first.legs.links == 0)
        try await office.takeCases()
        #expect(try await office.desk.linkLegs().links > 150)
    }

    @Test("Statements prove deliveries, on both clocks; following them again changes nothing")
    func statements() async throws {
        let office = try SampleDesk()
        try await office.takeCases()
        try await office.takeSamples()
        let code = try SampleDesk.code("000.00.16.H40-261001-0012")
        let before = try await office.desk.office.ledger.read { try $0.resultReturned(case: code) }
        #expect(before == nil)
        let reconciled = try await office.desk.reconcile()
        let returned = try #require(try await office.desk.office.ledger.read { try $0.resultReturned(case: code) })
        #expect(LocalTime.text(returned.occurred) == "21/10/2026 10:46")
        #expect(returned.evidence.map(\.kind) == [.statementLine])
        #expect(returned.recorded > returned.occurred)
        #expect(try await office.desk.followStatements(reconciled.result) == LegLinking())
    }

    @Test("What contradicts a leg stays on it as a note, and no delivery follows from it")
    func contradictions() async throws {
        let office = try SampleDesk()
        try await office.takeCases()
        try await office.takeSamples()
        _ = try await office.desk.reconcile()
        let refused = try await office.desk.office.ledger.read { tx in
            try tx.caseCodes().flatMap { try tx.legs(case: $0) }.flatMap(\.events).filter { $0.keeps == .contradiction }
        }
        #expect(!refused.isEmpty)
        #expect(refused.allSatisfy { $0.kind == .note(.evidenceFiled) && $0.source.kind == .statementLine })
    }

    @Test("Events of the operator land in order, whatever the order of the rows, and once")
    func events() async throws {
        let rows = [
            "EB403110142VN;EMA;19/10/2026 10:05;Sơn Định;", "EB403110142VN;EMC;19/10/2026 18:00;Sơn Định;",
            "EB403110142VN;EMH;20/10/2026 15:00;Quận 3;vắng", "EB403110142VN;EMH;22/10/2026 15:00;Quận 3;vắng",
            "EB403110142VN;EMI;23/10/2026 09:00;Quận 3;",
        ]
        var courses: Set<[String]> = []
        for order in [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [3, 0, 4, 2, 1]] {
            let office = try SampleDesk()
            try await office.takeCases()
            _ = try await office.desk.importParcels(path: SampleDesk.sample("parcels.csv"))
            let text = (["Số hiệu;Sự kiện;Thời gian;Nơi;Ghi chú"] + order.map { rows[$0] }).joined(separator: "\n")
            let path = try office.file("events.csv", text)
            let result = try await office.desk.importEvents(path: path)
            #expect(result.faults.isEmpty && result.contradictions.isEmpty && result.recorded == 5, "\(result)")
            #expect(try await office.desk.importEvents(path: path).recorded == 0)
            let legs = try await office.desk.legs(of: SampleDesk.code("000.00.16.H40-261001-0012"))
            let steps = legs.flatMap { $0.leg.history.tracks.flatMap(\.steps) }
            courses.insert(steps.compactMap { $0.state?.rawValue })
        }
        let expected = [
            "return.accepted_by_post", "return.in_transit", "return.first_attempt", "return.second_attempt",
            "return.delivered",
        ]
        #expect(courses == [expected])
    }

    @Test("An attempt that becomes known late takes its place before the later one, also in a file of its own")
    func lateAttempt() async throws {
        let office = try SampleDesk()
        try await office.takeCases()
        _ = try await office.desk.importParcels(path: SampleDesk.sample("parcels.csv"))
        // The register does not say yet how this parcel ended.
        for day in ["28", "26"] {
            let text = "Tracking,Event,Time\nRB403113427VN,EMH,2026-10-\(day) 15:00"
            let result = try await office.desk.importEvents(path: office.file("late\(day).csv", text))
            #expect(result.contradictions.isEmpty)
        }
        let legs = try await office.desk.legs(of: SampleDesk.code("000.00.16.H40-261003-0003"))
        let attempts = legs.flatMap { $0.leg.history.events }.filter { $0.source.kind == .operatorFile }
        #expect(attempts.map(\.kind.rawValue) == ["return.first_attempt", "return.second_attempt"])
        #expect(attempts.map { LocalTime.text($0.occurred).prefix(2) } == ["26", "28"])
    }

    @Test("An attempt after the delivery that the register knows is kept as a note")
    func attemptAfterDelivery() async throws {
        let office = try SampleDesk()
        try await office.takeCases()
        _ = try await office.desk.importParcels(path: SampleDesk.sample("parcels.csv"))
        let text = "Tracking,Event,Time\nEB403110142VN,EMH,2026-10-22 15:00"
        let result = try await office.desk.importEvents(path: office.file("after.csv", text))
        #expect(result.recorded == 0)
        #expect(result.contradictions.map(\.move.code) == [.impossibleStep])
    }

    @Test("Rows that cannot be used are named; the others are taken")
    func badRows() async throws {
        let office = try SampleDesk()
        try await office.takeCases()
        _ = try await office.desk.importParcels(path: SampleDesk.sample("parcels.csv"))
        let text = """
            Mã bưu gửi;Trạng thái;Ngày giờ
            ;EMI;20/10/2026 15:00
            EB403110142VN;;20/10/2026 15:00
            EB403110142VN;EMI;hôm qua
            EB403110142VN;Bay lên trời;20/10/2026 15:00
            EB000000005VN;EMI;20/10/2026 15:00
            EB403110142VN;Chấp nhận;19/10/2026 10:00
            """
        let result = try await office.desk.importEvents(path: office.file("bad.csv", text))
        #expect(
            result.faults == [
                EventFault(.numberMissing, row: 2), EventFault(.eventMissing, row: 3),
                EventFault(.timeMissing, row: 4), EventFault(.unknownEvent, row: 5),
                EventFault(.unknownNumber, row: 6),
            ])
        #expect(result.recorded == 1)
        let none = try office.file("none.csv", "a;b\n1;2")
        await #expect(throws: EventFault(.headingsMissing, row: 0)) { try await office.desk.importEvents(path: none) }
    }

    @Test("A count is compared with the checklist: short papers are recorded as such")
    func counting() async throws {
        let office = try SampleDesk()
        try await office.takeCases()
        let code = try SampleDesk.code(SampleDesk.cases[0])
        let record = try #require(try await office.desk.office.ledger.read { try $0.findCase(code) })
        let required = record.components.count(where: \.isRequired)
        var report = LegReport(
            kind: .step(.intake(.counted)), time: PostalTime(TimeSource.system.now()),
            source: EventSource(.person, "lan"))
        report.counted = required - 1
        let short = try await office.desk.record(report, of: code)
        #expect(short.event.kind == .step(.intake(.short)) && short.count?.isShort == true)
        report.counted = required
        let counted = try await office.desk.record(report, of: code)
        #expect(counted.leg.state == .intake(.counted) && counted.count?.isShort == false)
        report.counted = record.components.count + 1
        #expect(PaperCount(record, counted: record.components.count + 1).isOver)
    }
}
