import Basics
import Dossiers

extension LedgerTransaction {
    /// Records what a person found a page to be: one that is left out of its document, or put back. Splitting its batch
    /// again doesn't change that.
    /// - Throws: ``LedgerError/Code/notFound``.
    public func setKind(_ kind: PageRecord.Kind, of page: PageID, at now: Instant) throws {
        guard let batch = try sql.row("SELECT batch_id FROM pages WHERE id = ?", [SQLValue(page)])?.text("batch_id")
        else { throw LedgerError(.notFound, "page \(page)") }
        acts.note(.pageKindChanged, page.rawValue, .pages, key: batch, at: now)
        try sql.run("UPDATE pages SET kind = ?, is_kind_decided = 1 WHERE id = ?", [SQLValue(kind), SQLValue(page)])
    }

    /// The document that the component has of exactly these pages, of whatever state.
    func holder(of draft: DocumentDraft) throws -> DocumentID? {
        let row = try sql.row(
            "SELECT id FROM documents WHERE case_code = ? AND component = ? AND content_digest = ? AND batch_id = ?",
            [
                SQLValue(draft.caseCode), SQLValue(draft.component), SQLValue(draft.contentDigest.rawValue),
                SQLValue(draft.batchID),
            ])
        guard let id: DocumentID = try row?.parsed("id"), let document = try document(id) else { return nil }
        return document.content.pages.map(\.pageID) == draft.pages.map(\.pageID) ? id : nil
    }

    /// Puts a document into force again, with what was made of its pages now. One that people corrected keeps what it has
    /// until the job has it follow all facts.
    func bringBack(
        _ id: DocumentID, as state: DigitizedDocument.State, _ draft: DocumentDraft, by person: String, at now: Instant
    ) throws {
        try setState(state, of: id, by: person, at: now)
        guard try correctedDocument(id) == nil else { return }
        try replaceDerivatives(of: id, by: draft.derivatives, at: now)
    }
}
