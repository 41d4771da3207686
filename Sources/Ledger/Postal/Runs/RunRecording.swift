import DocumentModel
import Dossiers
import PostalChannel

extension LedgerTransaction {
    /// Records what came of a reconciliation. A run with the same input is recognized, and nothing is recorded again.
    /// - Parameters:
    ///   - result: its parcels are those of `parcels`, in the same order.
    ///   - parcels: what ``registeredParcels()`` gave.
    /// - Throws: ``LedgerError/Code/periodClosed`` when the cut-off is a closed day; ``LedgerError/Code/notFound`` for a
    ///   statement that is not there; ``LedgerError/Code/conflict`` when parcels or lines are not the result's.
    public func recordRun(
        _ result: ReconciliationResult, parcels: RegisteredParcels, basis: RunBasis, at now: Instant
    ) throws -> RecordedRun {
        guard result.input.parcels.count == parcels.versions.count, let digest = basis.digest(parcels: parcels.versions)
        else { throw LedgerError(.conflict, "the result is of other parcels") }
        if let known = try run(inputDigest: digest) { return RecordedRun(run: known, wasKnown: true) }
        if let cutOff = basis.cutOff { try closedDays().check(cutOff...cutOff) }
        let statements = try basis.statements.map { try existingStatement($0) }
        let run = try insertRun(basis, digest, RunTotals(result), at: now)
        try insertEntries(
            result, parcels.versions,
            statements: Dictionary(statements.map { ($0.id.rawValue, $0.number) }) { first, _ in first }, run: run)
        return RecordedRun(run: run, wasKnown: false)
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
            number: try next(.reconciliationRun))
        try sql.run(
            """
            INSERT INTO reconciliation_runs (id, number, input_digest, rules_version, cut_off, further_input,
                parcel_count, line_count, entry_count, pair_count, break_count, our_fee_sum, our_due_sum, fee_sum,
                surcharge_sum, collected_sum, remitted_sum, recorded_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                SQLValue(run.id), SQLValue(run.number), SQLValue(digest), SQLValue(basis.rulesVersion),
                SQLValue(basis.cutOff.map(DayColumn.encode)), SQLValue(basis.furtherInput), SQLValue(totals.parcels),
                SQLValue(totals.lines), SQLValue(totals.entries), SQLValue(totals.pairs), SQLValue(totals.breaks),
                SQLValue(totals.ourFee.rawValue), SQLValue(totals.ourDue.rawValue), SQLValue(totals.fee.rawValue),
                SQLValue(totals.surcharge.rawValue), SQLValue(totals.collected.rawValue),
                SQLValue(totals.remitted.rawValue), SQLValue(now),
            ])
        acts.note(.reconciled, run.id.rawValue, .runs, key: run.id.rawValue, at: now)
        for (ordinal, statement) in basis.statements.enumerated() {
            try sql.run(
                "INSERT INTO run_statements (run_id, ordinal, statement_id) VALUES (?, ?, ?)",
                [SQLValue(run.id), SQLValue(ordinal), SQLValue(statement)])
        }
        return run
    }

    private func insertEntries(
        _ result: ReconciliationResult, _ versions: [ParcelVersion], statements: [String: Int], run: RunRecord
    ) throws {
        let keys = LineKeys(lines: result.input.lines, statements: statements)
        var batch = SQLBatch(columns: EntryColumns.count)
        for (place, entry) in result.entries.enumerated() {
            batch.append(EntryColumns.key(run: run.number, place: place))
            batch.append(try entry.parcel.map { try Self.version($0, versions) })
            batch.append(try entry.line.map(keys.key))
            batch.append(EntryColumns.number(entry.rule))
            batch.append(Int(entry.outcomes.rawValue))
            batch.append(Int(entry.remarks.rawValue))
            switch entry.runnerUp {
            case nil:
                batch.appendNull()
                batch.appendNull()
            case .parcel(let next):
                batch.append(try Self.version(next, versions))
                batch.appendNull()
            case .line(let next):
                batch.appendNull()
                batch.append(try keys.key(next))
            }
            batch.append(entry.isFurtherLine)
            try sql.flush(EntryColumns.insertion, &batch, onlyWhenFull: true)
        }
        try sql.flush(EntryColumns.insertion, &batch)
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
