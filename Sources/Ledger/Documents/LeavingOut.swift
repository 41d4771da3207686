import Basics
import Dossiers

extension LedgerTransaction {
    /// Records what a page turned out to be: one that a person leaves out of its document, or puts back.
    /// - Throws: ``LedgerError/Code/notFound``.
    public func setKind(_ kind: PageRecord.Kind, of page: PageID, at now: Instant) throws {
        guard let batch = try sql.row("SELECT batch_id FROM pages WHERE id = ?", [SQLValue(page)])?.text("batch_id")
        else { throw LedgerError(.notFound, "page \(page)") }
        acts.note(.pageKindChanged, page.rawValue, .pages, key: batch, at: now)
        try sql.run("UPDATE pages SET kind = ? WHERE id = ?", [SQLValue(kind), SQLValue(page)])
    }

    /// Puts a document in the place of those that its component holds from the same batch: its pages are more or fewer
    /// because a person said so. The earlier ones stay kept; documents of other batches stay what they are.
    /// - Throws: as ``attach(_:at:)``.
    @discardableResult
    public func putInPlace(_ draft: DocumentDraft, by person: String, at now: Instant) throws -> DocumentID {
        let earlier = try documents(case: draft.caseCode, batch: draft.batchID).filter {
            $0.content.component == draft.component && ($0.state == .current || $0.state == .candidate)
        }
        // What waited beside another still does.
        let state: DigitizedDocument.State =
            earlier.contains { $0.state == .current } || earlier.isEmpty ? .current : .candidate
        let id = try insert(draft, as: state, by: person, at: now)
        try carryCorrections(from: earlier, to: id, at: now)
        for document in earlier { try setState(.superseded, of: document.id, by: person, at: now) }
        for item in try waitingItems(batch: draft.batchID) where earlier.contains(where: { $0.id == item.documentID }) {
            acts.note(.documentAttached, item.id.rawValue, .waitingItems, key: item.id.rawValue, at: now)
            try sql.run("UPDATE waiting_items SET document_id = ? WHERE id = ?", [SQLValue(id), SQLValue(item.id)])
        }
        return id
    }
}
