import Basics
import Dossiers

extension LedgerTransaction {
    /// Records how a batch was split. Doing it again replaces the earlier outcome and changes nothing when it is the
    /// same; what a person decided about a page stays decided.
    /// - Parameters:
    ///   - pages: all pages of the batch.
    ///   - issues: what splitting found; what ``recordIssue(_:at:)`` recorded stays.
    ///   - waiting: the pages that are held back.
    /// - Returns: the open items of the batch.
    @discardableResult
    public func replaceSplit(
        batch: BatchID, pages: [PageRecord], issues: [IssueRecord], waiting: [HeldPages], at now: Instant
    ) throws -> [WaitingItem] {
        guard pages.allSatisfy({ $0.batchID == batch }), issues.allSatisfy({ $0.batchID == batch }) else {
            throw LedgerError(.conflict, "a page or issue of another batch")
        }
        try removePages(of: batch, except: Set(pages.map(\.id)))
        for page in pages { try savePage(page, at: now) }
        try replaceSplittingIssues(issues, batch: batch, at: now)
        acts.note(.batchSplit, batch.rawValue, .pages, key: batch.rawValue, at: now)
        try replaceHeldPages(waiting, batch: batch, at: now)
        return try waitingItems(batch: batch)
    }

    /// The pages of a batch in scan order, each with the case and component to which the splitting or a person gave it.
    /// - Parameter scope: only pages of cases of its agencies, and those of no registered case when the batch is of its
    ///   agencies.
    public func pages(batch: BatchID, in scope: Scope = .everything) throws -> [PageRecord] {
        let scope = Self.pageCondition(scope)
        return try pages(where: "p.batch_id = ?\(scope.sql)", [SQLValue(batch)] + scope.values)
    }

    /// Whether a page is a matter of a scope; no for a page that there is not.
    public func hasPage(_ id: PageID, in scope: Scope) throws -> Bool {
        let scope = Self.pageCondition(scope)
        return try sql.row(
            """
            SELECT p.id FROM pages p LEFT JOIN page_assignments a ON a.page_id = p.id AND a.superseded_at IS NULL
            WHERE p.id = ?\(scope.sql)
            """, [SQLValue(id)] + scope.values) != nil
    }

    /// A condition over `pages p` and `page_assignments a`, to stand after others. The case of a page says whose it is;
    /// of a page that no registered case has it is the batch.
    static func pageCondition(_ scope: Scope) -> (sql: String, values: [SQLValue]) {
        guard scope != .everything else { return ("", []) }
        let (ofCase, ofBatch) = (scope.condition(on: "c.agency"), scope.condition(on: "b.agency"))
        let named = "c.code = COALESCE(a.case_code, p.case_code)"
        return (
            """
             AND (EXISTS (SELECT 1 FROM cases c WHERE \(named)\(ofCase.sql))
                OR (NOT EXISTS (SELECT 1 FROM cases c WHERE \(named))
                    AND EXISTS (SELECT 1 FROM batches b WHERE b.id = p.batch_id\(ofBatch.sql))))
            """, ofCase.values + ofBatch.values
        )
    }

    /// Pages that meet a condition over `pages p` and `page_assignments a`, in scan order.
    func pages(where condition: String, _ values: [SQLValue]) throws -> [PageRecord] {
        try sql.rows(
            """
            SELECT p.*, COALESCE(a.case_code, p.case_code) AS given_case,
                COALESCE(a.component, p.component) AS given_component,
                (SELECT d.id FROM document_pages dp JOIN documents d ON d.id = dp.document_id
                    WHERE dp.page_id = p.id
                    ORDER BY CASE d.state WHEN 'current' THEN 0 WHEN 'beside' THEN 1 ELSE 2 END, d.id DESC
                    LIMIT 1) AS document_id
            FROM pages p LEFT JOIN page_assignments a ON a.page_id = p.id AND a.superseded_at IS NULL
            WHERE \(condition) ORDER BY p.batch_id, p.ordinal, p.id
            """, values
        ).map(pageRecord)
    }

    private func removePages(of batch: BatchID, except kept: Set<PageID>) throws {
        let stored = try sql.rows("SELECT id FROM pages WHERE batch_id = ?", [SQLValue(batch)])
        for id in try stored.map({ try $0.parsed("id", as: PageID.self) }) where !kept.contains(id) {
            try sql.run("DELETE FROM pages WHERE id = ?", [SQLValue(id)])
        }
    }

    private func savePage(_ page: PageRecord, at now: Instant) throws {
        // What people corrected or turned is not read anew.
        let isDecided = """
            decided_reading IS NOT NULL OR EXISTS (SELECT 1 FROM corrections c WHERE c.page_id = pages.id)
            """
        try sql.run(
            """
            INSERT INTO pages (id, batch_id, file_ordinal, file_name, page_index, ordinal, kind, reading_key, rotation,
                skew, confidence, evidence, duplicate_of, case_code, component, recorded_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET ordinal = excluded.ordinal,
                kind = CASE WHEN is_kind_decided = 1 THEN kind ELSE excluded.kind END,
                reading_key = CASE WHEN \(isDecided) THEN reading_key ELSE excluded.reading_key END,
                rotation = CASE WHEN decided_reading IS NULL THEN excluded.rotation ELSE rotation END,
                skew = CASE WHEN decided_reading IS NULL THEN excluded.skew ELSE skew END,
                confidence = CASE WHEN \(isDecided) THEN confidence ELSE excluded.confidence END,
                evidence = excluded.evidence, duplicate_of = excluded.duplicate_of,
                case_code = excluded.case_code, component = excluded.component
            """,
            [
                SQLValue(page.id), SQLValue(page.batchID), SQLValue(page.fileOrdinal), SQLValue(page.fileName),
                SQLValue(page.pageIndex), SQLValue(page.ordinal), SQLValue(page.kind), SQLValue(page.readingKey),
                SQLValue(page.rotation.rawValue), SQLValue(page.skew), SQLValue(page.confidence),
                SQLValue(page.evidence), SQLValue(page.duplicateOf), SQLValue(page.caseCode),
                SQLValue(page.component), SQLValue(now),
            ])
    }

    private func pageRecord(_ row: SQLRow) throws -> PageRecord {
        PageRecord(
            id: try row.parsed("id"), batchID: try row.parsed("batch_id"),
            fileOrdinal: try row.integer("file_ordinal"), fileName: try row.text("file_name"),
            pageIndex: try row.integer("page_index"), ordinal: try row.integer("ordinal"),
            kind: try row.parsed("kind"), readingKey: try row.optionalText("reading_key"),
            rotation: try row.quarterTurn("rotation"), skew: try row.real("skew"),
            confidence: try row.optionalReal("confidence"), evidence: try row.optionalParsed("evidence"),
            duplicateOf: try row.optionalParsed("duplicate_of"),
            caseCode: try row.optionalParsed("given_case"), component: try row.optionalParsed("given_component"),
            documentID: try row.optionalParsed("document_id"))
    }
}
