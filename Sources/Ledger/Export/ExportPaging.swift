import Basics
import Dossiers

/// An export of everything, page by page: what ``LedgerTransaction/exportRows(case:batch:in:)`` gives for it at once, in
/// the same order; of some agencies, agency by agency.
///
/// Each page is read at one moment, others write between them. So that no page of paper slips through in the meantime,
/// documents are read first, then pages that no document shows, and at the end the documents that came in since
/// (``exportedDocuments(in:since:after:limit:)``).
extension LedgerTransaction {
    /// The documents of the next cases, with their pages, by case and component.
    /// - Parameters:
    ///   - scope: only cases of its agencies.
    ///   - code: the last case of the page before.
    ///   - limit: most cases.
    /// - Returns: the last case; `nil` after the last page.
    public func exportedDocuments(
        in scope: Scope = .everything, after code: CaseCode?, cases limit: Int
    ) throws -> (documents: [ExportDocument], last: CaseCode?) {
        let codes = try exportedCases(scope, after: code, limit: limit)
        guard let last = codes.last else { return ([], nil) }
        return (try exportedDocuments(of: codes), last)
    }

    /// The documents of the cases of which a document was recorded since an instant.
    /// - Parameters:
    ///   - scope: only cases of its agencies.
    ///   - instant: some minutes before the export began, since clocks may differ.
    ///   - document: the last document of the page before.
    ///   - limit: most documents that were recorded.
    /// - Returns: the last of these; `nil` after the last page.
    public func exportedDocuments(
        in scope: Scope = .everything, since instant: Instant, after document: DocumentID?, limit: Int
    ) throws -> (documents: [ExportDocument], last: DocumentID?) {
        let condition = Self.documentCondition(scope)
        let first = document?.rawValue ?? IdentifierGenerator.first(at: instant)
        let rows = try sql.rows(
            "SELECT d.id, d.case_code FROM documents d WHERE d.id > ?\(condition.sql) ORDER BY d.id LIMIT ?",
            [SQLValue(first)] + condition.values + [SQLValue(limit)])
        let codes = try Set(rows.map { try $0.parsed("case_code", as: CaseCode.self) }).sorted()
        return (try exportedDocuments(of: codes), try rows.last?.parsed("id"))
    }

    /// The next cases: of everything those that have documents, by their codes; of some agencies all of theirs, by agency
    /// and code, as the index has them.
    private func exportedCases(_ scope: Scope, after last: CaseCode?, limit: Int) throws -> [CaseCode] {
        guard let roots = scope.roots else {
            return try sql.rows(
                "SELECT DISTINCT case_code FROM documents WHERE case_code > ? ORDER BY case_code LIMIT ?",
                [SQLValue(last?.rawValue ?? ""), SQLValue(limit)]
            ).map { try $0.parsed("case_code") }
        }
        let agency = last.map { AgencyScope.key(ofAgency: $0.agency) } ?? ""
        var codes: [CaseCode] = []
        for root in roots where codes.count < limit && agency.utf8.lexicographicallyPrecedes(root.keyEnd.utf8) {
            let isBegun = agency.hasPrefix(root.key)
            let begin = isBegun ? "(agency, code) > (?, ?)" : "agency >= ?"
            let place = isBegun ? [SQLValue(agency), SQLValue(last)] : [SQLValue(root.key)]
            codes += try sql.rows(
                "SELECT code FROM cases WHERE \(begin) AND agency < ? ORDER BY agency, code LIMIT ?",
                place + [SQLValue(root.keyEnd), SQLValue(limit - codes.count)]
            ).map { try $0.parsed("code") }
        }
        return codes
    }

