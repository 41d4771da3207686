import Basics
import Dossiers
import Ledger

/// Compares the full-text index with the texts that it was made of, in both directions.
struct PostgresSearchCheck {
    let sql: any SQLSession

    /// Pages that are read at a time.
    private static let chunk = 500

    func faults() throws -> [LedgerFault] {
        var faults = try missing() + orphans()
        var last = 0
        while faults.count < LedgerFault.maximumCount {
            let rows = try sql.rows(Self.entries, [SQLValue(last), SQLValue(Self.chunk)])
            guard let end = rows.last else { break }
            last = try end.integer("id")
            for row in rows {
                if let fault = try fault(row) { faults.append(fault) }
            }
        }
        return Array(faults.prefix(LedgerFault.maximumCount))
    }

    private func fault(_ row: SQLRow) throws -> LedgerFault? {
        let (document, number) = (try row.text("document_id"), try row.integer("page_number"))
        let name = "\(document), page \(number)"
        guard let code = try row.optionalText("case_code").flatMap(CaseCode.init),
            let text = try row.optionalText("text"),
            let fields = try row.optionalText("fields"), let scannedAt = try row.optionalInstant("occurred_at")
        else { return LedgerFault(.searchEntryOrphan, name) }
        do {
            let page = IndexedPage(
                text: text, fields: try FieldsColumn.decode(fields), place: number - 1, of: code, scannedAt: scannedAt)
            let same = try sql.row(
                "SELECT words = ?::tsvector AS same FROM search_text WHERE entry = ?",
                [SQLValue(IndexedWords.vector(of: page)), SQLValue(try row.integer("id"))])
            return try same?.flag("same") == true ? nil : LedgerFault(.searchEntryDiffers, name)
        } catch let error as LedgerError where error.code == .damagedRecord {
            return LedgerFault(.recordUnreadable, document, error.detail)
        }
    }

    private func missing() throws -> [LedgerFault] {
        try sql.rows(Self.unindexed, []).map { row in
            LedgerFault(
                .searchEntryMissing, "\(try row.text("document_id")), page \(try row.integer("ordinal") + 1)")
        }
    }

    private func orphans() throws -> [LedgerFault] {
        try sql.rows(Self.orphaned, []).map { LedgerFault(.searchEntryOrphan, "index row \(try $0.integer("entry"))") }
    }

    private static let entries = """
        SELECT e.id, e.document_id, e.page_number, d.case_code, f.content AS fields, d.occurred_at, r.text
        FROM search_entries e LEFT JOIN documents d ON d.id = e.document_id
            LEFT JOIN derivatives f ON f.document_id = d.id AND f.kind = 'fields' AND f.superseded_at IS NULL
            LEFT JOIN derivatives v ON v.document_id = d.id AND v.kind = 'reading' AND v.place = e.page_number - 1
                AND v.superseded_at IS NULL
            LEFT JOIN page_readings r ON r.key = v.key
        WHERE e.id > ? ORDER BY e.id LIMIT ?
        """

    private static let unindexed = """
        SELECT dp.document_id, dp.ordinal FROM document_pages dp
            LEFT JOIN search_entries e ON e.document_id = dp.document_id AND e.page_number = dp.ordinal + 1
        WHERE e.id IS NULL ORDER BY dp.document_id, dp.ordinal LIMIT \(LedgerFault.maximumCount)
        """

    private static let orphaned = """
        SELECT t.entry FROM search_text t LEFT JOIN search_entries e ON e.id = t.entry
        WHERE e.id IS NULL ORDER BY t.entry LIMIT \(LedgerFault.maximumCount)
        """
}
