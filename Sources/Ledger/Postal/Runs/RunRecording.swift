import Basics
import PostalChannel

extension LedgerTransaction {
    /// Records what came of a reconciliation. A run with the same input is recognized, and nothing is recorded again.
    /// - Parameters:
    ///   - result: its parcels are those of `parcels`, in the same order.
    ///   - parcels: what ``registeredParcels()`` gave, or a window has.
    ///   - sealed: what is left out of the result because it is settled, and stays as it is.
    ///   - changes: what ``changes(of:parcels:basis:)`` found while others wrote; found anew when another run was recorded since.
    /// - Throws: ``LedgerError/Code/periodClosed`` when the cut-off is a closed day; ``LedgerError/Code/notFound`` for a
    ///   statement that is not there; ``LedgerError/Code/conflict`` when parcels or lines are not the result's.
    public func recordRun(
        _ result: ReconciliationResult, parcels: RegisteredParcels, basis: RunBasis,
        sealed: SealedTotals = SealedTotals(), changes: RunChanges? = nil, at now: Instant
    ) throws -> RecordedRun {
        guard result.input.parcels.count == parcels.versions.count, var digest = basis.digest(latest: parcels.latest)
        else { throw LedgerError(.conflict, "the result is of other parcels") }
        if let known = try run(inputDigest: digest) {
            let last = try runOfChanges(before: .max)
            if known.isWhole || known.number == last?.number { return RecordedRun(run: known, wasKnown: true) }
            // All is as it was once, but not as it was last: it is a run of its own, told by the one before it.
            if let last, let before = try runOfChanges(before: last.number),
                last.inputDigest == basis.digest(latest: parcels.latest, after: before.number)
            {
                return RecordedRun(run: last, wasKnown: true)
            }
            digest = basis.digest(latest: parcels.latest, after: last?.number) ?? digest
        }
        if let cutOff = basis.cutOff { try closedDays().check(cutOff...cutOff) }
        let statements = try Dictionary(statementNames().map { ($1, $0) }) { first, _ in first }
        if let unknown = basis.statements.first(where: { statements[$0.rawValue] == nil }) {
            throw LedgerError(.notFound, "statement \(unknown)")
        }
        var totals = RunTotals(result)
        totals.add(sealed.run)
        let run = try insertRun(basis, digest, totals, at: now)
        if run.isWhole {
            try insert(try Self.stored(result, parcels.versions, statements), run: run)
        } else if let changes, try changes.since == lastRunOfChanges(before: run.number) {
            try record(changes, of: run)
        } else {
            try record(try self.changes(of: result, parcels: parcels), of: run)
        }
        return RecordedRun(run: run, wasKnown: false)
    }

    /// In what a result differs from the run before it, to be worked out while others write and recorded with the run;
    /// `nil` when the same was reconciled before.
    public func changes(
        of result: ReconciliationResult, parcels: RegisteredParcels, basis: RunBasis
    ) throws -> RunChanges? {
        if let digest = basis.digest(latest: parcels.latest), try run(inputDigest: digest) != nil { return nil }
        return try changes(of: result, parcels: parcels)
    }

    private func changes(of result: ReconciliationResult, parcels: RegisteredParcels) throws -> RunChanges {
        let statements = try Dictionary(statementNames().map { ($1, $0) }) { first, _ in first }
        let entries = try Self.stored(result, parcels.versions, statements)
        return try changes(to: entries, ofParcels: result.input.parcels.map(\.id))
    }

    /// The number of the last run whose entries stand as what differs from the run before; 0 before the first.
    func lastRunOfChanges(before number: Int = .max) throws -> Int {
        try sql.row(
            "SELECT number FROM reconciliation_runs WHERE is_whole = 0 AND number < ? ORDER BY number DESC LIMIT 1",
            [SQLValue(number)])?.integer("number") ?? 0
    }

    /// The last run before a number whose entries stand as what differs from the run before.
    private func runOfChanges(before number: Int) throws -> RunRecord? {
        try sql.row(
            "SELECT id FROM reconciliation_runs WHERE is_whole = 0 AND number < ? ORDER BY number DESC LIMIT 1",
            [SQLValue(number)]
        ).flatMap { try run($0.parsed("id")) }
    }

    /// Whether there is a reconciliation, recorded by then, that the legs have not followed: its process may have ended
    /// before they had.
    public func hasRunWithoutLegs(recordedUntil instant: Instant) throws -> Bool {
        try sql.row(
            """
            SELECT 1 AS found FROM reconciliation_runs WHERE legs_followed_at IS NULL AND recorded_at <= ? LIMIT 1
            """, [SQLValue(instant)]) != nil
    }

