import Basics
import DocumentModel
import Dossiers

/// In which stage of a batch an issue was found; a stage that is done again replaces only its own.
enum IssueStage: String {
    case reading
    case splitting
    /// A document was made for a person, or made anew.
    case assembling
    /// A person found it.
    case reviewing
}

extension LedgerTransaction {
    /// Records an issue that was found while files are taken, inspected and read. Recording it twice changes nothing.
    public func recordIssue(_ issue: IssueRecord, at now: Instant) throws {
        try recordIssue(issue, stage: .reading, ordinal: 0, at: now)
    }

    /// Takes back what reading found wrong with a file, or one page of it, before it was read again with success. The
    /// record stays, marked as withdrawn.
    public func withdrawIssues(batch: BatchID, fileName: String, pageIndex: Int?, at now: Instant) throws {
        try sql.run(
            """
            UPDATE issues SET withdrawn_at = ?
            WHERE batch_id = ? AND file_name = ? AND page_index = ? AND stage = ? AND withdrawn_at IS NULL
            """,
            [
                SQLValue(now), SQLValue(batch), SQLValue(fileName), SQLValue(pageIndex ?? -1),
                SQLValue(IssueStage.reading),
            ])
    }

    /// What is wrong with one batch, or with all of them; each issue once, oldest first.
    public func issues(batch: BatchID? = nil) throws -> [IssueRecord] {
        let rows = try sql.rows(
            """
            SELECT batch_id, file_name, page_index, code, detail FROM issues
            WHERE withdrawn_at IS NULL \(batch == nil ? "" : "AND batch_id = ?")
            ORDER BY batch_id, recorded_at, stage, ordinal, file_name, page_index, code
            """, batch.map { [SQLValue($0)] } ?? [])
        var seen = Set<[String]>()
        return try rows.map(issueRecord).filter { issue in
            // Both stages may find the same.
            seen.insert([
                issue.batchID.rawValue, issue.fileName ?? "", String(issue.pageIndex ?? -1), issue.code.rawValue,
            ]).inserted
        }
    }

    /// Makes `issues` the ones that splitting found in a batch.
    func replaceSplittingIssues(_ issues: [IssueRecord], batch: BatchID, at now: Instant) throws {
        try sql.run(
            "UPDATE issues SET withdrawn_at = ? WHERE batch_id = ? AND stage = ? AND withdrawn_at IS NULL",
            [SQLValue(now), SQLValue(batch), SQLValue(IssueStage.splitting)])
        for (ordinal, issue) in issues.enumerated() {
            try recordIssue(issue, stage: .splitting, ordinal: ordinal, at: now)
        }
    }

    /// Makes `issues` the ones of a code that making documents found about some pages of a batch. What was found about
    /// these pages before, when the batch was divided or at another time, is marked as withdrawn.
    public func replaceIssues(
        _ code: IssueCode, of pages: [PageRecord], by issues: [IssueRecord], at now: Instant
    ) throws {
        for page in pages {
            try sql.run(
                """
                UPDATE issues SET withdrawn_at = ?
                WHERE batch_id = ? AND file_name = ? AND page_index = ? AND code = ? AND withdrawn_at IS NULL
                """,
                [
                    SQLValue(now), SQLValue(page.batchID), SQLValue(page.fileName), SQLValue(page.pageIndex),
                    SQLValue(code),
                ])
        }
        for (ordinal, issue) in issues.enumerated() where issue.code == code {
            try recordIssue(issue, stage: .assembling, ordinal: ordinal, at: now)
        }
    }

    /// Records that a person wants a page to be scanned again.
    func recordSentBack(_ issue: IssueRecord, at now: Instant) throws {
        try recordIssue(issue, stage: .reviewing, ordinal: 0, at: now)
    }

    private func recordIssue(_ issue: IssueRecord, stage: IssueStage, ordinal: Int, at now: Instant) throws {
        // Names and pages that are missing are '' and -1, since a key's columns cannot be null.
        try sql.run(
            """
            INSERT INTO issues (batch_id, file_name, page_index, code, stage, ordinal, detail, recorded_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (batch_id, file_name, page_index, code, stage)
            DO UPDATE SET withdrawn_at = NULL, ordinal = excluded.ordinal, detail = excluded.detail
            """,
            [
                SQLValue(issue.batchID), SQLValue(issue.fileName ?? ""), SQLValue(issue.pageIndex ?? -1),
                SQLValue(issue.code), SQLValue(stage), SQLValue(ordinal), SQLValue(issue.detail), SQLValue(now),
            ])
    }

    private func issueRecord(_ row: SQLRow) throws -> IssueRecord {
        let (file, page) = (try row.text("file_name"), try row.integer("page_index"))
        return IssueRecord(
            batchID: try row.parsed("batch_id"), fileName: file.isEmpty ? nil : file,
            pageIndex: page < 0 ? nil : page, code: try row.parsed("code"), detail: try row.text("detail"))
    }
}
