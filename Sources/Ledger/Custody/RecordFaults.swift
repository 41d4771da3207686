extension LedgerTransaction {
    /// What the records say about each other that cannot be true; the rules are those by which they are written.
    package func recordFaults() throws -> [LedgerFault] {
        try (RecordCheck.digitization + RecordCheck.postal).flatMap { check in
            try sql.rows("\(check.sql) LIMIT \(LedgerFault.maximumCount)", []).map {
                LedgerFault(check.code, try $0.text("subject"))
            }
        } + correctionFaults()
    }
}

/// One thing that records may say of each other and that cannot be true.
struct RecordCheck {
    var code: LedgerFault.Code
    /// Selects the `subject` of each fault.
    var sql: String
}

extension RecordCheck {
    /// What is named in a record's column and not in the table of references, by which the store is swept.
    private static let artifactUnnamed = [
        ("batch_files", "sha256"), ("page_readings", "artifact"), ("page_readings", "image_artifact"),
        ("documents", "signed_original"), ("derivatives", "artifact"), ("statements", "artifact"),
        ("leg_evidence", "artifact"),
    ].map { table, column in
        """
        SELECT t.\(column) AS subject FROM \(table) t
        WHERE t.\(column) IS NOT NULL AND NOT EXISTS (SELECT 1 FROM artifact_references a WHERE a.artifact = t.\(column))
        """
    }.joined(separator: " UNION ALL ")

    /// Who sees a record follows from what it is about.
    private static let agencyDiffers = """
        SELECT w.id AS subject FROM waiting_items w JOIN batches b ON b.id = w.batch_id
            LEFT JOIN cases c ON c.code = w.proposed_case
        WHERE w.resolved_at IS NULL AND w.agency <> COALESCE(c.agency, b.agency)
        UNION ALL
        SELECT b.id FROM breaks b JOIN parcel_versions p ON p.parcel_id = b.parcel_id
        WHERE p.superseded_at IS NULL AND b.agency <> p.agency
        """

    static let digitization = [
        RecordCheck(code: .agencyDiffers, sql: agencyDiffers),
        RecordCheck(
            code: .contentCurrentTwice,
            sql: """
                SELECT MAX(d.id) AS subject FROM documents d JOIN document_pages dp ON dp.document_id = d.id
                WHERE d.state = 'current'
                GROUP BY d.case_code, d.component, dp.original, dp.page_index HAVING COUNT(*) > 1
                """),
        RecordCheck(
            code: .componentWithoutCurrent,
            sql: """
                SELECT MIN(d.id) AS subject FROM documents d GROUP BY d.case_code, d.component
                HAVING SUM(CASE WHEN d.state = 'current' THEN 1 ELSE 0 END) = 0
                    AND SUM(CASE WHEN EXISTS (
                        SELECT 1 FROM document_pages dp JOIN page_assignments a ON a.page_id = dp.page_id
                        WHERE dp.document_id = d.id AND a.act IS NOT NULL
                            AND (a.case_code <> d.case_code OR a.component <> d.component)) THEN 1 ELSE 0 END) = 0
                """),
        RecordCheck(
            code: .pageInTwoComponents,
            sql: """
                SELECT a.page_id AS subject FROM page_assignments a
                    JOIN document_pages dp ON dp.page_id = a.page_id JOIN documents d ON d.id = dp.document_id
                WHERE a.superseded_at IS NULL AND a.act IS NOT NULL AND d.state IN ('current', 'beside')
                    AND (d.case_code <> a.case_code OR d.component <> a.component)
                """),
        RecordCheck(
            code: .documentPagesBroken,
            sql: """
                SELECT d.id AS subject FROM documents d LEFT JOIN document_pages dp ON dp.document_id = d.id
                GROUP BY d.id HAVING COUNT(dp.ordinal) = 0 OR MAX(dp.ordinal) <> COUNT(dp.ordinal) - 1
                """),
        RecordCheck(
            code: .originalDiffers,
            sql: """
                SELECT dp.page_id AS subject FROM document_pages dp JOIN pages p ON p.id = dp.page_id
                    JOIN batch_files f ON f.batch_id = p.batch_id AND f.ordinal = p.file_ordinal
                WHERE f.sha256 <> dp.original OR p.page_index <> dp.page_index
                """),
        RecordCheck(
            code: .readingMissing,
            sql: """
                SELECT p.id AS subject FROM pages p LEFT JOIN page_readings r ON r.key = p.reading_key
                WHERE p.reading_key IS NOT NULL AND r.key IS NULL
                """),
        RecordCheck(
            code: .batchFileMissing,
            sql: """
                SELECT p.id AS subject FROM pages p
                    LEFT JOIN batch_files f ON f.batch_id = p.batch_id AND f.ordinal = p.file_ordinal
                WHERE f.batch_id IS NULL
                """),
        RecordCheck(
            code: .besideWithoutQuestion,
            sql: """
                SELECT d.id AS subject FROM documents d
                    LEFT JOIN waiting_items w ON w.document_id = d.id AND w.resolved_at IS NULL
                WHERE d.state = 'beside' AND w.id IS NULL
                """),
        RecordCheck(
            code: .derivativeMissing,
            sql: """
                SELECT d.id AS subject FROM documents d
                WHERE NOT EXISTS (SELECT 1 FROM derivatives v
                    WHERE v.document_id = d.id AND v.kind = 'fields' AND v.superseded_at IS NULL)
                """),
        RecordCheck(
            code: .derivativeMissing,
            sql: """
                SELECT v.document_id AS subject FROM derivatives v
                WHERE v.superseded_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM derivatives n
                    WHERE n.document_id = v.document_id AND n.kind = v.kind AND n.place = v.place
                        AND n.superseded_at IS NULL)
                """),
        RecordCheck(
            code: .readingMissing,
            sql: """
                SELECT p.page_id AS subject FROM document_pages p
                    LEFT JOIN derivatives v ON v.document_id = p.document_id AND v.kind = 'reading'
                        AND v.place = p.ordinal AND v.superseded_at IS NULL
                    LEFT JOIN page_readings r ON r.key = v.key
                WHERE r.key IS NULL
                """),
        RecordCheck(code: .artifactUnnamed, sql: artifactUnnamed),
        RecordCheck(
            code: .versionsDiffer,
            sql: """
                SELECT v.case_code AS subject FROM case_versions v
                WHERE v.superseded_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM case_versions n
                    WHERE n.case_code = v.case_code AND n.recorded_at = v.superseded_at AND n.id <> v.id)
                """),
        RecordCheck(
            code: .versionsDiffer,
            sql: """
                SELECT c.code AS subject FROM cases c
                WHERE NOT EXISTS (SELECT 1 FROM case_versions v WHERE v.case_code = c.code AND v.superseded_at IS NULL)
                """),
        RecordCheck(
            code: .historyDiffers,
            sql: """
                SELECT d.id AS subject FROM documents d
                WHERE NOT EXISTS (SELECT 1 FROM document_history h WHERE h.document_id = d.id AND h.state = d.state)
                """),
        RecordCheck(
            code: .importUnfinished,
            sql: "SELECT id AS subject FROM case_imports WHERE decided_at IS NOT NULL AND finished_at IS NULL"),
        RecordCheck(
            code: .batchStateBroken,
            sql: """
                SELECT id AS subject FROM batches
                WHERE (state = 'finished' AND finished_at IS NULL) OR (state <> 'finished' AND finished_at IS NOT NULL)
                """),
    ]
}
