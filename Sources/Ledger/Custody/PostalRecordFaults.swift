/// What the records of the postal channel say about each other that cannot be true.
extension RecordCheck {
    static let postal = [
        RecordCheck(
            code: .statementTotalsDiffer,
            sql: """
                SELECT s.id AS subject FROM statements s
                    LEFT JOIN (SELECT line / \(LineKey.rowsOfStatement) AS number, COUNT(*) AS lines,
                        SUM(COALESCE(fee, 0)) AS fee, SUM(COALESCE(surcharge, 0)) AS surcharge,
                        SUM(COALESCE(collected, 0)) AS collected, SUM(COALESCE(remitted, 0)) AS remitted
                        FROM statement_lines GROUP BY line / \(LineKey.rowsOfStatement)) l ON l.number = s.number
                    LEFT JOIN (SELECT line / \(LineKey.rowsOfStatement) AS number, COUNT(*) AS lines
                        FROM statement_left_out GROUP BY line / \(LineKey.rowsOfStatement)) o ON o.number = s.number
                WHERE COALESCE(l.lines, 0) <> s.line_count OR COALESCE(l.fee, 0) <> s.fee_sum
                    OR COALESCE(l.surcharge, 0) <> s.surcharge_sum OR COALESCE(l.collected, 0) <> s.collected_sum
                    OR COALESCE(l.remitted, 0) <> s.remitted_sum OR COALESCE(o.lines, 0) <> s.left_out_count
                """),
        RecordCheck(
            code: .statementSuccessorMissing,
            sql: """
                SELECT s.id AS subject FROM statements s
                WHERE s.state = 'superseded' AND (s.superseded_by IS NOT NULL OR s.answered_by IS NULL) AND NOT EXISTS
                    (SELECT 1 FROM statements n
                    WHERE n.id = s.superseded_by AND n.id <> s.id AND n.state IN ('complete', 'superseded'))
                """),
        RecordCheck(
            code: .runEntriesDiffer,
            sql: """
                SELECT r.id AS subject FROM reconciliation_runs r
                    LEFT JOIN (SELECT entry / 4294967296 AS number, COUNT(*) AS entries FROM run_entries
                        GROUP BY entry / 4294967296) e ON e.number = r.number
                WHERE r.is_whole = 1 AND r.entry_count <> COALESCE(e.entries, 0) + (
                    SELECT COUNT(*) FROM compacted_entries c WHERE c.first_run <= r.number AND c.last_run >= r.number)
                """),
        RecordCheck(
            code: .runEntriesDiffer,
            sql: """
                SELECT r.id AS subject FROM reconciliation_runs r
                WHERE r.number = (SELECT MAX(number) FROM reconciliation_runs WHERE is_whole = 0)
                    AND r.entry_count <> (SELECT COUNT(*) FROM entry_versions WHERE until_run IS NULL)
                """),
        RecordCheck(
            code: .runEntriesDiffer,
            sql: """
                SELECT CAST(e.entry AS TEXT) AS subject FROM entry_versions e
                    LEFT JOIN parcel_versions p ON p.version = e.parcel_version
                    LEFT JOIN statement_lines l ON l.line = e.line
                WHERE (e.parcel_version IS NOT NULL AND p.version IS NULL) OR (e.line IS NOT NULL AND l.line IS NULL)
                """),
        RecordCheck(
            code: .runEntriesDiffer,
            sql: """
                SELECT p.parcel_id AS subject FROM parcel_versions p
                WHERE p.superseded_at IS NULL
                    AND NOT EXISTS (SELECT 1 FROM open_parcels o WHERE o.parcel_id = p.parcel_id)
                    AND NOT EXISTS (SELECT 1 FROM seals s WHERE s.parcel_id = p.parcel_id)
                """),
        RecordCheck(
            code: .runEntriesDiffer,
            sql: """
                SELECT CAST(e.entry AS TEXT) AS subject FROM run_entries e
                    LEFT JOIN parcel_versions p ON p.version = e.parcel_version
                    LEFT JOIN statement_lines l ON l.line = e.line
                WHERE (e.parcel_version IS NOT NULL AND p.version IS NULL) OR (e.line IS NOT NULL AND l.line IS NULL)
                """),
        RecordCheck(
            code: .legsNotFollowed,
            sql: "SELECT id AS subject FROM reconciliation_runs WHERE legs_followed_at IS NULL"),
        RecordCheck(
            code: .parcelKeyMissing,
            sql: """
                SELECT p.parcel_id AS subject FROM parcel_versions p
                WHERE p.tracking <> '' AND NOT EXISTS
                    (SELECT 1 FROM parcel_keys k WHERE k.key = p.tracking AND k.version = p.version)
                """),
        RecordCheck(
            code: .versionsDiffer,
            sql: """
                SELECT v.parcel_id AS subject FROM (
                    SELECT parcel_id, recorded_at, superseded_at,
                        LEAD(recorded_at) OVER (PARTITION BY parcel_id ORDER BY version) AS next
                    FROM parcel_versions) v
                WHERE (v.superseded_at IS NULL) <> (v.next IS NULL)
                    OR v.superseded_at <> CASE WHEN v.next > v.recorded_at THEN v.next ELSE v.recorded_at END
                """),
        RecordCheck(
            code: .breakHistoryDiffers,
            sql: """
                SELECT b.id AS subject FROM breaks b
                WHERE NOT EXISTS (SELECT 1 FROM break_events e WHERE e.break_id = b.id AND e.kind = 'opened')
                """),
        RecordCheck(
            code: .handoverListNumberMissing,
            sql: """
                SELECT MAX(number) AS subject FROM manifests GROUP BY office, year HAVING MAX(sequence) <> COUNT(*)
                """),
        RecordCheck(
            code: .itemCodesDiffer,
            sql: """
                SELECT r.id AS subject FROM item_code_ranges r
                    LEFT JOIN item_code_leases l ON l.range_id = r.id
                GROUP BY r.id, r.next_serial, r.last_serial
                HAVING MAX(COALESCE(l.serial, r.next_serial - 1)) <> r.next_serial - 1
                """),
    ]
}
