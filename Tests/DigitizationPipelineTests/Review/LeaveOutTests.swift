import Basics
import DocumentModel
import Dossiers
import Ledger
import Testing
import UseCases

@testable import DigitizationPipeline

/// A page that is left out of its document and put back, however often: that is how a person takes the decision back.
@Suite("Leaving out and putting back") struct LeaveOutTests {
    private func decisions(_ office: ReviewOffice) -> Decisions {
        Decisions(office: office.test.office, recognizer: office.test.recognizer, pipeline: Pipeline())
    }

    private func current(_ office: ReviewOffice) async throws -> DigitizedDocument {
        let documents = try await office.ledger.read { try $0.documents(case: TestOffice.caseCode) }
        let current = documents.filter { $0.state == .current }
        #expect(current.count == 1)
        return try #require(current.first)
    }

    @Test("A decision is taken back and taken again; each is told, and no document is made twice")
    func again() async throws {
        let office = try await ReviewOffice()
        defer { try? office.test.close() }
        let whole = try await current(office)
        let page = whole.content.pages[1].pageID
        var parts: Set<DocumentID> = []
        for _ in 1...3 {
            try await decisions(office).leaveOut(page, by: "lan")
            let part = try await current(office)
            parts.insert(part.id)
            #expect(part.content.pages.map(\.pageID) == [whole.content.pages[0].pageID])
            #expect(try await office.findings() == [])
            try await decisions(office).restore(page, by: "hoa")
            #expect(try await current(office).id == whole.id)
            #expect(try await current(office).content == whole.content)
            #expect(try await office.findings() == [])
            #expect(try await office.hits("sao") == 1)
            let batch = whole.content.batchID
            let sum = try await office.ledger.read { try $0.pageSum(batch: batch) }
            #expect(sum.seen == 3 && sum.document == 2 && sum.unaccounted == 0)
        }
        #expect(parts.count == 1)
        let history = try await office.ledger.read { try $0.documentHistory(case: TestOffice.caseCode) }
        #expect(history.count == 1 + 3 * 4)
    }

    @Test("What was corrected before and meanwhile is in the document that comes back")
    func corrected() async throws {
        let office = try await ReviewOffice()
        defer { try? office.test.close() }
        let whole = office.document
        let page = try await office.inForce().content.pages[1].pageID
        let lan = office.review("lan")
        _ = try await lan.correct(
            whole, words: [ReviewOffice.word(1, 1, .replace("sau"))],
            fields: [FieldCorrection(.number, .set("12/QĐ")), FieldCorrection(.title, .set("Tờ khai"))], seen: 0)
        try await office.follow()
        try await decisions(office).leaveOut(page, by: "lan")
        try await office.follow()
        let part = try await current(office)
        #expect(part.content.fields[.number]?.value == "12/QĐ")
        // Meanwhile a word is corrected, and a field's correction is changed.
        let revision = try await lan.show(part.id).revision
        _ = try await lan.correct(
            part.id, words: [ReviewOffice.word(0, 2, .replace("nghĩ"))],
            fields: [FieldCorrection(.number, .set("13/QĐ"))], seen: revision)
        try await office.follow()
        try await decisions(office).restore(page, by: "lan")
        try await office.follow()
        let back = try await current(office)
        #expect(back.id == whole)
        #expect(back.content.fields[.number]?.value == "13/QĐ")
        #expect(back.content.fields[.title]?.value == "Tờ khai")
        let texts = try await office.texts(whole)
        #expect(texts.ledger == texts.pdf)
        #expect(texts.ledger[0].contains("nghĩ") && texts.ledger[1].contains("sau"))
        #expect(try await office.findings() == [])
    }

    @Test("A field's correction that was taken back meanwhile does not come back")
    func takenBack() async throws {
        let office = try await ReviewOffice()
        defer { try? office.test.close() }
        let whole = office.document
        let page = try await office.inForce().content.pages[1].pageID
        _ = try await office.review("lan").correct(
            whole, fields: [FieldCorrection(.number, .set("12/QĐ"))], seen: 0)
        try await office.follow()
        try await decisions(office).leaveOut(page, by: "lan")
        try await office.follow()
        // Whoever caused the facts of the part takes them back.
        let part = try await current(office)
        let number = try #require(
            try await office.ledger.read { try $0.corrections(of: part.id) }.last { $0.subject.field == .number })
        let now = office.clock.now
        _ = try await office.ledger.acting(as: Actor(.person, account: number.account, claimed: number.person))
            .write { try $0.undoCorrections(of: part.id, at: now) }
        try await office.follow()
        try await decisions(office).restore(page, by: "lan")
        try await office.follow()
        #expect(try await current(office).id == whole)
        #expect(try await current(office).content.fields[.number] == nil)
        #expect(try await office.findings() == [])
    }
}
