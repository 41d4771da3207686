/// A connection inside one transaction. Statements are portable SQL with `?` for values, in order.
package protocol SQLSession {
    /// Runs a statement and tells how many rows it changed.
    @discardableResult
    func run(_ sql: String, _ values: [SQLValue]) throws -> Int

    /// Runs a query and gives all of its rows.
    func rows(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow]

    /// Runs a statement once for each row of a batch, with the row's values.
    func run(_ sql: String, batch: SQLBatch) throws

    /// Runs a query and shows its rows to `body` in parts, so that never all of them are in memory. `body` must not use
    /// the session.
    func forEachBatch(_ sql: String, _ values: [SQLValue], _ body: (SQLBatch) throws -> Void) throws
}

extension SQLSession {
    /// Runs a query and shows its rows to `body` one after the other; see ``forEachBatch(_:_:_:)``.
    package func forEachRow(_ sql: String, _ values: [SQLValue], _ body: (SQLCells) throws -> Void) throws {
        try forEachBatch(sql, values) { batch in
            for row in 0..<batch.rowCount { try body(SQLCells(batch: batch, row: row)) }
        }
    }

    /// Runs a query for some values of its last column, many at a time, and shows its rows to `body`. Which rows come
    /// when is not told; a value that is given twice may give its rows twice.
    /// - Parameters:
    ///   - sql: ends with the column that the values are of.
    ///   - first: the values that stand before.
    func forEachRow(
        _ sql: String, with first: [SQLValue] = [], in values: [SQLValue], _ body: (SQLCells) throws -> Void
    ) throws {
        let size = 500
        let marks = repeatElement("?", count: size).joined(separator: ", ")
        for start in stride(from: 0, to: values.count, by: size) {
            let part = values[start..<min(start + size, values.count)]
            // The same number of values each time, so that the statement is prepared once.
            let filling = Array(repeating: part.last ?? nil, count: size - part.count)
            try forEachRow("\(sql) IN (\(marks))", first + part + filling, body)
        }
    }

    /// Runs a statement for what a batch holds and empties it; with `onlyWhenFull`, only when it is full.
    package func flush(_ sql: String, _ batch: inout SQLBatch, onlyWhenFull: Bool = false) throws {
        guard onlyWhenFull ? batch.isFull : !batch.isEmpty else { return }
        try run(sql, batch: batch)
        batch.removeAll()
    }

    /// The first row of an answer.
    package func row(_ sql: String, _ values: [SQLValue]) throws -> SQLRow? { try rows(sql, values).first }
}
