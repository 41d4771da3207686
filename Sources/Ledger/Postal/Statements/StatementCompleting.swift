import Basics
import PostalChannel

extension LedgerTransaction {
    /// Lets a statement count: all of its rows are stored. In the same transaction those that it supersedes step back,
    /// and so do the lines of the one that it amends.
    /// - Parameters:
    ///   - further: statements that it supersedes beside the one that was named at its opening.
    ///   - keys: of its lines, where the caller has them.
    ///   - comparison: what it was compared with; a statement that came since is refused.
    ///   - findings: what was found and accepted, as JSON text.
    /// - Throws: ``LedgerError/Code/conflict`` when it is complete already, somebody began anew with it, what it
    ///   supersedes was superseded meanwhile, or another statement came since the comparison;
    ///   ``LedgerError/Code/periodClosed``.
    public func completeStatement(
        _ load: StatementLoad, superseding further: [StatementID] = [], keys: StatementKeys? = nil,
        comparison: StatementComparison? = nil, findings: String? = nil, at now: Instant
    ) throws -> StatementRecord {
        try checkCurrent(load)
        let statement = try existingStatement(load.id)
        try check(comparison, of: statement)
        let closed = try closedDays()
        try closed.check(statement.source)
        for superseded in [statement.supersedes].compactMap(\.self) + further where superseded != load.id {
            try supersede(superseded, by: statement, closed, at: now)
        }
        let keys = try keys ?? self.keys(of: statement)
        if let amended = statement.answers.amends { try amend(amended, by: statement, keys, closed) }
        try storeKeys(keys)
        try sql.run(
            """
            UPDATE statements SET state = ?, completed_at = ?, findings = ?, supersedes = COALESCE(supersedes, ?)
            WHERE id = ?
            """,
            [
                SQLValue(StatementRecord.State.complete), SQLValue(now), SQLValue(findings), SQLValue(further.first),
                SQLValue(load.id),
            ])
        noteLines(of: statement, at: now)
        if statement.answers.amends != nil {
            acts.note(
                .statementChanged, load.id.rawValue, .replacedLines, range: statement.number...statement.number, at: now
            )
        }
        return try existingStatement(load.id)
    }

    /// Keeps a statement of which all lines stand on another one in force: its file is known, and it counts for nothing.
    /// - Throws: ``LedgerError/Code/conflict`` when it is complete already, or somebody began anew with it.
    public func settleStatement(
        _ load: StatementLoad, sameAs other: StatementID, comparison: StatementComparison? = nil, at now: Instant
    ) throws -> StatementRecord {
        try checkCurrent(load)
        try check(comparison, of: existingStatement(load.id))
        return try setAside(load.id, for: other, at: now)
    }

    /// Sets a statement aside that waits, or that should not count after all: it counts for nothing, and its file is kept.
    /// Lines that it had taken over from another count again.
    /// - Throws: ``LedgerError/Code/conflict`` when it neither waits nor counts; ``LedgerError/Code/periodClosed``;
    ///   ``LedgerError/Code/notFound``.
    public func dismissStatement(_ id: StatementID, by person: String, at now: Instant) throws -> StatementRecord {
        let statement = try existingStatement(id)
        guard statement.state == .awaitingColumns || statement.state == .complete else {
            throw LedgerError(.conflict, "statement \(id) neither waits nor counts")
        }
        if statement.state == .complete {
            try closedDays().check(statement.source)
            try removeKeys(of: statement)
            try reopenLines(ofStatement: statement.number)
            if let amended = statement.answers.amends {
                try reopenLines(ofStatement: existingStatement(amended).number)
            }
        }
        try sql.run("UPDATE statements SET answered_by = ? WHERE id = ?", [SQLValue(person), SQLValue(id)])
        return try setAside(id, for: nil, at: now)
    }

    private func setAside(_ id: StatementID, for other: StatementID?, at now: Instant) throws -> StatementRecord {
        let statement = try existingStatement(id)
        try sql.run(
            """
            UPDATE statements SET state = ?, completed_at = COALESCE(completed_at, ?), superseded_at = ?, superseded_by = ?
            WHERE id = ?
            """,
            [
                SQLValue(StatementRecord.State.superseded), SQLValue(now), SQLValue(now), SQLValue(other),
                SQLValue(id),
            ])
        acts.note(.statementChanged, id.rawValue, at: now)
        // Its lines stay as they are from now on; those of one that counted are vouched for already.
        if statement.isBegun { noteLines(of: statement, at: now) }
        return try existingStatement(id)
    }

    private func noteLines(of statement: StatementRecord, at now: Instant) {
        for table in [FactTable.statementLines, .leftOutLines] {
            acts.note(
                .statementChanged, statement.id.rawValue, table, range: LineKey.keys(of: statement.number), at: now)
        }
    }

    private func check(_ comparison: StatementComparison?, of statement: StatementRecord) throws {
        guard let comparison else { return }
        let others = try otherStatements(than: statement).values.map(\.id)
        guard comparison.others == Set(others) else {
            throw LedgerError(.conflict, "other statements came while \(statement.id) was compared")
        }
    }

    private func supersede(
        _ superseded: StatementID, by statement: StatementRecord, _ closed: ClosedDays, at now: Instant
    ) throws {
        let earlier = try existingStatement(superseded)
        try closed.check(earlier.source)
        let count = try sql.run(
            "UPDATE statements SET state = ?, superseded_at = ?, superseded_by = ? WHERE id = ? AND state = ?",
            [
                SQLValue(StatementRecord.State.superseded), SQLValue(now), SQLValue(statement.id),
                SQLValue(superseded), SQLValue(StatementRecord.State.complete),
            ])
        guard count == 1 else { throw LedgerError(.conflict, "statement \(superseded) is not complete") }
        try removeKeys(of: earlier)
        try reopenLines(ofStatement: earlier.number)
        // What it had taken over counts again.
        if let amended = earlier.answers.amends { try reopenLines(ofStatement: existingStatement(amended).number) }
    }

    private func amend(
        _ amended: StatementID, by statement: StatementRecord, _ keys: StatementKeys, _ closed: ClosedDays
    ) throws {
        let earlier = try existingStatement(amended)
        try closed.check(earlier.source)
        guard earlier.state == .complete else { throw LedgerError(.conflict, "statement \(amended) is not complete") }
        var batch = SQLBatch(columns: 2)
        let insertion = "INSERT INTO replaced_lines (line, replaced_by) VALUES (?, ?)"
        for line in Set(try sharedLines(of: statement, keys: keys, in: earlier)).sorted() {
            batch.append(line)
            batch.append(statement.number)
            try sql.flush(insertion, &batch, onlyWhenFull: true)
        }
        try sql.flush(insertion, &batch)
        try reopenLines(ofStatement: earlier.number)
    }
}
