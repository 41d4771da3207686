import Dossiers

/// An export of everything, page by page: what ``LedgerTransaction/exportRows(case:batch:)`` gives for it at once, in the
/// same order. What comes in while the pages are read may be in it or not.
extension LedgerTransaction {
    /// The documents of the next cases, with their pages, by case and component.
    /// - Parameters:
    ///   - code: the last case of the page before.
    ///   - limit: most cases.
    /// - Returns: the last case; `nil` after the last page.
    public func exportedDocuments(
        after code: CaseCode?, cases limit: Int
    ) throws -> (documents: [ExportDocument], last: CaseCode?) {
        let codes = try sql.rows(
            "SELECT DISTINCT case_code FROM documents WHERE case_code > ? ORDER BY case_code LIMIT ?",
            [SQLValue(code?.rawValue ?? ""), SQLValue(limit)]
        ).map { try $0.parsed("case_code", as: CaseCode.self) }
        guard let first = codes.first, let last = codes.last else { return ([], nil) }
        let range = [SQLValue(first), SQLValue(last)]
        let documents = try documents(where: "d.case_code BETWEEN ? AND ?", range)
        let condition = """
            p.id IN (SELECT page_id FROM page_assignments WHERE case_code BETWEEN ? AND ?
                UNION SELECT id FROM pages WHERE case_code BETWEEN ? AND ?
                UNION SELECT dp.page_id FROM documents d JOIN document_pages dp ON dp.document_id = d.id
                    WHERE d.case_code BETWEEN ? AND ?)
            """
        let values = range + range + range
        var names: [BatchID: String] = [:]
        for id in Set(documents.map(\.content.batchID)) { names[id] = try batch(id)?.name }
        var builder = ExportBuilder(
            readings: try exportedReadings(where: condition, values), batchNames: names)
        for document in documents { builder.add(document) }
        for page in try pages(where: condition, values) where page.kind != .separator && builder.hasPlace(for: page) {
            builder.add(page)
        }
        return (builder.finished(), last)
    }

    /// What an export shows of the next batches beside documents.
    /// - Parameters:
    ///   - batch: the last batch of the page before.
    ///   - limit: most batches.
    ///   - parts: what is wanted; the rest stays empty.
    /// - Returns: the last batch; `nil` after the last page.
    public func exportedBatches(
        after batch: BatchID?, limit: Int, parts: Set<ExportPart>
    ) throws -> (rows: ExportRows, last: BatchID?) {
        let batches = try sql.rows(
            "SELECT * FROM batches WHERE id > ? ORDER BY id LIMIT ?",
            [SQLValue(batch?.rawValue ?? ""), SQLValue(limit)]
        ).map(batchRecord)
        var rows = ExportRows(documents: [], issues: [], separators: [], sums: [])
        for batch in batches {
            if parts.contains(.loosePages) { rows.documents += try loosePages(of: batch) }
            if parts.contains(.issues) {
                rows.issues += try issues(batch: batch.id).map { ExportIssue(batchName: batch.name, issue: $0) }
            }
            if parts.contains(.separators) {
                rows.separators += try pages(
                    where: "p.batch_id = ? AND p.kind = ?", [SQLValue(batch.id), SQLValue(PageRecord.Kind.separator)]
                ).map { ExportSeparator($0, batchName: batch.name) }
            }
            if parts.contains(.sums) {
                rows.sums.append(ExportSum(batchName: batch.name, sum: try pageSum(batch: batch.id)))
            }
        }
        return (rows, batches.last?.id)
    }

    /// Pages of a batch that no document shows.
    private func loosePages(of batch: BatchRecord) throws -> [ExportDocument] {
        let (condition, values) = ("p.batch_id = ?", [SQLValue(batch.id)])
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
