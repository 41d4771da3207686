import Basics
import Dossiers
import Ledger

extension LedgerTransaction {
    /// Records which pages of a document that was made outside of its batch's work have words that are not in the PDF's
    /// text layer. What an earlier PDF of these pages lacked is taken back.
    ///
    /// - Parameters:
    ///   - unwritten: how many words, by the page's place in the document.
    ///   - pages: the document's pages in order.
    func noteUnwritten(_ unwritten: [Int: Int], of pages: [DocumentPage], batch: BatchID, at now: Instant) throws {
        let known = Dictionary(
            try self.pages(batch: batch).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let issues = unwritten.sorted { $0.key < $1.key }.compactMap { index, count -> IssueRecord? in
            guard pages.indices.contains(index), let page = known[pages[index].pageID] else { return nil }
            return IssueRecord(
                batchID: batch, fileName: page.fileName, pageIndex: page.pageIndex, code: .textLayerIncomplete,
                detail: IssueRecord.unwrittenWords(count))
        }
        try replaceIssues(
            .textLayerIncomplete, of: pages.compactMap { known[$0.pageID] }, by: issues, at: now)
    }
}

extension IssueRecord {
    /// What is told of words that are not in a PDF's text layer.
    static func unwrittenWords(_ count: Int) -> String { "\(count) words are not in the text layer" }
}