    /// Records that the legs have followed a run to its end. One that looked at all days stands for those before it.
    public func recordLegsFollowed(_ run: RunRecord, at now: Instant) throws {
        try sql.run(
            "UPDATE reconciliation_runs SET legs_followed_at = ? WHERE legs_followed_at IS NULL AND number "
                + (run.basis.cutOff == nil ? "<= ?" : "= ?"),
            [SQLValue(now), SQLValue(run.number)])
    }

    private func insertRun(
        _ basis: RunBasis, _ digest: ContentDigest, _ totals: RunTotals, at now: Instant
    ) throws -> RunRecord {
        let run = RunRecord(
            id: newID(RunRecord.self, at: now), basis: basis, inputDigest: digest, totals: totals, recordedAt: now,
            number: try next(.reconciliationRun), isWhole: basis.cutOff != nil)
        try sql.run(
            """
            INSERT INTO reconciliation_runs (id, number, input_digest, rules_version, cut_off, further_input,
                parcel_count, line_count, entry_count, pair_count, break_count, our_fee_sum, our_due_sum, fee_sum,
                surcharge_sum, collected_sum, remitted_sum, recorded_at, is_whole)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                SQLValue(run.id), SQLValue(run.number), SQLValue(digest.rawValue), SQLValue(basis.rulesVersion),
                SQLValue(basis.cutOff.map(DayColumn.encode)), SQLValue(basis.additionalInputs),
                SQLValue(totals.parcels),
                SQLValue(totals.lines), SQLValue(totals.entries), SQLValue(totals.pairs), SQLValue(totals.breaks),
                SQLValue(totals.ourFee.rawValue), SQLValue(totals.ourDue.rawValue), SQLValue(totals.fee.rawValue),
                SQLValue(totals.surcharge.rawValue), SQLValue(totals.collected.rawValue),
                SQLValue(totals.remitted.rawValue), SQLValue(now), SQLValue(run.isWhole),
            ])
        acts.note(.reconciled, run.id.rawValue, .runs, key: run.id.rawValue, at: now)
        for (ordinal, statement) in basis.statements.enumerated() {
            try sql.run(
                "INSERT INTO run_statements (run_id, ordinal, statement_id) VALUES (?, ?, ?)",
                [SQLValue(run.id), SQLValue(ordinal), SQLValue(statement)])
        }
        return run
    }

    /// Entries of a run up to some day: all of them, since the runs before and after it go by other days.
    private func insert(_ entries: [StoredEntry], run: RunRecord) throws {
        var batch = SQLBatch(columns: EntryColumns.count)
        for (place, entry) in entries.enumerated() {
            batch.append(EntryColumns.key(run: run.number, place: place))
            batch.append(entry.version)
            batch.append(entry.line)
            batch.append(entry.rule)
            batch.append(entry.outcomes)
            batch.append(entry.remarks)
            batch.append(entry.nextParcel)
            batch.append(entry.nextLine)
            batch.append(entry.isFurtherLine)
            try sql.flush(EntryColumns.insertion, &batch, onlyWhenFull: true)
        }
        try sql.flush(EntryColumns.insertion, &batch)
        acts.note(
            .reconciled, run.id.rawValue, .runEntries, range: EntryColumns.keys(of: run.number), at: run.recordedAt)
    }

    private static func stored(
        _ result: ReconciliationResult, _ versions: [ParcelVersion], _ statements: [String: Int]
    ) throws -> [StoredEntry] {
        let keys = LineKeys(lines: result.input.lines, statements: statements)
        return try result.entries.map { entry in
            var stored = StoredEntry(
                parcel: nil, version: try entry.parcel.map { try version($0, versions) },
                line: try entry.line.map(keys.key), rule: EntryColumns.number(entry.rule),
                outcomes: Int(entry.outcomes.rawValue), remarks: Int(entry.remarks.rawValue), nextParcel: nil,
                nextLine: nil, isFurtherLine: entry.isFurtherLine)
            stored.parcel = entry.parcel.map { result.input.parcels[$0].id }
            switch entry.runnerUp {
            case nil: break
            case .parcel(let next): stored.nextParcel = try version(next, versions)
            case .line(let next): stored.nextLine = try keys.key(next)
            }
            return stored
        }
    }

    private static func version(_ place: Int, _ versions: [ParcelVersion]) throws -> Int {
        guard versions.indices.contains(place) else { throw LedgerError(.conflict, "an entry names no parcel") }
        return versions[place].number
    }
}

/// The keys of a result's lines.
private struct LineKeys {
    let lines: [StatementLine]
    let statements: [String: Int]

    func key(_ place: Int) throws -> Int {
        guard lines.indices.contains(place) else { throw LedgerError(.conflict, "an entry names no line") }
        let line = lines[place].place
        guard let statement = statements[line.statement] else {
            throw LedgerError(.conflict, "a line of another statement")
        }
        return try LineKey.encode(statement: statement, sheet: line.sheet, row: line.row)
    }
}
