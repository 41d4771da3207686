import Basics
import Dossiers
import Foundation
import Testing

@testable import DigitizationPipeline

@Suite("Pages scanned twice, and backs")
struct RepeatTests {
    private let sheet = TestOffice.separator("TP01")
    private let person = "cb.tiepnhan01"

    /// Digitizes one file of these pages.
    private func pages(_ lines: [String], in test: TestOffice) async throws -> [PageRecord] {
        let path = try test.batch("L1", ["1.tif": ([sheet] + lines).joined(separator: "\n")])
        let batch = try await test.digitizer.digitize(path).batch.id
        return try await test.office.ledger.read { try $0.pages(batch: batch) }
    }

    private func held(_ test: TestOffice) async throws -> [PageID] {
        try await test.status("TP01").documents.flatMap { $0.content.pages.map(\.pageID) }
    }

    private func decisions(_ test: TestOffice) -> Decisions {
        Decisions(office: test.office, recognizer: test.recognizer, pipeline: Pipeline())
    }

    @Test("Ink that agrees makes a repeat; ink that does not makes another paper, of which nothing is said")
    func inkDecides() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let pages = try await pages(["form A", "form A SAME", "form A signed"], in: test)
        #expect(pages.map(\.kind) == [.separator, .content, .duplicate, .content])
        #expect(try await held(test) == [pages[1].id, pages[3].id])
        #expect(try await test.issues().map(\.code) == [.duplicatePage])
        #expect(try await test.waiting().isEmpty)
    }

    @Test("What is likely a repeat stays in the document and waits; kept, it asks no more")
    func likely() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let pages = try await pages(["form A", "form A LIKELY"], in: test)
        #expect(try await held(test) == [pages[1].id, pages[2].id])
        #expect(try await test.issues().map(\.code) == [.likelyDuplicate])
        let item = try #require(try await test.waiting().first)
        #expect(item.reason == .likelyDuplicate && item.pageIDs == [pages[2].id])
        await #expect(throws: DecisionFault.notWaiting) {
            let slot = ComponentSlot(caseCode: TestOffice.caseCode, component: ComponentCode(rawValue: "TP02")!)
            _ = try await decisions(test).assign(item.id, to: slot, by: person)
        }
        try await test.office.ledger.write { [person] in
            try $0.keepLikelyDuplicate(item.id, by: person, at: Instant(milliseconds: 9))
        }
        #expect(try await test.waiting().isEmpty)
        #expect(try await held(test).count == 2)
    }

    @Test("A page is left out by a person and put back again; all documents stay kept")
    func leftOut() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let pages = try await pages(["form A", "form A LIKELY", "faint", "thư"], in: test)
        try await decisions(test).leaveOut(pages[2].id, by: person)
        try await decisions(test).leaveOut(pages[3].id, by: person)
        #expect(try await held(test) == [pages[1].id, pages[4].id])
        #expect(try await test.waiting().isEmpty)
        let batch = pages[0].batchID
        let kinds = try await test.office.ledger.read { try $0.pages(batch: batch).map(\.kind) }
        #expect(kinds == [.separator, .content, .duplicate, .blank, .content])
        await #expect(throws: DecisionFault.notInDocument) {
            try await decisions(test).leaveOut(pages[2].id, by: person)
        }
        try await decisions(test).restore(pages[2].id, by: person)
        #expect(try await held(test) == [pages[1].id, pages[2].id, pages[4].id])
        await #expect(throws: DecisionFault.notLeftOut) {
            try await decisions(test).restore(pages[2].id, by: person)
        }
        let documents = try await test.office.ledger.read { try $0.documents(case: TestOffice.caseCode) }
        #expect(documents.map(\.state).filter { $0 == .superseded }.count == 3)
    }

    @Test("What a person said of a page holds when its batch is taken up again for a case that came later")
    func decisionHolds() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let late = CaseCode(rawValue: "000.00.16.H40-261118-9917")!
        let lines = [sheet, "form A", "form A SAME", "thư", "sep \(late)/TP01", "khai sinh"]
        let path = try test.batch("L1", ["1.tif": lines.joined(separator: "\n")])
        let batch = try await test.digitizer.digitize(path).batch.id
        let pages = try await test.office.ledger.read { try $0.pages(batch: batch) }
        try await decisions(test).restore(pages[2].id, by: person)
        try await decisions(test).leaveOut(pages[3].id, by: person)
        #expect(try await held(test) == [pages[1].id, pages[2].id])
        try await test.importCase(late)
        let now = TimeSource.system.now()
        #expect(try await test.office.ledger.write { try $0.enqueueBatchesWithNewPlaces(at: now) } == 1)
        _ = try await test.digitizer.digitize(path)
        #expect(try await test.waiting().isEmpty)
        let (kinds, sum) = try await test.office.ledger.read {
            (try $0.pages(batch: batch).map(\.kind), try $0.pageSum(batch: batch))
        }
        #expect(kinds == [.separator, .content, .content, .blank, .separator, .content])
        #expect(try await held(test) == [pages[1].id, pages[2].id])
        #expect(sum.seen == 6 && sum.unaccounted == 0)
    }

    @Test("The only page of a document cannot be left out")
    func onlyPage() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let pages = try await pages(["faint"], in: test)
        await #expect(throws: DecisionFault.onlyPage) {
            try await decisions(test).leaveOut(pages[1].id, by: person)
        }
        #expect(try await held(test) == [pages[1].id])
    }

    @Test("A back is blank when a page beside it explains what is seen on it, else it stays, marked")
    func backs() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let pages = try await pages(["tờ khai THICK", "faint", "giấy", "faint", "thư"], in: test)
        #expect(pages.map(\.kind) == [.separator, .content, .blank, .content, .content, .content])
        #expect(try await held(test).count == 4)
        #expect(try await test.issues().map(\.code) == [.likelyBlank])
        #expect(try await test.issues().map(\.pageIndex) == [4])
        #expect(try await test.waiting().isEmpty)
    }

    @Test("Of many copies of one form only the nearest are laid over a page")
    func bounded() async throws {
        let test = try await TestOffice()
        defer { try? test.close() }
        let pages = try await pages((0..<12).map { "form A \(String(repeating: "x", count: $0 + 1))" }, in: test)
        #expect(try await held(test).count == pages.count - 1)
        #expect(await test.recognizer.compared <= 4 * 12)
    }
}
