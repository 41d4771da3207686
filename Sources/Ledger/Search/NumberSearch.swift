import Basics
import Dossiers
import VietnameseText

/// Papers by the number that they bear: few have the same, so that what else is asked is looked at on each of them.
extension LedgerTransaction {
    /// Most papers with one number that are looked at, the newest ones.
    private static let maxNumbered = 500

    /// Pages of papers with a number that are in scope and have all words, the newest papers first.
    func pages(
        numbered number: String, _ scope: SearchScope, _ terms: [SearchTerm], _ limit: Int
    ) throws -> [IndexHit] {
        let key = PaperNumber.key(number)
        guard !key.isEmpty else { return [] }
        let bounds = scope.bounds.narrowed(to: scope.agency).condition(on: "k.agency")
        var (conditions, values) = (bounds.sql, [SQLValue(key)] + bounds.values)
        func add(_ condition: String, _ value: SQLValue) {
            conditions += " AND \(condition)"
            values.append(value)
        }
        if !scope.includesPast { conditions += " AND d.state = 'current'" }
        if let code = scope.caseCode { add("d.case_code = ?", SQLValue(code)) }
        if let days = scope.days {
            add("d.occurred_at >= ?", SQLValue(Self.start(of: days.lowerBound.daysSinceEpoch)))
            add("d.occurred_at < ?", SQLValue(Self.start(of: days.upperBound.daysSinceEpoch + 1)))
        }
        if let person = scope.person { addPerson(person, &conditions, &values) }
        let rows = try sql.rows(
            """
            SELECT d.id, p.kind FROM paper_index p
                JOIN documents d ON d.id = p.document_id
                JOIN cases k ON k.code = d.case_code
                JOIN case_versions v ON v.case_code = d.case_code AND v.superseded_at IS NULL
            WHERE p.number_key = ? AND p.number_key <> ''\(conditions)
            ORDER BY d.id DESC LIMIT \(Self.maxNumbered)
            """, values)
        let kind = scope.kind.map(ScopeWords.word(forKind:))
        let documents: [DocumentID] = try rows.compactMap { row in
            if let kind, ScopeWords.word(forKind: try row.text("kind")) != kind { return nil }
            return try row.parsed("id")
        }
        return try pages(of: documents, terms, limit)
    }

    private func addPerson(_ person: String, _ conditions: inout String, _ values: inout [SQLValue]) {
        if let number = IdentityNumber(person)?.digits {
            conditions += " AND (v.id_number = ? OR p.id_number = ?)"
            values += [SQLValue(number), SQLValue(number)]
        } else {
            conditions += " AND v.applicant_key = ?"
            values.append(SQLValue(PersonName.key(person)))
        }
    }

    private static func start(of day: Int) -> Int { day * 86_400_000 - Int(LocalTime.offset) }

    private func pages(of documents: [DocumentID], _ terms: [SearchTerm], _ limit: Int) throws -> [IndexHit] {
        var hits: [IndexHit] = []
        for document in documents {
            let rows = try sql.rows(
                """
                SELECT v.place, r.text FROM derivatives v JOIN page_readings r ON r.key = v.key
                WHERE v.document_id = ? AND v.kind = 'reading' AND v.superseded_at IS NULL ORDER BY v.place
                """, [SQLValue(document)])
            for row in rows where try terms.isEmpty || Self.has(terms, in: row.text("text")) {
                hits.append(
                    IndexHit(document: document, pageNumber: try row.integer("place") + 1, isExact: true, score: 0))
                guard hits.count < limit else { return hits }
            }
        }
        return hits
    }

    private static func has(_ terms: [SearchTerm], in text: String) -> Bool {
        let words = WordBoundaries.words(in: Folding.composed(text)).map { Folding.folded(String($0.text)) }
        return terms.allSatisfy { term in
            let last = term.folded.count - 1
            return words.indices.contains { start in
                start + last < words.count
                    && term.folded.indices.allSatisfy { place in
                        let word = words[start + place]
                        return word == term.folded[place]
                            || (place == last && term.isPrefix && word.hasPrefix(term.folded[place]))
                    }
            }
        }
    }
}
