import DocumentModel
import Dossiers
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
    /// - Throws: ``LedgerError/Code/periodClosed`` when it declares a day that is closed; ``LedgerError/Code/notFound``,
    ///   ``LedgerError/Code/conflict`` when what it supersedes is not there, or not complete;
    ///   ``LedgerError/Code/tooLarge``.
    public func openStatement(
        _ source: StatementSource, artifact: ContentDigest, columnMap: String,
        superseding superseded: StatementID? = nil, at now: Instant
    ) throws -> StatementOpening {
        try StatementLimits.check(source, columnMap: columnMap)
        if let superseded {
            guard try existingStatement(superseded).state == .complete else {
                throw LedgerError(.conflict, "statement \(superseded) is not complete")
            }
        }
        let known = try statements(artifact: artifact)
        if let complete = known.last(where: { $0.state == .complete }), complete.id != superseded {
            return .known(complete)
        }
        try closedDays().check(source)
        guard let begun = known.last(where: \.isBegun) else {
            return .opened(try insertStatement(source, artifact, columnMap, superseded, .loading, at: now))
        }
        return .opened(try reopen(begun, source, columnMap, superseded))
    }

    /// Keeps a statement whose columns nobody has explained yet. One that is there already stays as it is.
    /// - Throws: ``LedgerError/Code/tooLarge``.
    @discardableResult
    public func holdStatement(
        _ source: StatementSource, artifact: ContentDigest, at now: Instant
    ) throws -> StatementRecord {
        try StatementLimits.check(source, columnMap: "")
        if let known = try statements(artifact: artifact).last(where: { $0.state != .superseded }) { return known }
        return try existingStatement(insertStatement(source, artifact, nil, nil, .awaitingColumns, at: now).id)
    }

    /// Stores further rows of a statement, each once.
    /// - Throws: ``LedgerError/Code/conflict`` when the statement is complete, somebody began anew with it, or a row is
    ///   there already; ``LedgerError/Code/tooLarge``.
    public func add(_ rows: some Sequence<StatementRow>, to load: StatementLoad) throws {
        try checkCurrent(load)
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
    }

    /// Keeps a statement whose lines are all stored and which must not count yet, since its own sums are not those of its
    /// lines. Read again, it begins anew.
    /// - Throws: ``LedgerError/Code/conflict`` when it is complete already, or somebody began anew with it.
    public func holdStatement(_ load: StatementLoad) throws -> StatementRecord {
        try checkCurrent(load)
        try sql.run(
            "UPDATE statements SET state = ? WHERE id = ?",
            [SQLValue(StatementRecord.State.awaitingColumns), SQLValue(load.id)])
        return try existingStatement(load.id)
    }

    /// Lets a statement count: all of its rows are stored. In the same transaction the one that it supersedes steps
    /// back.
    /// - Throws: ``LedgerError/Code/conflict`` when it is complete already, somebody began anew with it, or what it
    ///   supersedes was superseded meanwhile; ``LedgerError/Code/periodClosed``.
    public func completeStatement(_ load: StatementLoad, at now: Instant) throws -> StatementRecord {
        try checkCurrent(load)
        let statement = try existingStatement(load.id)
        let closed = try closedDays()
        try closed.check(statement.source)
        if let superseded = statement.supersedes {
            try closed.check(existingStatement(superseded).source)
            let count = try sql.run(
                "UPDATE statements SET state = ?, superseded_at = ? WHERE id = ? AND state = ?",
                [
                    SQLValue(StatementRecord.State.superseded), SQLValue(now), SQLValue(superseded),
                    SQLValue(StatementRecord.State.complete),
                ])
            guard count == 1 else { throw LedgerError(.conflict, "statement \(superseded) is not complete") }
            try reopenLines(ofStatement: existingStatement(superseded).number)
        }
        try sql.run(
            "UPDATE statements SET state = ?, completed_at = ? WHERE id = ?",
            [SQLValue(StatementRecord.State.complete), SQLValue(now), SQLValue(load.id)])
        for table in [FactTable.statementLines, .leftOutLines] {
            acts.note(
                .statementChanged, load.id.rawValue, table, range: LineKey.keys(of: statement.number), at: now)
        }
        return try existingStatement(load.id)
    }
}
