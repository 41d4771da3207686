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

    /// Puts a document in the place of those that its component holds from the same batch: its pages are more or fewer
    /// because a person said so. The earlier ones stay kept; documents of other batches stay what they are. Where the
    /// component had a document of exactly these pages before, that one comes back: a decision was taken back.
    /// - Throws: as ``attach(_:at:)``.
    @discardableResult
    public func putInPlace(_ draft: DocumentDraft, by person: String, at now: Instant) throws -> DocumentID {
        let earlier = try documents(case: draft.caseCode, batch: draft.batchID).filter {
            $0.content.component == draft.component && ($0.state == .current || $0.state == .candidate)
        }
        // What waited beside another still does.
        let state: DigitizedDocument.State =
            earlier.contains { $0.state == .current } || earlier.isEmpty ? .current : .candidate
        let held = try holder(of: draft)
        if let held, earlier.contains(where: { $0.id == held }) { return held }
        let id: DocumentID
        if let held {
            try bringBack(held, as: state, draft, by: person, at: now)
            id = held
        } else {
            id = try insert(draft, as: state, by: person, at: now)
        }
        try carryCorrections(from: earlier, to: id, at: now)
        for document in earlier { try setState(.superseded, of: document.id, by: person, at: now) }
        for item in try waitingItems(batch: draft.batchID) where earlier.contains(where: { $0.id == item.documentID }) {
            acts.note(.documentAttached, item.id.rawValue, .waitingItems, key: item.id.rawValue, at: now)
            try sql.run("UPDATE waiting_items SET document_id = ? WHERE id = ?", [SQLValue(id), SQLValue(item.id)])
        }
        return id
    }

    /// The document that the component has of exactly these pages, of whatever state.
    private func holder(of draft: DocumentDraft) throws -> DocumentID? {
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
    private func bringBack(
        _ id: DocumentID, as state: DigitizedDocument.State, _ draft: DocumentDraft, by person: String, at now: Instant
    ) throws {
        try setState(state, of: id, by: person, at: now)
        guard try correctedDocument(id) == nil else { return }
        try replaceDerivatives(of: id, by: draft.derivatives, at: now)
    }
}
