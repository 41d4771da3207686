import Dossiers
import Testing

@testable import Ledger

@Suite struct CaseTests {
    @Test(arguments: LedgerMaker.all)
    func importingTellsNewChangedAndUnchanged(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let (birth, land) = (Office.record(Office.birth), Office.record(Office.land))
        var changed = birth
        changed.applicant = "Nguyễn Văn Đồng"
        changed.components.removeLast()
        let later = changed
        let first = try await ledger.write { try $0.importCases([birth], at: Office.time()) }
        let again = try await ledger.write { try $0.importCases([birth], at: Office.time(5)) }
        let then = try await ledger.write { try $0.importCases([later, land], at: Office.time(10)) }
        #expect(first == CaseImportSummary(new: 1))
        #expect(again == CaseImportSummary(unchanged: 1))
        #expect(then == CaseImportSummary(new: 1, changed: 1))

        let (found, codes, history) = try await ledger.read {
            (try $0.findCase(Office.birth), try $0.caseCodes(), try $0.caseHistory(Office.birth).map(\.record))
        }
        #expect(found == later)
        #expect(codes == [Office.birth, Office.land])
        #expect(history == [birth, later])
    }

    @Test(arguments: LedgerMaker.all)
    func anUnknownCaseIsNotFound(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        #expect(try await ledger.read { try $0.findCase(Office.unknown) } == nil)
        #expect(try await ledger.read { try $0.caseStatus(Office.unknown) } == nil)
    }

    @Test(arguments: LedgerMaker.all)
    func statusFollowsTheComponents(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        func states() async throws -> [ComponentStatus.State] {
            try await ledger.read { try $0.caseStatus(Office.birth)?.components.map(\.state) ?? [] }
        }
        try await ledger.write { try $0.openOffice() }
        #expect(try await states() == [.missing, .missing])

        try await ledger.write { tx in
            let batch = try tx.scan(["trang lạc"])
            let held = HeldPages(
                reason: .undecodableSeparator, pageIDs: [batch.pageID(0)], proposedCase: Office.birth.rawValue,
                proposedComponent: Office.form.rawValue)
            try tx.replaceSplit(
                batch: batch.record.id, pages: [batch.page(0)], issues: [], waiting: [held], at: Office.time(2))
        }
        #expect(try await states() == [.waiting, .missing])

        try await ledger.write { _ = try $0.digitize(["một", "hai"]) }
        try await ledger.write { _ = try $0.digitize(["ba"], for: Office.birth, Office.proof) }
        #expect(try await states() == [.digitized, .digitized])
        let pages = try await ledger.read { try $0.caseStatus(Office.birth)?.components.map(\.pageCount) }
        #expect(pages == [2, 1])

        try await ledger.write { _ = try $0.digitize(["bốn"]) }
        #expect(try await states() == [.keptAsCandidate, .digitized])
    }

    @Test(arguments: LedgerMaker.all)
    func aComponentThatTheRulesNoLongerNameStillShowsItsDocument(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let status = try await ledger.write { tx in
            try tx.openOffice()
            try tx.digitize(["một"], for: Office.birth, Office.proof)
            var record = Office.record(Office.birth)
            record.components.removeLast()
            _ = try tx.importCases([record], at: Office.time(9))
            return try tx.caseStatus(Office.birth)
        }
        #expect(status?.components.map(\.code) == [Office.form, Office.proof])
        #expect(status?.components.last?.rule == nil)
        #expect(status?.components.last?.state == .digitized)
    }
}
