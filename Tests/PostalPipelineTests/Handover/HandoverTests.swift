import Basics
import Foundation
import Ledger
import PostalChannel
import PostalPipeline
import PrintedSheets
import Testing

@Suite("Handing parcels over")
struct HandoverTests {
    @Test("A list takes what waits, each parcel once, with numbers without gaps and codes never used twice")
    func lists() async throws {
        let office = try SampleDesk()
        try await office.takeCases()
        try await office.takePrepared(SampleDesk.cases)
        try await office.addCodes(10)
        let first = try await office.prepare(["P2"])
        #expect(first.number.rawValue.hasSuffix("-0001") && first.state == .printed)
        #expect(first.lines.map(\.parcel) == ["P2"])
        #expect(S10.isValid(first.lines[0].tracking))
        let second = try await office.prepare()
        #expect(second.number == first.number.next)
        #expect(second.lines.map(\.parcel) == ["P1", "P3"])
        #expect(Set((first.lines + second.lines).map(\.tracking)).count == 3)
        await #expect(throws: HandoverFault(.nothingToHandOver)) { try await office.prepare() }
        await #expect(throws: HandoverFault(.onList, "P1", list: second.number.rawValue)) {
            try await office.prepare(["P1"])
        }
        await #expect(throws: HandoverFault(.unknownParcel, "P9")) { try await office.prepare(["P9"]) }
    }

    @Test("Without enough codes nothing is listed, and no code is lost")
    func codesRunOut() async throws {
        let office = try SampleDesk()
        try await office.takeCases()
        try await office.takePrepared(SampleDesk.cases)
        try await office.addCodes(2)
        await #expect(throws: ItemCodeRefusal.self) { try await office.prepare() }
        #expect(try await office.desk.itemCodes().map(\.remaining) == [2])
        #expect(try await office.prepare(["P1"]).number.sequence == 1)
        #expect(try await office.desk.itemCodes().map(\.remaining) == [1])
    }

    @Test("Confirming moves the legs and gives the parcels hour and list; what was struck out waits for the next list")
    func confirming() async throws {
        let office = try SampleDesk()
        try await office.takeCases()
        try await office.takePrepared(SampleDesk.cases)
        try await office.addCodes(10)
        let number = try await office.prepare().number
        // Signed before the parcels were imported: the register came late.
        let signed = Instant(milliseconds: TimeSource.system.now().milliseconds - 60_000)
        let confirmation = SampleDesk.confirmation(at: signed, struckOut: ["P3"])
        let confirmed = try await office.desk.confirmHandover(number, confirmation)
        #expect(confirmed.state == .confirmed && confirmed.confirmedTotals?.parcels == 2)
        #expect(try await office.desk.confirmHandover(number, confirmation) == confirmed)
        let (parcel, struckOut) = try await office.desk.office.ledger.read { tx in
            (try tx.parcel("P1"), try tx.parcel("P3"))
        }
        #expect(parcel?.handedOver == signed && parcel?.manifest == number.rawValue && parcel?.status == .accepted)
        #expect(struckOut?.handedOver == nil)
        let legs = try await office.desk.legs(of: SampleDesk.code(SampleDesk.cases[0]))
        #expect(legs.map(\.leg.state) == [.return(.acceptedByPost)])
        await #expect(throws: HandoverListRefusal.self) {
            try await office.desk.cancelHandover(number, reason: "nhầm", by: "lan")
        }
    }

    @Test("A confirmed list is corrected by a new fact; what was struck out after all waits again")
    func correcting() async throws {
        let office = try SampleDesk()
        try await office.takeCases()
        try await office.takePrepared(SampleDesk.cases)
        try await office.addCodes(10)
        let number = try await office.prepare().number
        let first = Instant(milliseconds: TimeSource.system.now().milliseconds - 60_000)
        _ = try await office.desk.confirmHandover(number, SampleDesk.confirmation(at: first, struckOut: ["P3"]))
        let right = Instant(milliseconds: first.milliseconds - 60_000)
        let corrected = try await office.desk.correctHandover(number, reason: "ghi nhầm giờ", by: "lan") { before in
            HandoverListConfirmation(
                agencySigner: before.agencySigner, postSigner: before.postSigner, signed: right,
                recorded: TimeSource.system.now(), struckOut: ["P2"], evidence: before.evidence)
        }
        #expect(corrected.corrections?.map(\.before.signed) == [first])
        let parcels = try await office.desk.office.ledger.read { tx in
            try ["P1", "P2", "P3"].map { try tx.parcel($0)?.handedOver }
        }
        #expect(parcels == [right, nil, right])
        let states = try await office.states()
        #expect(states == [.return(.acceptedByPost), .return(.packed), .return(.acceptedByPost)])
        #expect(try await office.prepare().lines.map(\.parcel) == ["P2"])
        // It is on the next list by now, so this one cannot have it back.
        let refusal = await #expect(throws: HandoverListRefusal.self) {
            try await office.desk.correctHandover(number, reason: "đã giao", by: "lan") { before in
                HandoverListConfirmation(
                    agencySigner: before.agencySigner, postSigner: before.postSigner, signed: before.signed,
                    recorded: TimeSource.system.now(), evidence: before.evidence)
            }
        }
        #expect(refusal?.code == .onOtherList)
        #expect(try await office.faults().isEmpty)
    }

    @Test("A cancelled list keeps its number; its parcels wait again and keep their codes")
    func cancelling() async throws {
        let office = try SampleDesk()
        try await office.takeCases()
        try await office.takePrepared([SampleDesk.cases[0]])
        try await office.addCodes(10)
        let first = try await office.prepare()
        _ = try await office.desk.cancelHandover(first.number, reason: "in sai", by: "lan")
        let second = try await office.prepare()
        #expect(second.number.sequence == 2)
        #expect(second.lines.map(\.tracking) == first.lines.map(\.tracking))
        #expect(try await office.desk.itemCodes().map(\.remaining) == [9])
    }

    @Test("Lists, labels and slips are written; a list the same each time")
    func printing() async throws {
        let office = try SampleDesk()
        try await office.takeCases()
        try await office.takePrepared(SampleDesk.cases)
        try await office.addCodes(10)
        let manifest = try await office.prepare()
        let (list, again) = (try office.file("a.pdf", ""), try office.file("b.pdf", ""))
        try await office.desk.printHandover(manifest, to: list)
        try await office.desk.printHandover(manifest, to: again)
        #expect(try Data(contentsOf: URL(fileURLWithPath: list)) == Data(contentsOf: URL(fileURLWithPath: again)))
        for format in [.large, .small, .sheet(used: 3)] as [ShippingLabel.Format] {
            try await office.desk.printLabels(["P1", "P2"], format: format, to: again)
        }
        try await office.desk.printSlips(["P1"], day: manifest.day, to: again)
        #expect(try Data(contentsOf: URL(fileURLWithPath: again)).starts(with: Data("%PDF".utf8)))
    }

    @Test("A range of codes overlaps with none, and is written as the post writes it")
    func ranges() async throws {
        let office = try SampleDesk()
        let day = try SampleDesk.day()
        let range = try await office.desk.addItemCodes(
            first: "EB403116321VN", last: "EB403117004VN", issuedOn: day, postOffice: "700100")
        #expect(range.first == 40_311_632 && range.last == 40_311_700 && range.prefix == "EB")
        await #expect(throws: ItemCodeRefusal.self) {
            try await office.desk.addItemCodes(
                first: "40311700", last: "40311800", prefix: "EB", issuedOn: day, postOffice: "700100")
        }
        for (first, last) in [("EB403116322VN", "EB403117004VN"), ("40311632", "40311700"), ("EB403117004VN", "x")] {
            await #expect(throws: HandoverFault.self) {
                try await office.desk.addItemCodes(first: first, last: last, issuedOn: day, postOffice: "700100")
            }
        }
    }
}
