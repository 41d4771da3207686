import Basics
import PostalChannel

/// Whole runs repeat each other nearly word for word. An old one is folded into those before it: an entry that the whole
/// run before had, too, stands once for both. Nothing of a run is lost: it is printed and compared as before.
extension LedgerTransaction {
    /// Whether ``compactRun(recordedBefore:limit:at:)`` would do anything.
    public func hasRunToCompact(recordedBefore instant: Instant) throws -> Bool {
        try runToCompact(recordedBefore: instant) != nil
    }

    /// Folds some entries of the oldest whole run that is not compacted into those of the whole run before it.
    /// - Parameters:
    ///   - instant: what was recorded later stays as it is.
    ///   - limit: most entries of one transaction, so that others need not wait for long.
    /// - Returns: how many entries were folded; 0 when there is no such run, or its last part was just an empty one.
    @discardableResult
    public func compactRun(recordedBefore instant: Instant, limit: Int = 4_000, at now: Instant) throws -> Int {
        guard let run = try runToCompact(recordedBefore: instant) else { return 0 }
        let keys = EntryColumns.keys(of: run.number)
        var (numbers, entries) = ([Int](), [StoredEntry]())
        try sql.forEachRow(
            "SELECT \(EntryColumns.selected) FROM run_entries e WHERE e.entry BETWEEN ? AND ? ORDER BY e.entry LIMIT ?",
            [SQLValue(keys.lowerBound), SQLValue(keys.upperBound), SQLValue(max(limit, 1))]
        ) { row in
            numbers.append(try row.integer(0))
            entries.append(try CompactedColumns.entry(row))
        }
        if let first = numbers.first, let last = numbers.last {
            try fold(entries, of: run, at: now)
            try remove(first...last, of: run, at: now)
        }
        if entries.count < max(limit, 1) {
            try sql.run(
                "UPDATE reconciliation_runs SET compacted_at = ? WHERE id = ?", [SQLValue(now), SQLValue(run.id)])
        }
        return entries.count
    }

    // MARK: Parts

    private func runToCompact(recordedBefore instant: Instant) throws -> RunRecord? {
        try sql.row(
            """
            SELECT id, recorded_at FROM reconciliation_runs WHERE is_whole = 1 AND compacted_at IS NULL
            ORDER BY number LIMIT 1
            """, []
        ).flatMap { try $0.instant("recorded_at") < instant ? run($0.parsed("id")) : nil }
    }

    /// Extends what the whole run before had as well, and adds the rest.
    private func fold(_ entries: [StoredEntry], of run: RunRecord, at now: Instant) throws {
        let known = try compactedEntries(of: wholeRun(before: run.number), like: entries)
        var (extended, new) = (SQLBatch(columns: 2), [StoredEntry]())
        for entry in entries {
            guard let number = known[entry] else {
                new.append(entry)
                continue
            }
            extended.append(run.number)
            extended.append(number)
        }
        try sql.flush("UPDATE compacted_entries SET last_run = ? WHERE entry = ?", &extended)
        guard !new.isEmpty else { return }
        let numbers = try reserve(new.count, of: .compactedEntry)
        var batch = SQLBatch(columns: CompactedColumns.count + 3)
        for (number, entry) in zip(numbers, new) {
            CompactedColumns.append(entry, number: number, run: run.number, to: &batch)
            try sql.flush(CompactedColumns.insertion, &batch, onlyWhenFull: true)
        }
        try sql.flush(CompactedColumns.insertion, &batch)
        acts.note(.runsCompacted, run.id.rawValue, .compactedEntries, range: numbers, at: now)
    }

    private func remove(_ keys: ClosedRange<Int>, of run: RunRecord, at now: Instant) throws {
        try acts.note(.runsCompacted, run.id.rawValue, removing: self.removed(keys, of: .runEntries), at: now)
        try sql.run(
            "DELETE FROM run_entries WHERE entry BETWEEN ? AND ?",
            [SQLValue(keys.lowerBound), SQLValue(keys.upperBound)])
    }

    private func wholeRun(before number: Int) throws -> Int {
        try sql.row(
            "SELECT number FROM reconciliation_runs WHERE is_whole = 1 AND number < ? ORDER BY number DESC LIMIT 1",
            [SQLValue(number)])?.integer("number") ?? 0
    }

    /// The entries that end with a run and are about the same as some others, by what they say.
    private func compactedEntries(of last: Int, like entries: [StoredEntry]) throws -> [StoredEntry: Int] {
        guard last > 0 else { return [:] }
        var known: [StoredEntry: Int] = [:]
        let query = "SELECT c.entry, \(CompactedColumns.names) FROM compacted_entries c WHERE c.last_run = ?"
        let number = [SQLValue(last)]
        func note(_ row: SQLCells) throws { known[try CompactedColumns.entry(row)] = try row.integer(0) }
        let versions = Set(entries.compactMap(\.version)).sorted().map { SQLValue($0) }
        try sql.forEachRow("\(query) AND c.parcel_version", with: number, in: versions, note)
        let lines = entries.filter { $0.version == nil }.compactMap(\.line).map { SQLValue($0) }
        try sql.forEachRow("\(query) AND c.parcel_version IS NULL AND c.line", with: number, in: lines, note)
        return known
    }
}

/// Entries in the columns of `compacted_entries`.
enum CompactedColumns {
    static let names =
        "parcel_version, line, rule, outcomes, remarks, next_parcel, next_line, is_further_line"
    static let count = 8

    static let insertion = """
        INSERT INTO compacted_entries (entry, first_run, last_run, \(names)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    static func append(_ entry: StoredEntry, number: Int, run: Int, to batch: inout SQLBatch) {
        batch.append(number)
        batch.append(run)
        batch.append(run)
        batch.append(entry.version)
        batch.append(entry.line)
        batch.append(entry.rule)
        batch.append(entry.outcomes)
        batch.append(entry.remarks)
        batch.append(entry.nextParcel)
        batch.append(entry.nextLine)
        batch.append(entry.isFurtherLine)
    }

    /// - Parameter row: with the entry's number before ``names``.
    static func entry(_ row: SQLCells) throws -> StoredEntry {
        StoredEntry(
            parcel: nil, version: try row.wholeNumber(1), line: try row.wholeNumber(2), rule: try row.integer(3),
            outcomes: try row.integer(4), remarks: try row.integer(5), nextParcel: try row.wholeNumber(6),
            nextLine: try row.wholeNumber(7), isFurtherLine: try row.flag(8))
    }
}
