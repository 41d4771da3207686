import Dossiers
import Ledger

/// The full-text index in PostgreSQL: a `tsvector` for each page, made by ``IndexedWords``, and a GIN index.
struct PostgresSearchIndex: SearchIndex {
    /// Of what is indexed and how.
    static let version = 2

    let sql: any SQLSession

    func add(_ page: IndexedPage, document: DocumentID, pageNumber: Int) throws {
        let entry = try sql.row(
            "INSERT INTO search_entries (document_id, page_number) VALUES (?, ?) RETURNING id",
            [SQLValue(document), SQLValue(pageNumber)])
        guard let id = try entry?.integer("id") else { throw LedgerError(.damagedRecord, "no index entry") }
        try sql.run(
            "INSERT INTO search_text (entry, words) VALUES (?, ?)",
            [SQLValue(id), SQLValue(IndexedWords.vector(of: page))])
    }

    /// The row keeps its number: a page that is read again is not a newer one.
    func replace(_ old: IndexedPage, by new: IndexedPage, document: DocumentID, pageNumber: Int) throws {
        let changed = try sql.run(
            """
            UPDATE search_text SET words = ? WHERE entry = (
                SELECT id FROM search_entries WHERE document_id = ? AND page_number = ?)
            """, [SQLValue(IndexedWords.vector(of: new)), SQLValue(document), SQLValue(pageNumber)])
        if changed == 0 { try add(new, document: document, pageNumber: pageNumber) }
    }

    func removeAll() throws {
        try sql.run("DELETE FROM search_text", [])
        try sql.run("DELETE FROM search_entries", [])
    }

    func find(_ terms: [SearchTerm], scope: IndexScope, limit: Int) throws -> [IndexHit] {
        let exact = try hits(terms, marksCount: true, scope, limit)
        let isMarked = terms.contains(where: \.hasMarks)
        guard isMarked, exact.count < limit else { return exact }
        // Those that are found with other marks come after those that are found with just these.
        let known = Set(exact.map(Place.init))
        let loose = try hits(terms, marksCount: false, scope, limit + exact.count).filter { !known.contains(Place($0)) }
        return exact
            + loose.prefix(limit - exact.count).map { hit in
                var hit = hit
                hit.isExact = false
                return hit
            }
    }

    /// Most matches that are ranked, the newest ones in scope: a word that stands on every page of a year must not make the
    /// answer take minutes.
    private static let candidates = 2_000

    private func hits(
        _ terms: [SearchTerm], marksCount: Bool, _ scope: IndexScope, _ limit: Int
    ) throws -> [IndexHit] {
        let ranking = Self.query(terms, marksCount: marksCount, in: nil)
        let matching = Self.query(terms, marksCount: marksCount, in: scope)
        // What was read as a field counts three times. Without any word the newest come first.
        let score = ranking.isEmpty ? "0.0" : "ts_rank('{0.33, 0.33, 0.33, 1.0}', found.words, ?::tsquery)"
        let order = ranking.isEmpty ? "found.id DESC" : "score DESC, found.document_id, found.page_number"
        let condition = matching.isEmpty ? "" : "t.words @@ ?::tsquery AND "
        return try sql.rows(
            """
            SELECT found.document_id, found.page_number, \(score)::float8 AS score FROM (
                SELECT e.id, e.document_id, e.page_number, t.words
                FROM search_text t JOIN search_entries e ON e.id = t.entry JOIN documents d ON d.id = e.document_id
                WHERE \(condition)1 = 1\(scope.condition)
                ORDER BY e.id DESC LIMIT ?) found
            ORDER BY \(order) LIMIT ?
            """,
            (ranking.isEmpty ? [] : [SQLValue(ranking)]) + (matching.isEmpty ? [] : [SQLValue(matching)])
                + scope.values + [SQLValue(Self.candidates), SQLValue(limit)]
        ).map {
            IndexHit(
                document: try $0.parsed("document_id"), pageNumber: try $0.integer("page_number"), isExact: true,
                score: try $0.real("score"))
        }
    }

    /// A `tsquery` that no input can break: each word is a quoted lexeme.
    /// - Parameters:
    ///   - marksCount: whether words that were typed with marks must be found with just these.
    ///   - scope: within which to search: its words are part of the question.
    private static func query(_ terms: [SearchTerm], marksCount: Bool, in scope: IndexScope?) -> String {
        let groups = (scope?.groups ?? []).map { words in
            "(\(words.map { IndexedWords.quoted("s", $0) }.joined(separator: " | ")))"
        }
        let phrases = terms.map { term in
            let isExact = marksCount && term.hasMarks
            let words = (isExact ? term.exact : term.folded).map { IndexedWords.quoted(isExact ? "e" : "f", $0) }
            return "(\(words.joined(separator: " <-> "))\(term.isPrefix ? ":*" : ""))"
        }
        return (groups + phrases).joined(separator: " & ")
    }

    /// What tells hits apart.
    private struct Place: Hashable {
        var document: DocumentID
        var page: Int

        init(_ hit: IndexHit) { (document, page) = (hit.document, hit.pageNumber) }
    }
}
