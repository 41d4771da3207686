import Basics
import Dossiers

/// What a search brings for a page: the first hits, and what there is among all that was found.
public struct FoundPapers: Sendable {
    public var hits: [SearchHit]
    /// What is known of the hits' papers.
    public var papers: [DocumentID: FoundPaper] = [:]
    public var facets = SearchFacets()
    /// Pages that were found, at most ``LedgerTransaction/maxCounted``.
    public var total: Int
    /// Whether there may be more than were counted.
    public var isCut: Bool
}

/// What is known of a paper that was found, beside its page.
public struct FoundPaper: Hashable, Sendable {
    /// The code of its kind, as in `don_de_nghi`; empty where it is not known.
    public var kind: String
    public var number: String
    public var scannedAt: Instant
    public var applicant: String
    public var componentName: String
}

/// How many of the pages that were found are of each kind, agency and month; those with most first.
public struct SearchFacets: Hashable, Sendable {
    public struct Count: Hashable, Sendable {
        public var value: String
        public var pages: Int
    }

    /// Codes of kinds.
    public var kinds: [Count] = []
    /// Agencies as scopes name them: `H40.16`.
    public var agencies: [Count] = []
    /// As `2026-11`, the newest first.
    public var months: [Count] = []
}

extension LedgerTransaction {
    /// Most pages whose kinds, agencies and months are counted: the best, or the newest, of what was found.
    public static let maxCounted = 500

    /// Finds pages as ``search(_:limit:)`` does, with what there is among them.
    /// - Parameter limit: most hits, at most ``maxCounted``.
    public func findPapers(_ query: SearchQuery, limit: Int) throws -> FoundPapers {
        let terms = SearchTerms(query)
        let found = try indexHits(query, terms, limit: Self.maxCounted + 1)
        let counted = found.prefix(Self.maxCounted)
        let shown = counted.prefix(limit)
        var papers: [DocumentID: FoundPaper] = [:]
        for id in Set(shown.map(\.document)) { papers[id] = try foundPaper(id) }
        return FoundPapers(
            hits: try shown.map { try searchHit($0, terms.terms) }, papers: papers, facets: try facets(counted),
            total: counted.count, isCut: found.count > Self.maxCounted)
    }

    private func foundPaper(_ id: DocumentID) throws -> FoundPaper? {
        try sql.row(
            """
            SELECT d.occurred_at, p.kind, p.number, v.applicant, c.name
            FROM documents d JOIN paper_index p ON p.document_id = d.id
                JOIN case_versions v ON v.case_code = d.case_code AND v.superseded_at IS NULL
                LEFT JOIN case_components c ON c.version_id = v.id AND c.code = d.component
            WHERE d.id = ?
            """, [SQLValue(id)]
        ).map { row in
            FoundPaper(
                kind: try row.text("kind"), number: try row.text("number"), scannedAt: try row.instant("occurred_at"),
                applicant: try row.text("applicant"), componentName: try row.optionalText("name") ?? "")
        }
    }

    /// Documents that are asked for at once.
    private static let atOnce = 100

    private func facets(_ hits: some Collection<IndexHit>) throws -> SearchFacets {
        var pages: [DocumentID: Int] = [:]
        for hit in hits { pages[hit.document, default: 0] += 1 }
        let documents = Array(pages.keys)
        var (kinds, agencies, months): ([String: Int], [String: Int], [String: Int]) = ([:], [:], [:])
        for start in stride(from: 0, to: documents.count, by: Self.atOnce) {
            let part = documents[start..<min(documents.count, start + Self.atOnce)]
            let values = part + repeatElement(part[start], count: Self.atOnce - part.count)
            let marks = repeatElement("?", count: Self.atOnce).joined(separator: ", ")
            for row in try sql.rows(
                """
                SELECT d.id, d.case_code, d.occurred_at, p.kind
                FROM documents d JOIN paper_index p ON p.document_id = d.id WHERE d.id IN (\(marks))
                """, values.map { SQLValue($0) })
            {
                let number = pages[try row.parsed("id")] ?? 0
                let code: CaseCode = try row.parsed("case_code")
                kinds[try row.text("kind"), default: 0] += number
                agencies[AgencyScope(rawValue: code.agency)?.rawValue ?? code.agency, default: 0] += number
                if let day = LocalTime.day(of: try row.instant("occurred_at")) {
                    months[String(day.rawValue.prefix(7)), default: 0] += number
                }
            }
        }
        kinds[""] = nil
        return SearchFacets(
            kinds: Self.sorted(kinds), agencies: Self.sorted(agencies),
            months: months.map { SearchFacets.Count(value: $0.key, pages: $0.value) }.sorted { $0.value > $1.value })
    }

    private static func sorted(_ counts: [String: Int]) -> [SearchFacets.Count] {
        counts.map { SearchFacets.Count(value: $0.key, pages: $0.value) }
            .sorted { ($1.pages, $0.value) < ($0.pages, $1.value) }
    }
}

/// A case of a person, as the register has it.
public struct PersonCase: Hashable, Sendable {
    public var code: CaseCode
    public var procedure: String
    public var applicant: String
    public var received: Instant
}

extension LedgerTransaction {
    /// Most cases under one number or name among which is chosen: of a name that more have, none is shown.
    private static let maxOfPerson = 200

    /// Cases that the register has under an identity number or under a whole name, the newest first.
    /// - Parameter limit: most cases.
    public func cases(ofPerson person: String, in scope: Scope, limit: Int) throws -> [PersonCase] {
        let number = IdentityNumber(person)
        let key = PersonName.key(person)
        guard number != nil || !key.isEmpty else { return [] }
        let rows = try sql.rows(
            """
            SELECT v.case_code, v.procedure_name, v.applicant, v.received_at FROM case_versions v
            WHERE v.superseded_at IS NULL
                AND \(number == nil ? "v.applicant_key = ?" : "v.id_number = ? AND v.id_number <> ''") LIMIT ?
            """, [SQLValue(number?.digits ?? key), SQLValue(Self.maxOfPerson + 1)])
        guard rows.count <= Self.maxOfPerson else { return [] }
        return try rows.map {
            PersonCase(
                code: try $0.parsed("case_code"), procedure: try $0.text("procedure_name"),
                applicant: try $0.text("applicant"), received: try $0.instant("received_at"))
        }.filter { scope.covers($0.code.agency) }.sorted { ($1.received, $0.code) < ($0.received, $1.code) }
            .prefix(limit).map(\.self)
    }
}
