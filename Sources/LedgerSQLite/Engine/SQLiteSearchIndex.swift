import Dossiers
import Foundation
import Ledger
import VietnameseText

/// The full-text index in SQLite's FTS5.
///
/// FTS5's own folding of marks is switched off: it does not know đ. Both forms of the text are made here and stand in
/// columns of their own.
struct SQLiteSearchIndex: SearchIndex {
    /// Of what is indexed and how: an index of another version is made anew when the ledger is opened. 2: words of scopes.
    /// 3: beginnings of words, days.
    static let version = 3

    let sql: any SQLSession

    func add(_ page: IndexedPage, document: DocumentID, pageNumber: Int) throws {
        let entry = try sql.row(
            "INSERT INTO search_entries (document_id, page_number) VALUES (?, ?) RETURNING id",
            [SQLValue(document), SQLValue(pageNumber)])
        guard let id = try entry?.integer("id") else { throw LedgerError(.damagedRecord, "no index entry") }
        try sql.run(
            """
            INSERT INTO search_text (rowid, exact, folded, exact_fields, folded_fields, case_word)
            VALUES (?, ?, ?, ?, ?, ?)
            """, Self.row(id, page))
    }

    /// An index without content takes a row out by being told once more what was put in. The row keeps its number: a
    /// page that is read again is not a newer one.
    func replace(_ old: IndexedPage, by new: IndexedPage, document: DocumentID, pageNumber: Int) throws {
        let entry = try sql.row(
            "SELECT id FROM search_entries WHERE document_id = ? AND page_number = ?",
            [SQLValue(document), SQLValue(pageNumber)])
        guard let id = try entry?.integer("id") else {
            return try add(new, document: document, pageNumber: pageNumber)
        }
        try sql.run(
            """
            INSERT INTO search_text (search_text, rowid, exact, folded, exact_fields, folded_fields, case_word)
            VALUES ('delete', ?, ?, ?, ?, ?, ?)
            """, Self.row(id, old))
        try sql.run(
            """
            INSERT INTO search_text (rowid, exact, folded, exact_fields, folded_fields, case_word)
            VALUES (?, ?, ?, ?, ?, ?)
            """, Self.row(id, new))
    }

    /// The words of the scope stand in the column that was once for the case only.
    private static func row(_ id: Int, _ page: IndexedPage) -> [SQLValue] {
        [
            SQLValue(id), SQLValue(Folding.exact(page.text)), SQLValue(Folding.folded(page.text)),
            SQLValue(Folding.exact(page.fields)), SQLValue(Folding.folded(page.fields)),
            SQLValue(page.scope.joined(separator: " ")),
        ]
    }

    func removeAll() throws {
        try sql.run("DELETE FROM search_entries", [])
        try sql.run("INSERT INTO search_text (search_text) VALUES ('delete-all')", [])
    }

    func find(_ terms: [SearchTerm], scope: IndexScope, limit: Int) throws -> [IndexHit] {
        let exact = try hits(terms, marksCount: true, scope, limit)
        let isMarked = terms.contains(where: \.hasMarks)
        guard isMarked, exact.count < limit else { return exact }
        // Those that are found with other marks come after those that are found with just these.
        let known = Set(exact.map(\.place))
        let loose = try hits(terms, marksCount: false, scope, limit + exact.count).filter {
            !known.contains($0.place)
        }
        return exact
            + loose.prefix(limit - exact.count).map { hit in
                var hit = hit
                hit.isExact = false
                return hit
            }
    }

    /// Most matches of an expression that are ranked, the newest ones in scope: a word that stands on every page of a year
    /// must not make the answer take minutes.
    private static let candidates = 2_000

