import Basics
import Dossiers
import Foundation
import Testing

@testable import DigitizationPipeline

@Suite("A batch becomes documents")
struct DigitizerTests {
    private let a = TestOffice.separator("TP01")
    private let b = TestOffice.separator("TP02")

    @Test("Pages go where their separators say, blanks and separators stay out")
    func attaches() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let path = try test.batch(
            "L1", ["1.tif": [a, "tờ khai", "blank", b, "giấy khai sinh"].joined(separator: "\n")])
        let outcome = try await test.digitizer.digitize(path)
        #expect(outcome.attached.map(\.pages) == [1, 1])
        #expect(try await test.status("TP01").state == .digitized)
        #expect(try await test.status("TP01").pageCount == 1)
        #expect(try await test.status("TP03").state == .missing)
        #expect(try await test.waiting().isEmpty)
    }

    @Test("The same batch again, under another name, changes nothing")
    func sameBatch() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let script = [a, "tờ khai"].joined(separator: "\n")
        _ = try await test.digitizer.digitize(try test.batch("L1", ["1.tif": script]))
        let again = try await test.digitizer.digitize(try test.batch("copy of L1", ["1.tif": script]))
        #expect(again.wasKnown)
        #expect(await test.recognizer.readPages.count == 2)
        #expect(try await test.status("TP01").documents.count == 1)
    }

    @Test("The same pages in another batch change nothing; other pages wait beside for a person")
    func laterBatch() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let manifest = #"{"items":[{"case":"\#(TestOffice.caseCode.rawValue)","component":"TP01","files":["1.tif"]}]}"#
        _ = try await test.digitizer.digitize(try test.batch("L1", ["1.tif": "tờ khai", "batch.json": manifest]))
        let withNote = manifest.replacingOccurrences(of: "{\"items\"", with: "{\"station\":\"q2\",\"items\"")
        _ = try await test.digitizer.digitize(try test.batch("L2", ["1.tif": "tờ khai", "batch.json": withNote]))
        #expect(try await test.status("TP01").documents.count == 1)
        #expect(try await test.waiting().isEmpty)

        _ = try await test.digitizer.digitize(
            try test.batch("L3", ["1.tif": "tờ khai bổ sung khác hẳn", "batch.json": manifest]))
        #expect(try await test.status("TP01").state == .keptAsCandidate)
        #expect(try await test.waiting().map(\.reason) == [.otherContent])
    }

    @Test("A torn separator holds the pages after it until the next good one")
    func tornSeparator() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let script = [a, "tờ khai", "torn", "giấy lạ", b, "giấy khai sinh"].joined(separator: "\n")
        _ = try await test.digitizer.digitize(try test.batch("L1", ["1.tif": script]))
        #expect(try await test.status("TP01").pageCount == 1)
        #expect(try await test.status("TP02").pageCount == 1)
        #expect(try await test.waiting().map(\.reason) == [.undecodableSeparator])
        #expect(try await test.issues().map(\.code) == [.undecodableSeparator])
    }

    @Test("Pages of an unknown case wait; once the case is imported, handing the batch in again attaches them")
    func caseImportedLater() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let late = CaseCode(rawValue: "000.00.16.H40-261118-9917")!
        let path = try test.batch(
            "L1", ["1.tif": [a, "tờ khai", "sep \(late)/TP01", "khai sinh"].joined(separator: "\n")])
        _ = try await test.digitizer.digitize(path)
        #expect(try await test.waiting().map(\.reason) == [.unknownCase])
        #expect(
            try await test.office.ledger.write { try $0.enqueueBatchesWithNewPlaces(at: TimeSource.system.now()) } == 0)
        try await test.importCase(late)
        #expect(
            try await test.office.ledger.write { try $0.enqueueBatchesWithNewPlaces(at: TimeSource.system.now()) } == 1)
        _ = try await test.digitizer.digitize(path)
        #expect(try await test.waiting().isEmpty)
        let status = try await test.office.ledger.read { try $0.caseStatus(late) }
        #expect(status?.components.first?.state == .digitized)
        #expect(try await test.status("TP01").documents.count == 1)
        #expect(await test.recognizer.readPages.count == 4)
    }

    @Test("A case that is imported while its batch is being read is not missed: the batch is looked at once more")
    func caseImportedMeanwhile() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let late = CaseCode(rawValue: "000.00.16.H40-261118-9917")!
        let path = try test.batch(
            "L1", ["1.tif": [a, "tờ khai", "sep \(late)/TP01", "khai sinh"].joined(separator: "\n")])
        await test.recognizer.doBeforeAssembling { [test] in
            try await test.importCase(late, at: TimeSource.system.now())
        }
        _ = try await test.digitizer.digitize(path)
        #expect(try await test.waiting().map(\.reason) == [.unknownCase])
        func live() async throws -> Int {
            try await test.office.ledger.read { try $0.jobs(states: [.available], kind: .digitizeBatch).count }
        }
        #expect(try await live() == 1)
        _ = try await test.digitizer.digitize(path)
        #expect(try await test.waiting().isEmpty)
        #expect(try await live() == 0)
        let status = try await test.office.ledger.read { try $0.caseStatus(late) }
        #expect(status?.components.first?.state == .digitized)
    }

    @Test("A person assigns what waited; the decision is kept and the document attached")
    func assignment() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        _ = try await test.digitizer.digitize(try test.batch("L1", ["1.tif": "giấy không có phiếu"]))
        let item = try #require(try await test.waiting().first)
        #expect(item.reason == .orphanPages)
        let assignment = Decisions(office: test.office, recognizer: test.recognizer, pipeline: Pipeline())
        let slot = ComponentSlot(caseCode: TestOffice.caseCode, component: ComponentCode(rawValue: "TP03")!)
        _ = try await assignment.assign(item.id, to: slot, by: "cb.tiepnhan01")
        #expect(try await test.status("TP03").state == .digitized)
        #expect(try await test.waiting().isEmpty)
        await #expect(throws: DecisionFault.notWaiting) {
            try await assignment.assign(item.id, to: slot, by: "cb.tiepnhan01")
        }
    }

    @Test("Stopped after any number of pages, the same call goes on without reading a page again", arguments: 0...4)
    func resumes(afterPages stop: Int) async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let pages = [a, "một", "hai", b, "ba"]
        let path = try test.batch("L1", ["1.tif": pages.joined(separator: "\n")])
        await test.recognizer.interrupt(afterPages: stop)
        await #expect(throws: CancellationError.self) { try await test.digitizer.digitize(path) }
        #expect(try await test.status("TP01").documents.isEmpty)
        await test.recognizer.interrupt(afterPages: nil)
        _ = try await test.digitizer.digitize(path)
        #expect(await test.recognizer.readPages.sorted() == pages.sorted())
        #expect(try await test.status("TP01").pageCount == 2)
        #expect(try await test.status("TP02").pageCount == 1)
    }

    @Test("A page that crashes three recognizers goes to a person, the others of a manifest go on")
    func poisonPage() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let code = TestOffice.caseCode.rawValue
        let manifest =
            #"{"items":[{"case":"\#(code)","component":"TP01","files":["1.tif","2.tif"]}"#
            + #",{"case":"\#(code)","component":"TP02","files":["3.tif"]}]}"#
        let path = try test.batch(
            "L1", ["1.tif": "một", "2.tif": "crash", "3.tif": "ba", "batch.json": manifest])
        _ = try await test.digitizer.digitize(path)
        #expect(await test.recognizer.readPages.count { $0 == "crash" } == 3)
        #expect(try await test.status("TP01").pageCount == 1)
        #expect(try await test.status("TP02").pageCount == 1)
        #expect(try await test.waiting().map(\.reason) == [.recognizerCrashed])
        #expect(try await test.issues().map(\.code) == [.recognizerCrashed])
    }

    @Test("A document whose PDF cannot be made waits, the other components are attached")
    func assemblyFails() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        await test.recognizer.failToAssemble(component: "TP01")
        let path = try test.batch("L1", ["1.tif": [a, "một", b, "hai"].joined(separator: "\n")])
        _ = try await test.digitizer.digitize(path)
        #expect(try await test.status("TP01").documents.isEmpty)
        #expect(try await test.status("TP02").state == .digitized)
        #expect(try await test.waiting().map(\.reason) == [.assemblyFailed])
    }

    @Test("A page that another program shows otherwise is written as it was read; if that is of no avail, it waits")
    func pictureDiffers() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let path = try test.batch(
            "L1", ["1.tif": [a, "một", "otherwise hai", b, "ba", "never bốn"].joined(separator: "\n")])
        _ = try await test.digitizer.digitize(path)
        #expect(try await test.status("TP01").pageCount == 2)
        #expect(try await test.status("TP02").documents.isEmpty)
        #expect(try await test.waiting().map(\.reason) == [.pictureDiffers])
        #expect(try await test.issues().map(\.code) == [.pictureDiffers])
        #expect(await test.recognizer.assembled == 4)
    }

    @Test("A word that cannot be written does not hold up the document, and is told")
    func wordIsLeftOut() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let path = try test.batch("L1", ["1.tif": [a, "một", "odd hai"].joined(separator: "\n")])
        _ = try await test.digitizer.digitize(path)
        #expect(try await test.status("TP01").pageCount == 2)
        #expect(try await test.waiting().isEmpty)
        let issues = try await test.issues()
        #expect(issues.map(\.code) == [.textLayerIncomplete])
        #expect(issues.first?.pageIndex == 2)
    }

    @Test("A sheet scanned twice is kept and not counted")
    func duplicateContent() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let manifest =
            #"{"items":[{"case":"\#(TestOffice.caseCode.rawValue)","component":"TP01","files":["1.tif","2.tif"]}]}"#
        let path = try test.batch("L1", ["1.tif": "tờ khai", "2.tif": "tờ khai", "batch.json": manifest])
        _ = try await test.digitizer.digitize(path)
        #expect(try await test.status("TP01").pageCount == 1)
        #expect(try await test.issues().map(\.code) == [.duplicatePage])
    }

    @Test("A blank back that was none is put back in its place; the earlier document stays kept")
    func restoration() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let path = try test.batch("L1", ["1.tif": [a, "một", "blank", "hai"].joined(separator: "\n")])
        let batch = try await test.digitizer.digitize(path).batch.id
        let pages = try await test.office.ledger.read { try $0.pages(batch: batch) }
        let blank = try #require(pages.first { $0.kind == .blank })
        let restoration = Decisions(office: test.office, recognizer: test.recognizer, pipeline: Pipeline())
        try await restoration.restore(blank.id, by: "cb.tiepnhan01")
        let document = try #require(try await test.status("TP01").documents.first)
        #expect(document.content.pages.map(\.pageID) == pages.dropFirst().map(\.id))
        #expect(try await test.status("TP01").documents.count == 1)
        #expect(try await test.waiting().isEmpty)
        let all = try await test.office.ledger.read { try $0.documents(case: TestOffice.caseCode, batch: nil) }
        #expect(Set(all.map(\.state)) == [.superseded, .current])
        await #expect(throws: DecisionFault.notLeftOut) {
            try await restoration.restore(blank.id, by: "cb.tiepnhan01")
        }
        await #expect(throws: DecisionFault.unknownPage) {
            try await restoration.restore(PageID(rawValue: "no.such"), by: "cb.tiepnhan01")
        }
    }

    @Test("A signed PDF is the document itself")
    func signed() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let manifest =
            #"{"items":[{"case":"\#(TestOffice.caseCode.rawValue)","component":"TP01","files":["1.pdf"]}]}"#
        _ = try await test.digitizer.digitize(try test.batch("L1", ["1.pdf": "signed", "batch.json": manifest]))
        let document = try #require(try await test.status("TP01").documents.first)
        #expect(document.content.pdf == nil)
        let original = try #require(document.content.signedOriginal)
        #expect(try Data(contentsOf: test.office.store.url(for: original)) == Data("signed".utf8))
        #expect(await test.recognizer.assembled == 0)
    }

    @Test("Every bad file has its code, and nothing of it stops the batch")
    func badFiles() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let manifest =
            #"{"items":[{"case":"\#(TestOffice.caseCode.rawValue)","component":"TP01","#
            + #""files":["1.tif","2.tif","3.tif","4.tif","gone.tif","link.tif"]}]}"#
        let path = try test.batch(
            "L1", ["1.tif": "một", "2.tif": "", "3.tif": "#text", "4.tif": "corrupt", "batch.json": manifest])
        try FileManager.default.createSymbolicLink(atPath: path + "/link.tif", withDestinationPath: "/etc/hostname")
        _ = try await test.digitizer.digitize(path)
        let codes = Dictionary(grouping: try await test.issues(), by: \.code).mapValues { $0.compactMap(\.fileName) }
        #expect(
            codes == [
                .emptyFile: ["2.tif"], .notAnImage: ["3.tif"], .truncatedImage: ["4.tif"], .missingFile: ["gone.tif"],
                .outsideBatch: ["link.tif"],
            ])
        #expect(try await test.status("TP01").pageCount == 1)
    }
}
