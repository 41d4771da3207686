import DocumentModel
import Dossiers

extension LedgerTransaction {
    /// One document.
    public func document(_ id: DocumentID) throws -> DigitizedDocument? {
        try documents(where: "d.id = ?", [SQLValue(id)]).first
    }

    /// Documents of every state, by case and component, oldest first.
    /// - Parameters:
    ///   - code: only of this case.
    ///   - batch: only of this batch.
    public func documents(case code: CaseCode? = nil, batch: BatchID? = nil) throws -> [DigitizedDocument] {
        var (conditions, values): ([String], [SQLValue]) = (["1 = 1"], [])
        // Written out rather than as "? IS NULL OR …", which would keep the engine from using its indexes.
        if let code {
            conditions.append("d.case_code = ?")
            values.append(SQLValue(code))
        }
        if let batch {
            conditions.append("d.batch_id = ?")
            values.append(SQLValue(batch))
        }
        return try documents(where: conditions.joined(separator: " AND "), values)
    }

    func documents(where condition: String, _ values: [SQLValue]) throws -> [DigitizedDocument] {
        let pageRows = try sql.rows(
            """
            SELECT dp.* FROM document_pages dp JOIN documents d ON d.id = dp.document_id
            WHERE \(condition) ORDER BY dp.document_id, dp.ordinal
            """, values)
        var pages: [DocumentID: [DocumentPage]] = [:]
        for row in pageRows { pages[try row.parsed("document_id"), default: []].append(try documentPage(row)) }
        return try sql.rows(
            "SELECT d.* FROM documents d WHERE \(condition) ORDER BY d.case_code, d.component, d.id", values
        ).map { try document($0, pages: pages) }
    }

    private func document(_ row: SQLRow, pages: [DocumentID: [DocumentPage]]) throws -> DigitizedDocument {
        let id: DocumentID = try row.parsed("id")
        let draft = DocumentDraft(
            caseCode: try row.parsed("case_code"), component: try row.parsed("component"),
            batchID: try row.parsed("batch_id"), contentDigest: try row.parsed("content_digest"),
            pdf: try row.optionalParsed("pdf"), signedOriginal: try row.optionalParsed("signed_original"),
            pages: pages[id] ?? [], fields: try FieldsColumn.decode(row.text("fields")),
            occurredAt: try row.instant("occurred_at"), derivation: try row.derivationKeys())
        return DigitizedDocument(
            id: id, state: try row.parsed("state"), content: draft, recordedAt: try row.instant("recorded_at"))
    }

    private func documentPage(_ row: SQLRow) throws -> DocumentPage {
        DocumentPage(
            pageID: try row.parsed("page_id"),
            content: PageContent(original: try row.parsed("original"), pageIndex: try row.integer("page_index")),
            readingKey: try row.text("reading_key"))
    }
}