    /// The newest pages in scope that match, best first. The scope is part of the question, so that what lies outside of it
    /// takes no place. Where no word tells more of one page than of another, the newest come first.
    private func hits(
        _ terms: [SearchTerm], marksCount: Bool, _ scope: IndexScope, _ limit: Int
    ) throws -> [IndexHit] {
        let expression = Self.expression(terms, marksCount: marksCount, in: scope)
        let weights = try weights(of: terms, marksCount: marksCount)
        let isRanked = weights.contains { $0 > 0 }
        // Phrases of the scope stand before those that count.
        let ofScope = scope.groups.reduce(0) { $0 + $1.count }
        let score =
            isRanked
            ? "\(SQLiteSearchScore.name)(search_text, ?\(String(repeating: ", ?", count: weights.count)))" : "0.0"
        // Without any word, all pages are looked at, the newest first.
        let (index, matching) =
            expression.isEmpty
            ? ("", "") : ("search_text CROSS JOIN ", "search_text MATCH ? AND e.id = search_text.rowid AND")
        return try sql.rows(
            """
            SELECT document_id, page_number, score FROM (
                SELECT e.id, e.document_id, e.page_number, \(score) AS score
                FROM \(index)search_entries e CROSS JOIN documents d
                WHERE \(matching) d.id = e.document_id\(scope.condition)
                ORDER BY \(expression.isEmpty ? "e.id" : "search_text.rowid") DESC LIMIT ?) newest
            ORDER BY score DESC, \(isRanked ? "document_id, page_number" : "id DESC") LIMIT ?
            """,
            (isRanked ? [SQLValue(ofScope)] + weights.map { .real($0) } : [])
                + (expression.isEmpty ? [] : [SQLValue(expression)]) + scope.values
                + [SQLValue(Self.candidates), SQLValue(limit)]
        ).map {
            IndexHit(
                document: try $0.parsed("document_id"), pageNumber: try $0.integer("page_number"), isExact: true,
                score: try $0.real("score"))
        }
    }

    /// Pages of a word that are looked at to judge on how many it stands.
    private static let sample = 500

    /// How much each term tells of a page that has it: its inverse document frequency, as BM25 has it. On how many pages
    /// a term stands is judged by its newest ones.
    private func weights(of terms: [SearchTerm], marksCount: Bool) throws -> [Double] {
        guard !terms.isEmpty else { return [] }
        let pages = try sql.row("SELECT MAX(id) AS last FROM search_entries", [])?.optionalInteger("last") ?? 0
        // What stands on most pages tells hardly anything: it decides between pages that are else alike, as long as all
        // that there are can be ranked.
        let least = pages > Self.candidates ? 0 : 1e-6
        return try terms.map { term in
            let number = Double(try count(term, marksCount: marksCount, among: pages))
            let weight = Foundation.log((Double(pages) - number + 0.5) / (number + 0.5))
            return weight > 0 ? weight : least
        }
    }

    private func count(_ term: SearchTerm, marksCount: Bool, among pages: Int) throws -> Int {
        let row = try sql.row(
            """
            SELECT COUNT(*) AS number, MIN(entry) AS oldest FROM (
                SELECT rowid AS entry FROM search_text WHERE search_text MATCH ? ORDER BY rowid DESC LIMIT ?) newest
            """, [SQLValue(Self.expression([term], marksCount: marksCount, in: nil)), SQLValue(Self.sample)])
        let number = try row?.integer("number") ?? 0
        guard number == Self.sample, let oldest = try row?.optionalInteger("oldest") else { return number }
        return Self.sample * pages / (pages - oldest + 1)
    }

    /// An FTS5 expression that no input can break: it is made of words that consist of letters and digits only, each
    /// phrase in quotes.
    /// - Parameters:
    ///   - marksCount: whether words that were typed with marks must be found with just these.
    ///   - scope: within which to search: its words are part of the question, so that the index goes through what is in
    ///     it and not through all pages.
    private static func expression(_ terms: [SearchTerm], marksCount: Bool, in scope: IndexScope?) -> String {
        let groups = (scope?.groups ?? []).map { words in
            "case_word : (\(words.map { "\"\($0)\"" }.joined(separator: " OR ")))"
        }
        let phrases = terms.map { term in
            let isExact = marksCount && term.hasMarks
            let words = (isExact ? term.exact : term.folded).joined(separator: " ")
            let columns = isExact ? "{exact exact_fields}" : "{folded folded_fields}"
            return "\(columns) : \"\(words)\"\(term.isPrefix ? " *" : "")"
        }
        return (groups + phrases).joined(separator: " AND ")
    }
}

extension IndexHit {
    /// What tells hits apart.
    fileprivate struct Place: Hashable {
        var document: DocumentID
        var page: Int
    }

    fileprivate var place: Place { Place(document: document, page: pageNumber) }
}
