import Basics
import Dossiers

/// A register of cases that goes into the ledger in parts, so that others can write in between.
///
/// It is gathered where nobody sees it, decided, and published. Until it is decided nothing of it counts; from then on
/// all of it does, and whoever finds it unfinished carries it to its end: no process that ends leaves half a register.
public struct CaseImport: Hashable, Sendable, Identifiable {
    public let id: Identifier<CaseImport>
    /// What publishing came to so far.
    public var summary: CaseImportSummary
    /// Batches that were enqueued for these cases.
    public var batches: Int
    public var isFinished: Bool
}

/// A part of an import that was published.
public struct PublishedCases: Hashable, Sendable {
    public var id: Identifier<CaseImport>
    public var cases: Int
    /// Whether it was the last part: what follows from the import belongs into the same transaction.
    public var isLast: Bool
}

extension LedgerTransaction {
    /// Begins to gather an import.
    public func beginCaseImport(at now: Instant) throws -> Identifier<CaseImport> {
        let id = newID(CaseImport.self, at: now)
        try sql.run("INSERT INTO case_imports (id, touched_at) VALUES (?, ?)", [SQLValue(id), SQLValue(now)])
        return id
    }

    /// Adds cases to an import that is not decided.
    /// - Parameter first: how many were gathered before.
    /// - Throws: ``LedgerError/Code/notFound`` when it was swept, for having been left alone too long.
    public func gather(
        _ cases: ArraySlice<CaseRecord>, from first: Int, into id: Identifier<CaseImport>, at now: Instant
    ) throws {
        try touch(id, "touched_at = ?", [SQLValue(now)])
        var batch = SQLBatch(columns: 3)
        let insertion = "INSERT INTO case_import_rows (import_id, ordinal, record) VALUES (?, ?, ?)"
        for (place, record) in cases.enumerated() {
            batch.append(id)
            batch.append(first + place)
            batch.append(try JSONColumn.encode(record))
            try sql.flush(insertion, &batch, onlyWhenFull: true)
        }
        try sql.flush(insertion, &batch)
    }

    /// Decides that an import counts; it is published after those that were decided before.
    public func decide(_ id: Identifier<CaseImport>, at now: Instant) throws {
        try touch(
            id, "decided_at = ?, touched_at = ?, ordinal = ?",
            [SQLValue(now), SQLValue(now), SQLValue(next(.caseImport))])
    }

    /// Whether an import is decided and not published to its end.
    public func hasDecidedCaseImport() throws -> Bool {
        try sql.row("SELECT 1 AS found FROM case_imports WHERE \(Self.isDecided) LIMIT 1", []) != nil
    }

    /// Publishes the next cases of the import that was decided first.
    /// - Returns: `nil` when there is none.
    public func publishCases(limit: Int, at now: Instant) throws -> PublishedCases? {
        let open = "SELECT id FROM case_imports WHERE \(Self.isDecided) ORDER BY ordinal LIMIT 1"
        guard let id = try sql.row(open, [])?.parsed("id", as: Identifier<CaseImport>.self) else { return nil }
        var (cases, last) = ([CaseRecord](), 0)
        try sql.forEachRow(
            "SELECT ordinal, record FROM case_import_rows WHERE import_id = ? ORDER BY ordinal LIMIT ?",
            [SQLValue(id), SQLValue(max(limit, 1))]
        ) { row in
            last = try row.integer(0)
            cases.append(try JSONColumn.decode(row.text(1)))
        }
        let summary = try importCases(cases, at: now)
        try sql.run(
            "DELETE FROM case_import_rows WHERE import_id = ? AND ordinal <= ?", [SQLValue(id), SQLValue(last)])
        let isLast =
            try sql.row("SELECT 1 AS found FROM case_import_rows WHERE import_id = ? LIMIT 1", [SQLValue(id)]) == nil
        try sql.run(
            """
            UPDATE case_imports SET new_count = new_count + ?, changed_count = changed_count + ?,
                unchanged_count = unchanged_count + ?, touched_at = ?, finished_at = ?
            WHERE id = ?
            """,
            [
                SQLValue(summary.new), SQLValue(summary.changed), SQLValue(summary.unchanged), SQLValue(now),
                SQLValue(isLast ? now : nil), SQLValue(id),
            ])
        return PublishedCases(id: id, cases: cases.count, isLast: isLast)
    }

    /// Records how many batches an import's cases were waited for by.
    public func recordBatches(_ count: Int, of id: Identifier<CaseImport>) throws {
        try sql.run("UPDATE case_imports SET batch_count = ? WHERE id = ?", [SQLValue(count), SQLValue(id)])
    }

    /// One import.
    public func caseImport(_ id: Identifier<CaseImport>) throws -> CaseImport? {
        try sql.row("SELECT * FROM case_imports WHERE id = ?", [SQLValue(id)]).map { row in
            CaseImport(
                id: try row.parsed("id"),
                summary: CaseImportSummary(
                    new: try row.integer("new_count"), changed: try row.integer("changed_count"),
                    unchanged: try row.integer("unchanged_count")),
                batches: try row.integer("batch_count"), isFinished: try row.optionalInstant("finished_at") != nil)
        }
    }

    /// Whether ``sweepCaseImports(untouchedSince:limit:)`` would do anything.
    public func hasAbandonedCaseImport(untouchedSince instant: Instant) throws -> Bool {
        try sql.row(
            "SELECT 1 AS found FROM case_imports WHERE \(Self.isAbandoned) LIMIT 1", [SQLValue(instant)]) != nil
    }

    /// Removes what was gathered of an import whose process has ended before it was decided.
    /// - Parameter limit: most rows at a time, so that others need not wait for long.
    public func sweepCaseImports(untouchedSince instant: Instant, limit: Int = 2_000) throws {
        let abandoned = "SELECT id FROM case_imports WHERE \(Self.isAbandoned) LIMIT 1"
        guard let id = try sql.row(abandoned, [SQLValue(instant)])?.text("id") else { return }
        let removed = try sql.run(
            """
            DELETE FROM case_import_rows WHERE import_id = ? AND ordinal IN
                (SELECT ordinal FROM case_import_rows WHERE import_id = ? LIMIT ?)
            """, [SQLValue(id), SQLValue(id), SQLValue(limit)])
        if removed < limit { try sql.run("DELETE FROM case_imports WHERE id = ?", [SQLValue(id)]) }
    }

    // MARK: Parts

    private static let isDecided = "decided_at IS NOT NULL AND finished_at IS NULL"
    private static let isAbandoned = "decided_at IS NULL AND finished_at IS NULL AND touched_at < ?"

    private func touch(_ id: Identifier<CaseImport>, _ changes: String, _ values: [SQLValue]) throws {
        let changed = try sql.run(
            "UPDATE case_imports SET \(changes) WHERE id = ? AND decided_at IS NULL", values + [SQLValue(id)])
        guard changed == 1 else { throw LedgerError(.notFound, "import of cases \(id)") }
    }
}
