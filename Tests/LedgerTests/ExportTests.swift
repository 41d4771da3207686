import Dossiers
import Testing

@testable import Ledger

@Suite struct ExportTests {
    /// A batch with everything: a separator, two components, a blank back, a page scanned twice, a stray page.
    private func office(_ maker: LedgerMaker) async throws -> (Ledger, ScannedBatch) {
        let ledger = try maker.make()
        let batch = try await ledger.write { tx in
            try tx.openOffice()
            let batch = try tx.scan(
                ["lạc", "phân cách", "một", "", "hai", "hai (lần nữa)", "ba"], name: "Lô sáng")
            let (id, item) = (batch.record.id, HeldPages(reason: .orphanPages, pageIDs: [batch.pageID(0)]))
            var twice = batch.page(5, .duplicate, case: Office.birth, Office.form)
            twice.duplicateOf = batch.pageID(4)
            let pages = [
                batch.page(0), batch.page(1, .separator), batch.page(2, case: Office.birth, Office.form),
                batch.page(3, .blank, case: Office.birth, Office.form), batch.page(4, case: Office.birth, Office.form),
                twice, batch.page(6, case: Office.land, Office.proof),
            ]
            let issue = IssueRecord(batchID: id, fileName: "5.tif", pageIndex: 0, code: .duplicatePage, detail: "")
            try tx.replaceSplit(batch: id, pages: pages, issues: [issue], waiting: [item], at: Office.time(2))
            var draft = batch.draft(2..<5)
            draft.pages.remove(at: 1)
            _ = try tx.attach(draft, at: Office.time(2))
            _ = try tx.attach(batch.draft(6..<7, for: Office.land, Office.proof), at: Office.time(2))
            return batch
        }
        return (ledger, batch)
    }

    @Test(arguments: LedgerMaker.all)
    func everyPageButSeparatorsIsShownOnce(maker: LedgerMaker) async throws {
        let (ledger, batch) = try await office(maker)
        let rows = try await ledger.read { try $0.exportRows(batch: batch.record.id) }
        #expect(rows.documents.map(\.caseCode) == [Office.birth, Office.land, nil])
        #expect(
            rows.documents.map { $0.pages.map(\.fileName) } == [
                ["2.tif", "3.tif", "4.tif", "5.tif"], ["6.tif"], ["0.tif"],
            ])
        #expect(rows.documents[0].pages.map(\.kind) == [.content, .blank, .content, .duplicate])
        #expect(rows.documents[0].pages.map(\.text) == ["một", "", "hai", "hai (lần nữa)"])
        #expect(rows.documents[0].pages.map(\.rotation) == [.half, .half, .half, .half])
        #expect(rows.documents.map(\.batchName) == ["Lô sáng", "Lô sáng", "Lô sáng"])
        #expect(rows.documents[0].pdf != nil)
        #expect(rows.issues.map(\.batchName) == ["Lô sáng"])
        #expect(rows.issues.map(\.issue.code) == [.duplicatePage])
        #expect(try await ledger.read { try $0.exportRows() } == rows)
    }

    @Test(arguments: LedgerMaker.all)
    func aCaseShowsOnlyWhatIsItsOwn(maker: LedgerMaker) async throws {
        let (ledger, _) = try await office(maker)
        let rows = try await ledger.read { try $0.exportRows(case: Office.land) }
        #expect(rows.documents.map(\.component) == [Office.proof])
        #expect(rows.documents.flatMap(\.pages).map(\.text) == ["ba"])
        #expect(rows.issues == [])
    }

    @Test(arguments: LedgerMaker.all)
    func pagesThatAnotherBatchBroughtBeforeAreStillShown(maker: LedgerMaker) async throws {
        let (ledger, _) = try await office(maker)
        let rows = try await ledger.write { tx in
            try tx.digitize(["hai"], at: Office.time(5))
            guard let batch = try tx.batches().last else { throw LedgerError(.notFound, "") }
            return try tx.exportRows(batch: batch.id)
        }
        #expect(rows.documents.map(\.caseCode) == [Office.birth])
        #expect(rows.documents.map(\.documentID) == [nil])
        #expect(rows.documents.flatMap(\.pages).map(\.text) == ["hai"])
    }

    @Test("Page by page an export shows what it shows at once", arguments: LedgerMaker.all, [1, 100])
    func paged(maker: LedgerMaker, size: Int) async throws {
        let (ledger, _) = try await office(maker)
        try await ledger.write { tx in
            try tx.digitize(["hai"], at: Office.time(5))
            try tx.digitize(["mười", "mười một"], for: Office.land, at: Office.time(6))
        }
        let whole = try await ledger.read { try $0.exportRows() }
        let paged = try await ledger.read { tx in
            var rows = ExportRows(documents: [], issues: [], separators: [], sums: [])
            var page = try tx.exportedDocuments(after: nil, cases: size)
            while let last = page.last {
                rows.documents += page.documents
                page = try tx.exportedDocuments(after: last, cases: size)
            }
            let parts: Set<ExportPart> = [.loosePages, .issues, .separators, .sums]
            var batches = try tx.exportedBatches(after: nil, limit: size, parts: parts)
            while let last = batches.last {
                rows.documents += batches.rows.documents
                rows.issues += batches.rows.issues
                rows.separators += batches.rows.separators
                rows.sums += batches.rows.sums
                batches = try tx.exportedBatches(after: last, limit: size, parts: parts)
            }
            return rows
        }
        #expect(paged == whole)
    }
}
