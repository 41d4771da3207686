extension LedgerTransaction {
    /// Finds pages of current documents, best first: exact hits before others when marks were typed, then by relevance.
    /// Any text is a valid query. Of what stands on very many pages
    /// only the newest 2,000 are ranked, and words that stand on nearly all pages do not rank.
    /// - Parameter limit: most hits, 1 to 1,000.
    public func search(_ query: SearchQuery, limit: Int = 20) throws -> [SearchHit] {
        let terms = SearchTerms(query)
        guard !terms.terms.isEmpty || terms.caseCode != nil else { return [] }
        let scope = SearchScope(caseCode: terms.caseCode, includesPast: query.includesPast)
        let found = try searchIndex.find(terms, scope: scope, limit: min(max(limit, 1), 1_000))
        return try found.map { try searchHit($0, terms.terms) }
    }

    private func searchHit(_ hit: IndexHit, _ terms: [SearchTerm]) throws -> SearchHit {
        guard
            let row = try sql.row(
                """
                SELECT d.case_code, d.component, d.state, d.fields, r.text, r.confidence
                FROM documents d JOIN document_pages dp ON dp.document_id = d.id
                    JOIN page_readings r ON r.key = dp.reading_key
                WHERE d.id = ? AND dp.ordinal = ?
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
