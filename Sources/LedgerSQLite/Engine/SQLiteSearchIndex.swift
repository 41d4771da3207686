import Dossiers
import Ledger
import VietnameseText

/// The full-text index in SQLite's FTS5.
///
/// FTS5's own folding of marks is switched off: it does not know đ. Both forms of the text are made here and stand in
/// columns of their own.
struct SQLiteSearchIndex: SearchIndex {
    /// Of what is indexed and how: an index of another version is made anew when the ledger is opened. 2: words of scopes.
    static let version = 2

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

    /// Rows of the index that are counted and ranked for an answer. Words that stand on more pages than that say little
    /// about any of them, and are left out of the ranking; where nothing is left, the newest pages come first.
    private static let budget = 200_000

    private func hits(
        _ terms: [SearchTerm], marksCount: Bool, _ scope: IndexScope, _ limit: Int
    ) throws -> [IndexHit] {
        let found = try candidates(Self.expression(terms, marksCount: marksCount, in: scope), scope)
        guard let newest = found.first, let oldest = found.last else { return [] }
        let telling = try telling(terms, marksCount: marksCount)
        var scores: [Int: Double] = [:]
        if !telling.isEmpty {
            // bm25() is smaller for better rows. What was read as a field counts three times.
            let rows = try sql.rows(
                """
                SELECT rowid AS entry, -bm25(search_text, 1.0, 1.0, 3.0, 3.0, 0.0) AS score
                FROM search_text WHERE search_text MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?
                """,
                [
                    SQLValue(Self.expression(telling, marksCount: marksCount, in: scope)),
                    SQLValue(oldest.entry), SQLValue(newest.entry), SQLValue(Self.candidates * 2),
                ])
            for row in rows { scores[try row.integer("entry")] = try row.real("score") }
        }
        let ranked = found.map { (candidate: $0, score: scores[$0.entry] ?? 0) }
        let isNewestFirst = telling.isEmpty
        return ranked.sorted { a, b in
            if a.score != b.score { return a.score > b.score }
            return isNewestFirst
                ? a.candidate.entry > b.candidate.entry
                : (a.candidate.document, a.candidate.page) < (b.candidate.document, b.candidate.page)
        }.prefix(limit).map {
            IndexHit(document: $0.candidate.document, pageNumber: $0.candidate.page, isExact: true, score: $0.score)
        }
    }

    /// A page that matches.
    private struct Candidate {
        var entry: Int
        var document: DocumentID
        var page: Int
    }

    /// The newest pages in scope that match. The scope is part of the question, so that what lies outside of it takes no
    /// place.
    private func candidates(_ expression: String, _ scope: IndexScope) throws -> [Candidate] {
        // Without any word, all pages are looked at, the newest first.
        let matching = expression.isEmpty ? "" : "search_text MATCH ? AND e.id = search_text.rowid AND"
        return try sql.rows(
            """
            SELECT e.id, e.document_id, e.page_number
            FROM \(expression.isEmpty ? "" : "search_text CROSS JOIN ")search_entries e CROSS JOIN documents d
            WHERE \(matching) d.id = e.document_id\(scope.condition)
            ORDER BY \(expression.isEmpty ? "e.id" : "search_text.rowid") DESC LIMIT ?
            """,
            (expression.isEmpty ? [] : [SQLValue(expression)]) + scope.values + [SQLValue(Self.candidates)]
        ).map {
            Candidate(
                entry: try $0.integer("id"), document: try $0.parsed("document_id"),
                page: try $0.integer("page_number"))
        }
    }

    /// The terms that rank: the rarest ones that can be counted within the budget. How often a term comes is judged by its
    /// newest pages.
    private func telling(_ terms: [SearchTerm], marksCount: Bool) throws -> [SearchTerm] {
        let pages = try sql.row("SELECT MAX(id) AS last FROM search_entries", [])?.optionalInteger("last") ?? 0
        guard pages * terms.count > Self.budget else { return terms }
        let sample = 500
        let counted = try terms.map { term in
            let row = try sql.row(
                """
                SELECT COUNT(*) AS number, MIN(entry) AS oldest FROM (
                    SELECT rowid AS entry FROM search_text WHERE search_text MATCH ? ORDER BY rowid DESC LIMIT ?) newest
                """, [SQLValue(Self.expression([term], marksCount: marksCount, in: nil)), SQLValue(sample)])
            let number = try row?.integer("number") ?? 0
            guard number == sample, let oldest = try row?.optionalInteger("oldest") else { return (term, number) }
            return (term, sample * pages / (pages - oldest + 1))
        }
        var (telling, left) = ([SearchTerm](), Self.budget)
        for (term, number) in counted.sorted(by: { $0.1 < $1.1 }) where number <= left {
            telling.append(term)
            left -= number
        }
        return telling
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
