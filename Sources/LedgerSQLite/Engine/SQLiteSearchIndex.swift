import Dossiers
import Ledger
import VietnameseText

/// The full-text index in SQLite's FTS5.
///
/// FTS5's own folding of marks is switched off: it does not know đ. Both forms of the text are made here and stand in
/// columns of their own.
struct SQLiteSearchIndex: SearchIndex {
    let sql: any SQLSession

    func add(text: String, fields: String, document: DocumentID, case code: CaseCode, pageNumber: Int) throws {
        let entry = try sql.row(
            "INSERT INTO search_entries (document_id, page_number) VALUES (?, ?) RETURNING id",
            [SQLValue(document), SQLValue(pageNumber)])
        guard let id = try entry?.integer("id") else { throw LedgerError(.damagedRecord, "no index entry") }
        try sql.run(
            """
            INSERT INTO search_text (rowid, exact, folded, exact_fields, folded_fields, case_word)
            VALUES (?, ?, ?, ?, ?, ?)
            """, Self.row(id, text, fields, code))
    }

    /// An index without content takes a row out by being told once more what was put in. The row keeps its number: a
    /// page that is read again is not a newer one.
    func replace(
        _ old: IndexedPage, by new: IndexedPage, document: DocumentID, case code: CaseCode, pageNumber: Int
    ) throws {
        let entry = try sql.row(
            "SELECT id FROM search_entries WHERE document_id = ? AND page_number = ?",
            [SQLValue(document), SQLValue(pageNumber)])
        guard let id = try entry?.integer("id") else {
            return try add(
                text: new.text, fields: new.fields, document: document, case: code, pageNumber: pageNumber)
        }
        try sql.run(
            """
            INSERT INTO search_text (search_text, rowid, exact, folded, exact_fields, folded_fields, case_word)
            VALUES ('delete', ?, ?, ?, ?, ?, ?)
            """, Self.row(id, old.text, old.fields, code))
        try sql.run(
            """
            INSERT INTO search_text (rowid, exact, folded, exact_fields, folded_fields, case_word)
            VALUES (?, ?, ?, ?, ?, ?)
            """, Self.row(id, new.text, new.fields, code))
    }

    private static func row(_ id: Int, _ text: String, _ fields: String, _ code: CaseCode) -> [SQLValue] {
        [
            SQLValue(id), SQLValue(Folding.exact(text)), SQLValue(Folding.folded(text)),
            SQLValue(Folding.exact(fields)), SQLValue(Folding.folded(fields)), SQLValue(word(for: code)),
        ]
    }

    func removeAll() throws {
        try sql.run("DELETE FROM search_entries", [])
        try sql.run("INSERT INTO search_text (search_text) VALUES ('delete-all')", [])
    }

    func find(_ terms: SearchTerms, scope: SearchScope, limit: Int) throws -> [IndexHit] {
        let rows = try terms.terms.isEmpty ? pages(scope, limit) : matches(terms.terms, scope, limit)
        return try rows.map {
            IndexHit(
                document: try $0.parsed("document_id"), pageNumber: try $0.integer("page_number"),
                isExact: try $0.flag("is_exact"), score: try $0.real("score"))
        }
    }

    /// Most matches of an expression that are ranked, the newest ones: a word that stands on every page of a year must
    /// not make the answer take minutes.
    private static let candidates = 20_000

    private func matches(_ terms: [SearchTerm], _ scope: SearchScope, _ limit: Int) throws -> [SQLRow] {
        let exact = Self.expression(terms, marksCount: true, in: scope.caseCode)
        let loose = Self.expression(terms, marksCount: false, in: scope.caseCode)
        var found = "exact_matches AS MATERIALIZED (\(Self.ranked))"
        var all = "SELECT entry, score, 1 AS is_exact FROM exact_matches"
        var values = [SQLValue(exact)]
        if loose != exact {
            found += ", loose_matches AS MATERIALIZED (\(Self.ranked))"
            all += """
                 UNION ALL SELECT entry, score, 0 AS is_exact FROM loose_matches
                WHERE entry NOT IN (SELECT entry FROM exact_matches)
                """
            values.append(SQLValue(loose))
        }
        return try sql.rows(
            """
            WITH \(found)
            SELECT e.document_id, e.page_number, f.score, f.is_exact
            FROM (\(all)) f JOIN search_entries e ON e.id = f.entry JOIN documents d ON d.id = e.document_id
            WHERE \(Self.condition)
            ORDER BY f.is_exact DESC, f.score DESC, e.document_id, e.page_number LIMIT ?
            """, values + Self.values(scope) + [SQLValue(limit)])
    }

    /// The newest matches of an expression with their relevance. What was read as a field counts three times; bm25() is
    /// smaller for better rows, and works only straight on the index: hence the materialised CTEs.
    private static let ranked = """
        SELECT rowid AS entry, -bm25(search_text, 1.0, 1.0, 3.0, 3.0, 0.0) AS score
        FROM search_text WHERE search_text MATCH ?
        ORDER BY rowid DESC LIMIT \(candidates)
        """

    /// All pages of the documents in scope, for a query that only names a case.
    private func pages(_ scope: SearchScope, _ limit: Int) throws -> [SQLRow] {
        try sql.rows(
            """
            SELECT e.document_id, e.page_number, 0.0 AS score, 1 AS is_exact
            FROM documents d JOIN search_entries e ON e.document_id = d.id
            WHERE \(Self.condition) ORDER BY d.component, e.document_id, e.page_number LIMIT ?
            """, Self.values(scope) + [SQLValue(limit)])
    }

    private static let condition = "(? = 1 OR d.state = 'current') AND (? IS NULL OR d.case_code = ?)"

    private static func values(_ scope: SearchScope) -> [SQLValue] {
        [SQLValue(scope.includesPast), SQLValue(scope.caseCode), SQLValue(scope.caseCode)]
    }

    /// An FTS5 expression that no input can break: it is made of words that consist of letters and digits only, each
    /// phrase in quotes.
    /// - Parameters:
    ///   - marksCount: whether words that were typed with marks must be found with just these.
    ///   - code: the case in which to search.
    private static func expression(_ terms: [SearchTerm], marksCount: Bool, in code: CaseCode?) -> String {
        let scope = code.map { ["case_word : \"\(word(for: $0))\""] } ?? []
        let phrases = terms.map { term in
            let isExact = marksCount && term.hasMarks
            let words = (isExact ? term.exact : term.folded).joined(separator: " ")
            let columns = isExact ? "{exact exact_fields}" : "{folded folded_fields}"
            return "\(columns) : \"\(words)\"\(term.isPrefix ? " *" : "")"
        }
        return (scope + phrases).joined(separator: " AND ")
    }

    /// A case code as one word of the index, so that the index itself can search within a case.
    private static func word(for code: CaseCode) -> String {
        code.rawValue.lowercased().filter { $0.isLetter || $0.isNumber }
    }
}
