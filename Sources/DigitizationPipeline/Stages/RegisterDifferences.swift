import Basics
import DocumentModel
import Dossiers
import Ledger

extension LedgerTransaction {
    /// Records on which pages of a document fields stand that contradict the case register: items of their own, beside the
    /// field's place in the review queue. What was told of an earlier reading of these pages is taken back.
    func noteRegisterDifferences(
        _ fields: DocumentFields, of pages: [DocumentPage], batch: BatchID, at now: Instant
    ) throws {
        let known = Dictionary(
            try self.pages(batch: batch).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let issues = IssueRecord.registerDifferences(in: fields).compactMap { index, detail -> IssueRecord? in
            guard pages.indices.contains(index), let page = known[pages[index].pageID] else { return nil }
            return IssueRecord(
                batchID: batch, fileName: page.fileName, pageIndex: page.pageIndex, code: .registerDiffers,
                detail: detail)
        }
        try replaceIssues(.registerDiffers, of: pages.compactMap { known[$0.pageID] }, by: issues, at: now)
    }
}

extension IssueRecord {
    /// What is told of fields that contradict the register, by the page's place in the document: their names, since the
    /// values are a person's.
    static func registerDifferences(in fields: DocumentFields) -> [(page: Int, detail: String)] {
        let differing = FieldName.allCases.filter { fields[$0]?.contradictsRegister == true }
        return Dictionary(grouping: differing) { fields[$0]?.page ?? 0 }.sorted { $0.key < $1.key }.map {
            ($0.key, $0.value.map(\.rawValue).joined(separator: ", "))
        }
    }
}
