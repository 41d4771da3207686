import DocumentModel
import Dossiers

extension LedgerTransaction {
    /// How many pages of a batch went where; costs what the batch is large.
    ///
    /// A file of which nothing could be kept counts as a page that waits: its issue says what to do. What is no scan at
    /// all is counted apart.
    public func pageSum(batch: BatchID) throws -> PageSum {
        let rows = try sql.rows(
            """
            WITH waiting AS (
                SELECT wp.page_id, MIN(CASE WHEN w.resolved_at IS NULL THEN 0 ELSE 1 END) AS is_decided
                FROM waiting_items w JOIN waiting_pages wp ON wp.waiting_id = w.id
                WHERE w.batch_id = ? AND (w.resolution IS NULL OR w.resolution <> ?) GROUP BY wp.page_id),
            strangers AS (
                SELECT DISTINCT file_name FROM issues
                WHERE batch_id = ? AND code = ? AND page_index = -1 AND withdrawn_at IS NULL)
            SELECT p.kind, p.evidence, CASE WHEN COALESCE(a.case_code, p.case_code) IS NULL THEN 0 ELSE 1 END AS is_given,
                waiting.is_decided,
                CASE WHEN p.kind = ? AND strangers.file_name IS NOT NULL THEN 1 ELSE 0 END AS is_stranger,
                COUNT(*) AS number
            FROM pages p LEFT JOIN page_assignments a ON a.page_id = p.id AND a.superseded_at IS NULL
            LEFT JOIN waiting ON waiting.page_id = p.id
            LEFT JOIN strangers ON strangers.file_name = p.file_name
            WHERE p.batch_id = ? GROUP BY 1, 2, 3, 4, 5
            """,
            [
                SQLValue(batch), SQLValue(WaitingItem.Resolution.withdrawn), SQLValue(batch),
                SQLValue(IssueCode.notAnImage), SQLValue(PageRecord.Kind.unreadable), SQLValue(batch),
            ])
        var sum = PageSum()
        for row in rows {
            let number = try row.integer("number")
            if try row.integer("is_stranger") == 1 {
                sum.otherFiles += number
                continue
            }
            let place = try place(of: row)
            sum[keyPath: place] += number
            if place == \.separator, try row.optionalText("evidence") == SeparatorEvidence.print.rawValue {
                sum.separatorByPrint += number
            }
        }
        for file in try unkeptFiles(of: batch) where file.place != nil {
            if file.fault.code == .notAnImage { sum.otherFiles += 1 } else { sum.waiting += 1 }
        }
        return sum
    }

    /// Where the pages of a row are. A page in a document may be shown to a person as well; it is in the document.
    private func place(of row: SQLRow) throws -> WritableKeyPath<PageSum, Int> {
        let kind: PageRecord.Kind = try row.parsed("kind")
        let isGiven = try row.integer("is_given") == 1
        switch kind {
        case .separator: return \.separator
        case .duplicate: return \.repeated
        case .blank where isGiven: return \.blank
        case .content where isGiven, .unreadable where isGiven: return \.document
        default: break
        }
        switch try row.optionalInteger("is_decided") {
        case 0: return \.waiting
        case 1: return \.settled
        default: return kind == .blank ? \.blank : \.unaccounted
        }
    }
}
