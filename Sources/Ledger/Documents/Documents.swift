import Basics
import Dossiers

extension LedgerTransaction {
    /// One document.
    /// - Parameter scope: a document of a case of other agencies is as one that there is not.
    public func document(_ id: DocumentID, in scope: Scope = .everything) throws -> DigitizedDocument? {
        let scope = Self.documentCondition(scope)
        return try documents(where: "d.id = ?\(scope.sql)", [SQLValue(id)] + scope.values).first
    }

    /// A condition over `documents d`, to stand after others.
    static func documentCondition(_ scope: Scope) -> (sql: String, values: [SQLValue]) {
        guard scope != .everything else { return ("", []) }
        let ofCase = scope.condition(on: "c.agency")
        return (" AND EXISTS (SELECT 1 FROM cases c WHERE c.code = d.case_code\(ofCase.sql))", ofCase.values)
    }

    /// Documents of every state, by case and component, oldest first.
    /// - Parameters:
    ///   - code: only of this case.
    ///   - batch: only of this batch.
    ///   - scope: only of cases of its agencies.
    public func documents(
        case code: CaseCode? = nil, batch: BatchID? = nil, in scope: Scope = .everything
    ) throws -> [DigitizedDocument] {
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
        let scope = Self.documentCondition(scope)
        return try documents(where: conditions.joined(separator: " AND ") + scope.sql, values + scope.values)
    }

    func documents(where condition: String, _ values: [SQLValue]) throws -> [DigitizedDocument] {
        let derivatives = try derivativesInForce(where: condition, values)
        let pageRows = try sql.rows(
            """
            SELECT dp.* FROM document_pages dp JOIN documents d ON d.id = dp.document_id
            WHERE \(condition) ORDER BY dp.document_id, dp.ordinal
            """, values)
        var pages: [DocumentID: [DocumentPage]] = [:]
        for row in pageRows {
            let id: DocumentID = try row.parsed("document_id")
            pages[id, default: []].append(try documentPage(row, derivatives[id] ?? []))
        }
        return try sql.rows(
            "SELECT d.* FROM documents d WHERE \(condition) ORDER BY d.case_code, d.component, d.id", values
        ).map { row in
            let id: DocumentID = try row.parsed("id")
            return try document(row, id, pages: pages[id] ?? [], derivatives[id] ?? [])
        }
    }

    private func document(
        _ row: SQLRow, _ id: DocumentID, pages: [DocumentPage], _ derivatives: [Derivative]
    ) throws -> DigitizedDocument {
        guard let fields = derivatives.first(where: { $0.kind == .fields }) else {
            throw LedgerError(.damagedRecord, "document \(id) has no fields")
        }
        let pdf = derivatives.first { $0.kind == .pdf }
        var keys: DerivationKeys?
        if let fieldsKey = fields.key, let pdfKey = pdf?.key { keys = DerivationKeys(fields: fieldsKey, pdf: pdfKey) }
        let draft = DocumentDraft(
            caseCode: try row.parsed("case_code"), component: try row.parsed("component"),
            batchID: try row.parsed("batch_id"), contentDigest: try row.parsed("content_digest"),
            pdf: pdf?.artifact, signedOriginal: try row.optionalParsed("signed_original"),
            pages: pages, fields: try FieldsColumn.decode(fields.content ?? ""),
            occurredAt: try row.instant("occurred_at"), derivation: keys)
        return DigitizedDocument(
            id: id, state: try row.parsed("state"), content: draft, recordedAt: try row.instant("recorded_at"),
            frozen: Set(derivatives.filter(\.isFrozen).map(\.kind)),
            frozenPages: Set(derivatives.filter { $0.isFrozen && $0.kind == .reading }.map(\.place)))
    }

    private func documentPage(_ row: SQLRow, _ derivatives: [Derivative]) throws -> DocumentPage {
        let ordinal = try row.integer("ordinal")
        let reading = derivatives.first { $0.kind == .reading && $0.place == ordinal }
        guard let key = reading?.key else { throw LedgerError(.damagedRecord, "page \(ordinal + 1) has no reading") }
        return DocumentPage(
            pageID: try row.parsed("page_id"),
            content: PageContent(original: try row.parsed("original"), pageIndex: try row.integer("page_index")),
            readingKey: key)
    }
}
