import Basics
import Dossiers

extension LedgerTransaction {
    /// Records that a document serves a component of another case.
    /// - Throws: ``LedgerError/Code/notFound`` for the document, the case or its component; ``LedgerError/Code/conflict``
    ///   when the document is not in force, is revoked, belongs to that case itself, or serves the component already.
    public func link(_ draft: ReuseLink, at now: Instant) throws -> ReuseLink {
        guard let document = try document(draft.document) else {
            throw LedgerError(.notFound, "document \(draft.document)")
        }
        try requireComponent(draft.slot.component, of: draft.slot.caseCode)
        guard document.state == .current, try revocation(of: document.id) == nil else {
            throw LedgerError(.conflict, "document \(document.id) is not in force")
        }
        guard document.content.caseCode != draft.slot.caseCode else {
            throw LedgerError(.conflict, "document \(document.id) belongs to the case itself")
        }
        guard
            try !reuseLinks(serving: draft.slot.caseCode).contains(where: {
                $0.slot == draft.slot && $0.document == document.id && $0.undoing == nil
            })
        else { throw LedgerError(.conflict, "document \(document.id) serves the component already") }
        var link = draft
        link.id = newID(ReuseLink.self, at: now)
        link.linkedAt = now
        link.undoing = nil
        try sql.run(
            """
            INSERT INTO reuse_links (id, document_id, case_code, component, purpose, legal_basis, evidence, linked_at,
                linked_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                SQLValue(link.id), SQLValue(link.document), SQLValue(link.slot.caseCode),
                SQLValue(link.slot.component), SQLValue(link.purpose), SQLValue(link.legalBasis),
                SQLValue(link.evidence.map(\.rawValue).joined(separator: " ")), SQLValue(now), SQLValue(link.linkedBy),
            ])
        acts.note(.reuseChanged, link.id.rawValue, .reuseLinks, key: link.id.rawValue, at: now)
        try renewProgress(of: link.slot.caseCode)
        return link
    }

    /// Records that a document serves a component no longer: a fact of its own, the link stays.
    /// - Throws: ``LedgerError/Code/notFound``; ``LedgerError/Code/conflict`` when it was undone before.
    public func undoLink(_ id: ReuseLinkID, by person: String, reason: String, at now: Instant) throws -> ReuseLink {
        guard var link = try reuseLink(id) else { throw LedgerError(.notFound, "reuse link \(id)") }
        guard link.undoing == nil else { throw LedgerError(.conflict, "reuse link \(id) was undone before") }
        try sql.run(
            "INSERT INTO reuse_undoings (link_id, undone_at, undone_by, reason) VALUES (?, ?, ?, ?)",
            [SQLValue(id), SQLValue(now), SQLValue(person), SQLValue(reason)])
        acts.note(.reuseChanged, id.rawValue, .reuseUndoings, key: id.rawValue, at: now)
        try renewProgress(of: link.slot.caseCode)
        link.undoing = ReuseUndoing(at: now, by: person, reason: reason)
        return link
    }

    public func reuseLink(_ id: ReuseLinkID) throws -> ReuseLink? {
        try reuseLinks("l.id = ?", [SQLValue(id)]).first
    }

    /// The links of a case, undone ones too, oldest first.
    public func reuseLinks(serving code: CaseCode) throws -> [ReuseLink] {
        try reuseLinks("l.case_code = ?", [SQLValue(code)])
    }

    /// Where a document serves, and served, oldest first.
    public func reuseLinks(of document: DocumentID) throws -> [ReuseLink] {
        try reuseLinks("l.document_id = ?", [SQLValue(document)])
    }

    private func reuseLinks(_ condition: String, _ values: [SQLValue]) throws -> [ReuseLink] {
        try sql.rows(
            """
            SELECT l.*, u.undone_at, u.undone_by, u.reason
            FROM reuse_links l LEFT JOIN reuse_undoings u ON u.link_id = l.id
            WHERE \(condition) ORDER BY l.id LIMIT 1000
            """, values
        ).map { row in
            let undoing = try row.optionalInstant("undone_at").map {
                ReuseUndoing(at: $0, by: try row.text("undone_by"), reason: try row.text("reason"))
            }
            return ReuseLink(
                id: try row.parsed("id"), document: try row.parsed("document_id"),
                slot: ComponentSlot(caseCode: try row.parsed("case_code"), component: try row.parsed("component")),
                purpose: try row.text("purpose"), legalBasis: try row.text("legal_basis"),
                evidence: try row.text("evidence").split(separator: " ").compactMap {
                    ReuseEvidence(rawValue: String($0))
                },
                linkedAt: try row.instant("linked_at"), linkedBy: try row.text("linked_by"), undoing: undoing)
        }
    }

    // MARK: Revoking a paper

    /// Records that a paper holds no longer, or that it holds after all.
    /// - Parameter isRevoked: `false` to take an earlier revocation back.
    /// - Throws: ``LedgerError/Code/notFound``; ``LedgerError/Code/conflict`` when it is so already.
    public func setRevoked(
        _ isRevoked: Bool, _ document: DocumentID, by person: String, reason: String, at now: Instant
    ) throws {
        guard try self.document(document) != nil else { throw LedgerError(.notFound, "document \(document)") }
        guard try (revocation(of: document) != nil) != isRevoked else {
            throw LedgerError(.conflict, "document \(document) is \(isRevoked ? "revoked already" : "not revoked")")
        }
        let id = identifiers.next(at: now)
        try sql.run(
            """
            INSERT INTO paper_events (id, document_id, is_revoked, reason, recorded_by, recorded_at)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                SQLValue(id), SQLValue(document), SQLValue(isRevoked ? 1 : 0), SQLValue(reason), SQLValue(person),
                SQLValue(now),
            ])
        acts.note(.paperRevoked, document.rawValue, .paperEvents, key: id, at: now)
    }

    /// That a paper holds no longer; `nil` while nobody said so.
    public func revocation(of document: DocumentID) throws -> PaperRevocation? {
        let last = try sql.row(
            "SELECT * FROM paper_events WHERE document_id = ? ORDER BY id DESC LIMIT 1", [SQLValue(document)])
        guard let last, try last.integer("is_revoked") == 1 else { return nil }
        return PaperRevocation(
            by: try last.text("recorded_by"), at: try last.instant("recorded_at"), reason: try last.text("reason"))
    }
}
