import Basics
import Dossiers

extension LedgerTransaction {
    /// Attaches a document to its component, exactly once, together with the search index.
    ///
    /// The first document of a component becomes its current one. Pages that the component holds already change
    /// nothing. Other content is kept beside the current document, and a waiting item asks a person. Two pages are the
    /// same when they are the same page of the same original bytes. Doing it again changes nothing.
    /// - Throws: ``LedgerError/Code/notFound`` when the register does not have the case or component;
    ///   ``LedgerError/Code/conflict`` for a draft without pages, with a page twice, or with pages or readings that the
    ///   ledger does not have; ``LedgerError/Code/tooLarge``.
    public func attach(_ draft: DocumentDraft, at now: Instant) throws -> AttachOutcome {
        try check(draft)
        let held = try heldContents(draft)
        let contents = Set(draft.pages.map(\.content))
        if contents.isSubset(of: held.decided.keys), let holder = contents.min().flatMap({ held.decided[$0] }) {
            return .unchanged(holder)
        }
        if contents.isSubset(of: Set(held.decided.keys).union(held.candidate.keys)),
            let candidate = contents.sorted().lazy.compactMap({ held.candidate[$0] }).first
        {
            return .keptAsCandidate(candidate, try openItem(of: candidate))
        }
        guard try hasDocument(draft) else { return .attached(try insert(draft, as: .current, at: now)) }
        let id = try insert(draft, as: .candidate, at: now)
        let item = HeldPages(
            reason: .otherContent, pageIDs: draft.pages.map(\.pageID), proposedCase: draft.caseCode.rawValue,
            proposedComponent: draft.component.rawValue)
        return .keptAsCandidate(id, try insertWaitingItem(item, document: id, batch: draft.batchID, at: now))
    }

    /// Most pages that one document may have.
    public static var maximumPages: Int { 10_000 }

    private func check(_ draft: DocumentDraft) throws {
        guard !draft.pages.isEmpty else { throw LedgerError(.conflict, "a document without pages") }
        guard draft.pages.count <= Self.maximumPages else {
            throw LedgerError(.tooLarge, "\(draft.pages.count) pages, limit \(Self.maximumPages)")
        }
        guard Set(draft.pages.map(\.content)).count == draft.pages.count else {
            throw LedgerError(.conflict, "a document that holds a page twice")
        }
        try requireComponent(draft.component, of: draft.caseCode)
    }

    /// The page contents that a component holds, each with a document that holds it.
    private struct HeldContents {
        /// In documents that are current, or about which a person decided.
        var decided: [PageContent: DocumentID] = [:]
        /// In documents that wait beside the current one.
        var candidate: [PageContent: DocumentID] = [:]
    }

    private func heldContents(_ draft: DocumentDraft) throws -> HeldContents {
        let rows = try sql.rows(
            """
            SELECT dp.original, dp.page_index, d.id, d.state
            FROM documents d JOIN document_pages dp ON dp.document_id = d.id
            WHERE d.case_code = ? AND d.component = ?
            ORDER BY CASE d.state WHEN 'current' THEN 1 ELSE 0 END, d.id
            """, [SQLValue(draft.caseCode), SQLValue(draft.component)])
        var held = HeldContents()
        for row in rows {
            let content = PageContent(original: try row.parsed("original"), pageIndex: try row.integer("page_index"))
            let state: DigitizedDocument.State = try row.parsed("state")
            // Current ones come last and win: they are the ones to name.
            if state == .candidate {
                held.candidate[content] = try row.parsed("id")
            } else {
                held.decided[content] = try row.parsed("id")
            }
        }
        return held
    }

    private func hasDocument(_ draft: DocumentDraft) throws -> Bool {
        try sql.row(
            // Where all are superseded, their pages were moved elsewhere.
            "SELECT id FROM documents WHERE case_code = ? AND component = ? AND state <> 'superseded' LIMIT 1",
            [SQLValue(draft.caseCode), SQLValue(draft.component)]) != nil
    }

    private func openItem(of document: DocumentID) throws -> WaitingID {
        guard let row = try sql.row("SELECT id FROM waiting_items WHERE document_id = ?", [SQLValue(document)]) else {
            throw LedgerError(.damagedRecord, "document \(document) stands beside without a waiting item")
        }
        return try row.parsed("id")
    }

    func insert(
        _ draft: DocumentDraft, as state: DigitizedDocument.State, by person: String? = nil, at now: Instant
    ) throws -> DocumentID {
        try check(draft)
        let id = newID(DigitizedDocument.self, at: now)
        try sql.run(
            """
            INSERT INTO documents (id, case_code, component, batch_id, content_digest, signed_original, state,
                occurred_at, recorded_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                SQLValue(id), SQLValue(draft.caseCode), SQLValue(draft.component), SQLValue(draft.batchID),
                SQLValue(draft.contentDigest.rawValue),
                refer(to: draft.signedOriginal, as: .original, of: id.rawValue), SQLValue(state),
                SQLValue(draft.occurredAt), SQLValue(now),
            ])
        for (ordinal, page) in draft.pages.enumerated() { try insert(page, at: ordinal, of: id) }
        _ = try record(
            Self.derivatives(draft.derivatives), of: id, isNew: true, as: .documentAttached, at: now)
        acts.note(.documentAttached, id.rawValue, .documentPages, key: id.rawValue, at: now)
        try recordState(state, of: id, by: person, at: now)
        try index(draft, as: id)
        try renewReviewItem(of: id, isNew: true, at: now)
        return id
    }

    private func insert(_ page: DocumentPage, at ordinal: Int, of document: DocumentID) throws {
        try sql.run(
            """
            INSERT INTO document_pages (document_id, ordinal, page_id, original, page_index) VALUES (?, ?, ?, ?, ?)
            """,
            [
                SQLValue(document), SQLValue(ordinal), SQLValue(page.pageID), SQLValue(page.content.original.rawValue),
                SQLValue(page.content.pageIndex),
            ])
    }

    private func index(_ draft: DocumentDraft, as id: DocumentID) throws {
        for (place, page) in draft.pages.enumerated() {
            guard let reading = try pageReading(key: page.readingKey) else {
                throw LedgerError(.conflict, "a document with a page that was not read")
            }
            try searchIndex.add(
                IndexedPage(text: reading.text, place: place, of: draft), document: id, pageNumber: place + 1)
        }
    }
}
