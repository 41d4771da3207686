import Basics
import PostalChannel

extension LedgerTransaction {
    /// Begins to store a statement. Its lines come by ``add(_:to:)`` in as many transactions as one likes, and count once
    /// ``completeStatement(_:at:)`` said that they are all there.
    ///
    /// A file that is there whole is recognized by its bytes. One of which only a part was stored (its process ended)
    /// loses that part and begins anew; whoever still stores lines of it is refused from now on.
    /// - Parameters:
    ///   - columnMap: how the columns are read, as JSON text.
    ///   - superseded: the complete statement whose place this one takes when it is complete. It may be of the same
    ///     file, read anew with other columns.
    ///   - answers: what a person says of it.
    /// - Throws: ``LedgerError/Code/periodClosed`` when it declares a day that is closed; ``LedgerError/Code/notFound``,
    ///   ``LedgerError/Code/conflict`` when what it supersedes is not there, or not complete;
    ///   ``LedgerError/Code/tooLarge``.
    public func openStatement(
        _ source: StatementSource, artifact: ContentDigest, columnMap: String,
        superseding superseded: StatementID? = nil, answers: StatementAnswers = StatementAnswers(), at now: Instant
    ) throws -> StatementOpening {
        try StatementLimits.check(source, columnMap: columnMap)
        for named in [superseded, answers.amends].compactMap(\.self) {
            guard try existingStatement(named).state == .complete else {
                throw LedgerError(.conflict, "statement \(named) is not complete")
            }
        }
        let known = try statements(artifact: artifact)
        if let complete = known.last(where: { $0.state == .complete }), complete.id != superseded {
            return .known(complete)
        }
        try closedDays().check(source)
        guard let begun = known.last(where: \.isBegun) else {
            return .opened(try insertStatement(source, artifact, columnMap, superseded, answers, .loading, at: now))
        }
        return .opened(try reopen(begun, source, columnMap, superseded, answers))
    }

    /// Keeps a statement whose columns nobody has explained yet. One that is there already stays as it is, but for what
    /// is found of it and said of it.
    /// - Parameters:
    ///   - findings: why it waits, as JSON text.
    ///   - superseded: the statement that it corrects, where somebody said so.
    /// - Throws: ``LedgerError/Code/tooLarge``.
    @discardableResult
    public func holdStatement(
        _ source: StatementSource, artifact: ContentDigest, superseding superseded: StatementID? = nil,
        answers: StatementAnswers = StatementAnswers(), findings: String? = nil, at now: Instant
    ) throws -> StatementRecord {
        try StatementLimits.check(source, columnMap: findings ?? "")
        if let known = try statements(artifact: artifact).last(where: { $0.state != .superseded }) {
            guard known.state == .awaitingColumns else { return known }
            try sql.run(
                """
                UPDATE statements SET supersedes = ?, amends = ?, stands_beside = ?, is_accepted = ?, answered_by = ?,
                    findings = ?
                WHERE id = ?
                """, [SQLValue(superseded)] + answerValues(answers) + [SQLValue(findings), SQLValue(known.id)])
            return try existingStatement(known.id)
        }
        let id = try insertStatement(source, artifact, nil, superseded, answers, .awaitingColumns, at: now).id
        try sql.run("UPDATE statements SET findings = ? WHERE id = ?", [SQLValue(findings), SQLValue(id)])
        return try existingStatement(id)
    }

    /// Stores further rows of a statement, each once.
    /// - Returns: the keys of the lines, for ``completeStatement(_:superseding:keys:comparison:findings:at:)``.
    /// - Throws: ``LedgerError/Code/conflict`` when the statement is complete, somebody began anew with it, or a row is
    ///   there already; ``LedgerError/Code/tooLarge``.
    @discardableResult
    public func add(_ rows: some Sequence<StatementRow>, to load: StatementLoad) throws -> StatementKeys {
        try checkCurrent(load)
        let operatorName = try existingStatement(load.id).source.operatorName
        var keys = StatementKeys()
        let closed = try days(closedFor: load)
        var totals = StatementTotals()
        var lines = SQLBatch(columns: LineColumns.count)
        var leftOut = SQLBatch(columns: 3)
        for row in rows {
            guard row.rawCells.utf8.count <= StatementLimits.rawCells else {
                throw LedgerError(.tooLarge, "cells of a row")
            }
            switch row.content {
            case .line(let line):
                try closed.check(line.accepted?.instant)
                let key = try LineKey.encode(statement: load.number, sheet: line.place.sheet, row: line.place.row)
                LineColumns.append(line, rawCells: row.rawCells, key: key, to: &lines)
                keys.add(line, operator: operatorName, line: key)
                totals.add(line)
                try sql.flush(LineColumns.insertion, &lines, onlyWhenFull: true)
            case .leftOut(let sheet, let place, let reason):
                leftOut.append(try LineKey.encode(statement: load.number, sheet: sheet, row: place))
                leftOut.append(reason)
                leftOut.append(row.rawCells)
                totals.leftOut += 1
            }
        }
        try sql.flush(LineColumns.insertion, &lines)
        try sql.flush("INSERT INTO statement_left_out (line, reason, raw_cells) VALUES (?, ?, ?)", &leftOut)
        try addTotals(totals, to: load)
        return keys
    }

    /// Keeps a statement whose lines are all stored and which must not count yet, since its own sums are not those of its
    /// lines, or lines of other statements would count twice. Read again, it begins anew.
    /// - Parameter findings: why it waits, as JSON text.
    /// - Throws: ``LedgerError/Code/conflict`` when it is complete already, or somebody began anew with it.
    public func holdStatement(_ load: StatementLoad, findings: String? = nil) throws -> StatementRecord {
        try checkCurrent(load)
        try sql.run(
            "UPDATE statements SET state = ?, findings = ? WHERE id = ?",
            [SQLValue(StatementRecord.State.awaitingColumns), SQLValue(findings), SQLValue(load.id)])
        return try existingStatement(load.id)
    }
}
