import Basics
import PostalChannel

extension LedgerTransaction {
    /// The run that was recorded last.
    public func latestRun() throws -> RunRecord? {
        try sql.row("SELECT * FROM reconciliation_runs ORDER BY number DESC LIMIT 1", []).map(runRecord)
    }

    /// All runs, oldest first.
    public func runs() throws -> [RunRecord] {
        try sql.rows("SELECT * FROM reconciliation_runs ORDER BY number", []).map(runRecord)
    }

    /// One run.
    public func run(_ id: RunID) throws -> RunRecord? {
        try sql.row("SELECT * FROM reconciliation_runs WHERE id = ?", [SQLValue(id)]).map(runRecord)
    }

    /// The run that took this in; see ``RunBasis/digest(latest:)``.
    public func run(inputDigest digest: ContentDigest) throws -> RunRecord? {
        try sql.row("SELECT * FROM reconciliation_runs WHERE input_digest = ?", [SQLValue(digest.rawValue)]).map(
            runRecord)
    }

    /// The entries of a run, in the order of its result.
    /// - Throws: ``LedgerError/Code/notFound``.
    public func entries(of id: RunID) throws -> [RunEntry] {
        let run = try existingRun(id)
        let statements = try statementNames()
        var entries: [RunEntry] = []
        entries.reserveCapacity(run.totals.entries)
        let keys = EntryColumns.keys(of: run.number)
        let range = [SQLValue(keys.lowerBound), SQLValue(keys.upperBound)]
        let isCompacted = try run.isWhole && isCompactedInPart(run)
        guard !run.isWhole || isCompacted else {
            try sql.forEachRow(
                "SELECT \(EntryColumns.selected) FROM run_entries e WHERE e.entry BETWEEN ? AND ? ORDER BY e.entry",
                range
            ) { entries.append(try EntryColumns.entry($0, statements: statements)) }
            return entries
        }
        let source =
            isCompacted
            ? """
            (SELECT w.*, p.parcel_id FROM (
                SELECT entry, \(CompactedColumns.names) FROM run_entries WHERE entry BETWEEN ? AND ?
                UNION ALL SELECT entry, \(CompactedColumns.names) FROM compacted_entries
                    WHERE first_run <= ? AND last_run >= ?) w
                LEFT JOIN parcel_versions p ON p.version = w.parcel_version) e
            """
            : "entry_versions e WHERE e.first_run <= ? AND (e.until_run IS NULL OR e.until_run > ?)"
        var parcels: [String?] = []
        try sql.forEachRow(
            """
            SELECT e.entry, e.parcel_version, e.line, e.rule, e.outcomes, e.remarks, e.next_parcel, e.next_line,
                e.is_further_line, e.parcel_id
            FROM \(source)
            ORDER BY CASE WHEN e.parcel_id IS NULL THEN 1 ELSE 0 END, e.parcel_id, e.is_further_line, e.line
            """, (isCompacted ? range : []) + [SQLValue(run.number), SQLValue(run.number)]
        ) { row in
            entries.append(try EntryColumns.entry(row, statements: statements))
            parcels.append(try row.optionalText(EntryColumns.count))
        }
        return try inOrderOfLines(entries, ofParcels: parcels, statements)
    }

    /// Puts further lines of one parcel, and lines without one, in the order of what they say.
    private func inOrderOfLines(
        _ entries: [RunEntry], ofParcels parcels: [String?], _ statements: [Int: String]
    ) throws -> [RunEntry] {
        let numbers = Dictionary(statements.map { ($1, $0) }) { first, _ in first }
        func key(_ place: StatementLine.Place) throws -> Int {
            try LineKey.encode(statement: numbers[place.statement] ?? 0, sheet: place.sheet, row: place.row)
        }
        let looseKeys = try entries.filter { $0.isFurtherLine || $0.parcel == nil }.compactMap { try $0.line.map(key) }
        let lines = try lines(withKeys: looseKeys)
        var (sorted, start) = (entries, 0)
        while start < entries.count {
            var end = start + 1
            let isLoose = entries[start].isFurtherLine || entries[start].parcel == nil
            while isLoose, end < entries.count, parcels[end] == parcels[start] { end += 1 }
            if end - start > 1 {
                let part = try entries[start..<end].map {
                    (entry: $0, line: try $0.line.flatMap { lines[try key($0)] })
                }
                sorted.replaceSubrange(
                    start..<end,
                    with: part.sorted { a, b in
                        guard let first = a.line, let second = b.line else { return false }
                        return LineOrder.precedes(first, second)
                    }.map(\.entry))
            }
            start = end
        }
        return sorted
    }

    /// Whether entries of a whole run stand where old runs are folded into each other.
    private func isCompactedInPart(_ run: RunRecord) throws -> Bool {
        try sql.row(
            "SELECT 1 AS found FROM compacted_entries WHERE first_run <= ? AND last_run >= ? LIMIT 1",
            [SQLValue(run.number), SQLValue(run.number)]) != nil
    }

    func existingRun(_ id: RunID) throws -> RunRecord {
        guard let run = try run(id) else { throw LedgerError(.notFound, "run \(id)") }
        return run
    }

    /// Identities of the statements by number.
    func statementNames() throws -> [Int: String] {
        let rows = try sql.rows("SELECT number, id FROM statements", [])
        return Dictionary(try rows.map { (try $0.integer("number"), try $0.text("id")) }) { first, _ in first }
    }

    private func runRecord(_ row: SQLRow) throws -> RunRecord {
        let id: RunID = try row.parsed("id")
        let statements = try sql.rows(
            "SELECT statement_id FROM run_statements WHERE run_id = ? ORDER BY ordinal", [SQLValue(id)])
        var totals = RunTotals()
        totals.parcels = try row.integer("parcel_count")
        totals.lines = try row.integer("line_count")
        totals.entries = try row.integer("entry_count")
        totals.pairs = try row.integer("pair_count")
        totals.breaks = try row.integer("break_count")
        totals.ourFee = try row.dong("our_fee_sum")
        totals.ourDue = try row.dong("our_due_sum")
        totals.fee = try row.dong("fee_sum")
        totals.surcharge = try row.dong("surcharge_sum")
        totals.collected = try row.dong("collected_sum")
        totals.remitted = try row.dong("remitted_sum")
        return RunRecord(
            id: id,
            basis: RunBasis(
                rulesVersion: try row.text("rules_version"),
                cutOff: try row.optionalInteger("cut_off").map(DayColumn.decode),
                statements: try statements.map { try $0.parsed("statement_id") },
                additionalInputs: try row.text("further_input")),
            inputDigest: try row.parsed("input_digest"), totals: totals, recordedAt: try row.instant("recorded_at"),
            number: try row.integer("number"), isWhole: try row.flag("is_whole"))
    }
}
