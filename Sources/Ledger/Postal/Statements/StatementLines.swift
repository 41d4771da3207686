import PostalChannel

extension LedgerTransaction {
    /// The lines of statements, in the order of the identities given, then by sheet and row. Lines that a partial
    /// correction in force has taken over are left out.
    /// - Throws: ``LedgerError/Code/notFound``; ``LedgerError/Code/conflict`` for a statement whose lines are not all
    ///   there.
    public func statementLines(of ids: [StatementID]) throws -> [StatementLine] {
        let statements = try ids.map { try readableStatement($0) }
        var lines: [StatementLine] = []
        lines.reserveCapacity(statements.reduce(0) { $0 + $1.totals.lines })
        for statement in statements {
            let (name, keys) = (statement.id.rawValue, LineKey.keys(of: statement.number))
            let replaced = try replacedLines(of: statement)
            try sql.forEachRow(
                "SELECT \(LineColumns.selected) FROM statement_lines WHERE line BETWEEN ? AND ? ORDER BY line",
                [SQLValue(keys.lowerBound), SQLValue(keys.upperBound)]
            ) { row in
                if !replaced.isEmpty, replaced.contains(try row.integer(0)) { return }
                lines.append(try LineColumns.line(row, statement: name))
            }
        }
        return lines
    }

    /// The cells of a line or of a row that was left out, verbatim, as JSON text; `nil` when there is no such row.
    public func rawCells(at place: StatementLine.Place) throws -> String? {
        guard let statement = try statement(StatementID(rawValue: place.statement)), !statement.isBegun else {
            return nil
        }
        let key = SQLValue(try LineKey.encode(statement: statement.number, sheet: place.sheet, row: place.row))
        return try sql.row(
            """
            SELECT raw_cells FROM statement_lines WHERE line = ?
            UNION ALL SELECT raw_cells FROM statement_left_out WHERE line = ?
            """, [key, key])?.text("raw_cells")
    }

    /// The rows of a statement that are no lines, by sheet and row.
    /// - Parameter limit: most rows.
    /// - Throws: as ``statementLines(of:)``.
    public func leftOutRows(of id: StatementID, limit: Int = .max) throws -> [LeftOutRow] {
        let keys = LineKey.keys(of: try readableStatement(id).number)
        return try sql.rows(
            "SELECT * FROM statement_left_out WHERE line BETWEEN ? AND ? ORDER BY line LIMIT ?",
            [SQLValue(keys.lowerBound), SQLValue(keys.upperBound), SQLValue(limit)]
        ).map {
            let key = try $0.integer("line")
            return LeftOutRow(
                sheet: LineKey.sheet(of: key), row: LineKey.row(of: key), reason: try $0.text("reason"),
                rawCells: try $0.text("raw_cells"))
        }
    }

    private func readableStatement(_ id: StatementID) throws -> StatementRecord {
        let statement = try existingStatement(id)
        guard !statement.isBegun else { throw LedgerError(.conflict, "statement \(id) is not complete") }
        return statement
    }
}