    private func exportedDocuments(of codes: [CaseCode]) throws -> [ExportDocument] {
        guard !codes.isEmpty else { return [] }
        let values = codes.map { SQLValue($0) }
        let among = "case_code IN (\(codes.map { _ in "?" }.joined(separator: ", ")))"
        let documents = try documents(where: "d.\(among)", values)
        let condition = """
            p.id IN (SELECT page_id FROM page_assignments WHERE \(among)
                UNION SELECT id FROM pages WHERE \(among)
                UNION SELECT dp.page_id FROM documents d JOIN document_pages dp ON dp.document_id = d.id
                    WHERE d.\(among))
            """
        var names: [BatchID: String] = [:]
        for id in Set(documents.map(\.content.batchID)) { names[id] = try batch(id)?.name }
        var builder = ExportBuilder(
            readings: try exportedReadings(where: condition, values + values + values), batchNames: names)
        for document in documents { builder.add(document) }
        for page in try pages(where: condition, values + values + values)
        where page.kind != .separator && builder.hasPlace(for: page) {
            builder.add(page)
        }
        return builder.finished()
    }

    /// What an export shows of the next batches beside documents.
    /// - Parameters:
    ///   - scope: only batches of its agencies, and of their pages those that are a matter of them.
    ///   - batch: the last batch of the page before.
    ///   - limit: most batches.
    ///   - parts: what is wanted; the rest stays empty.
    /// - Returns: the last batch; `nil` after the last page.
    public func exportedBatches(
        in scope: Scope = .everything, after batch: BatchID?, limit: Int, parts: Set<ExportPart>
    ) throws -> (rows: ExportRows, last: BatchID?) {
        var rows = ExportRows(documents: [], issues: [], separators: [], sums: [])
        let ids = try exportedBatches(scope, after: batch, limit: limit)
        for batch in try ids.compactMap({ try self.batch(BatchID(rawValue: $0)) }) {
            if parts.contains(.loosePages) { rows.documents += try loosePages(of: batch, scope) }
            if parts.contains(.issues) {
                rows.issues += try issues(batch: batch.id).map { ExportIssue(batchName: batch.name, issue: $0) }
            }
            if parts.contains(.separators) {
                let condition = Self.pageCondition(scope)
                rows.separators += try pages(
                    where: "p.batch_id = ? AND p.kind = ?\(condition.sql)",
                    [SQLValue(batch.id), SQLValue(PageRecord.Kind.separator)] + condition.values
                ).map { ExportSeparator($0, batchName: batch.name) }
            }
            if parts.contains(.sums) {
                rows.sums.append(ExportSum(batchName: batch.name, sum: try pageSum(batch: batch.id)))
            }
        }
        return (rows, ids.last.map(BatchID.init(rawValue:)))
    }

    private func exportedBatches(_ scope: Scope, after last: BatchID?, limit: Int) throws -> [String] {
        func page(_ condition: String, _ values: [SQLValue]) throws -> [String] {
            try sql.rows(
                "SELECT id FROM batches WHERE \(condition)id > ? ORDER BY id LIMIT ?",
                values + [SQLValue(last?.rawValue ?? ""), SQLValue(limit)]
            ).map { try $0.text("id") }
        }
        guard let roots = scope.roots else { return try page("", []) }
        return try merged(agencies(roots, of: "batches", where: "1 = 1"), limit: limit) {
            try page("agency = ? AND ", [SQLValue($0)])
        }
    }

    /// Pages of a batch that no document shows.
    private func loosePages(of batch: BatchRecord, _ scope: Scope) throws -> [ExportDocument] {
        let inScope = Self.pageCondition(scope)
        let (condition, values) = ("p.batch_id = ?\(inScope.sql)", [SQLValue(batch.id)] + inScope.values)
        let pages = try pages(where: condition, values).filter { $0.kind != .separator && $0.documentID == nil }
        guard !pages.isEmpty else { return [] }
        var builder = ExportBuilder(
            readings: try exportedReadings(where: condition, values), batchNames: [batch.id: batch.name])
        for document in try documents(batch: batch.id) { builder.add(document) }
        for page in pages { builder.add(page) }
        return builder.finished().filter { $0.documentID == nil }
    }
}

/// A part of what an export shows of batches.
public enum ExportPart: Hashable, Sendable {
    /// Pages that no document shows.
    case loosePages
    case issues
    case separators
    case sums
}
