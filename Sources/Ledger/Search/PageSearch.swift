import Dossiers

extension LedgerTransaction {
    /// Finds pages of current documents, best first: exact hits before others when marks were typed, then by relevance.
    /// Any text is a valid query. Of what stands on very many pages
    /// only the newest 2,000 are ranked, and words that stand on nearly all pages do not rank.
    /// - Parameter limit: most hits, 1 to 1,000.
    public func search(_ query: SearchQuery, limit: Int = 20) throws -> [SearchHit] {
        let terms = SearchTerms(query)
        return try indexHits(query, terms, limit: limit).map { try searchHit($0, terms.terms) }
    }

    /// Where the pages are that a search finds, best first.
    func indexHits(_ query: SearchQuery, _ terms: SearchTerms, limit: Int) throws -> [IndexHit] {
        var scope = query.scope
        scope.caseCode = terms.caseCode
        guard !terms.terms.isEmpty || scope.isLimited else { return [] }
        let limit = min(max(limit, 1), 1_000)
        if let number = scope.number { return try pages(numbered: number, scope, terms.terms, limit) }
        guard let within = try indexScope(scope) else { return [] }
        if terms.terms.isEmpty, let code = scope.caseCode { return try pages(of: code, within, limit) }
        return try searchIndex.find(terms.terms, scope: within, limit: limit)
    }

    /// All pages of a case that are in scope, for a query that only names the case.
    private func pages(of code: CaseCode, _ scope: IndexScope, _ limit: Int) throws -> [IndexHit] {
        try sql.rows(
            """
            SELECT p.document_id, p.ordinal FROM documents d JOIN document_pages p ON p.document_id = d.id
            WHERE d.case_code = ?\(scope.condition) ORDER BY d.component, p.document_id, p.ordinal LIMIT ?
            """, [SQLValue(code)] + scope.values + [SQLValue(limit)]
        ).map {
            IndexHit(
                document: try $0.parsed("document_id"), pageNumber: try $0.integer("ordinal") + 1, isExact: true,
                score: 0)
        }
    }

    func searchHit(_ hit: IndexHit, _ terms: [SearchTerm]) throws -> SearchHit {
        guard
            let row = try sql.row(
                """
                SELECT d.case_code, d.component, d.state, f.content AS fields, r.text, r.confidence
                FROM documents d
                    JOIN derivatives f ON f.document_id = d.id AND f.kind = 'fields' AND f.superseded_at IS NULL
                    JOIN derivatives v ON v.document_id = d.id AND v.kind = 'reading' AND v.superseded_at IS NULL
                    JOIN page_readings r ON r.key = v.key
                WHERE d.id = ? AND v.place = ?
                """, [SQLValue(hit.document), SQLValue(hit.pageNumber - 1)])
        else { throw LedgerError(.damagedRecord, "the index names a page that is not there") }
        let fields = IndexedText.fieldText(try FieldsColumn.decode(row.text("fields")), page: hit.pageNumber - 1)
        let inText = Snippet(of: try row.text("text"), showing: terms)
        let inFields = Snippet(of: fields, showing: terms)
        let snippet = inFields.termsShown > inText.termsShown ? inFields : inText
        return SearchHit(
            caseCode: try row.parsed("case_code"), component: try row.parsed("component"), documentID: hit.document,
            state: try row.parsed("state"), pageNumber: hit.pageNumber, snippet: snippet.text,
            highlights: snippet.highlights, confidence: try row.optionalReal("confidence"), isExact: hit.isExact,
            score: hit.score)
    }
}
