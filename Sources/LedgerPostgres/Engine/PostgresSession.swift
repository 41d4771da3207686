import Ledger
import PostgreSQLLibrary

/// A connection inside one transaction.
///
/// PostgreSQL undoes a transaction in which a statement failed, so nothing else is asked after that: the first failure is
/// what comes of it, even where the caller would go on.
final class PostgresSession: SQLSession {
    let connection: PostgresConnection
    /// Whether the transaction was begun.
    var hasBegun = false
    /// Whether a row was added, changed or removed.
    private(set) var hasWritten = false
    /// Why nothing more can be asked.
    private(set) var failure: PostgresError?
    private var values = BoundValues()

    init(_ connection: PostgresConnection) { self.connection = connection }

    func run(_ sql: String, _ values: [SQLValue]) throws -> Int {
        var changed = 0
        try ask(sql, values) { _, answer in changed = answer.changeCount }
        return changed
    }

    func rows(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow] {
        var rows: [SQLRow] = []
        try ask(sql, values) { statement, answer in
            rows.reserveCapacity(answer.rowCount)
            for row in 0..<answer.rowCount {
                let cells = statement.kinds.enumerated().map { column, kind in
                    answer.bytes(row, column).map(kind.value) ?? .null
                }
                rows.append(SQLRow(columns: statement.places, values: cells))
            }
        }
        return rows
    }

    func forEachBatch(_ sql: String, _ values: [SQLValue], _ body: (SQLBatch) throws -> Void) throws {
        try guarded {
            let statement = try connection.statement(sql)
            bind(values)
            try connection.send(statement, self.values)
            // One row at a time, so that never all of them are in memory.
            if let handle = connection.handle { PQsetSingleRowMode(handle) }
            var batch = SQLBatch(columns: statement.columns.count)
            try connection.drain { answer in
                for row in 0..<answer.rowCount {
                    for (column, kind) in statement.kinds.enumerated() {
                        if let bytes = answer.bytes(row, column) {
                            kind.cell(bytes, in: &batch)
                        } else {
                            batch.appendNull()
                        }
                    }
                }
                guard batch.isFull else { return }
                try body(batch)
                batch.removeAll()
            }
            if !batch.isEmpty { try body(batch) }
        }
    }

    // MARK: Parts

    private func ask(
        _ sql: String, _ values: [SQLValue], _ body: (PostgresConnection.Prepared, borrowing Answer) throws -> Void
    ) throws {
        try guarded {
            let statement = try connection.statement(sql)
            bind(values)
            try connection.send(statement, self.values)
            try connection.drain { answer in
                note(answer)
                try body(statement, answer)
            }
        }
    }

    private func bind(_ values: [SQLValue]) {
        self.values.removeAll()
        for value in values { self.values.append(value) }
    }

    func note(_ answer: borrowing Answer) {
        guard !hasWritten else { return }
        let command = answer.command
        hasWritten = !command.hasPrefix("SELECT") && answer.changeCount > 0
    }

    /// Runs `body` unless something failed before, and keeps what fails.
    func guarded<T>(_ body: () throws -> T) throws -> T {
        if let failure { throw failure }
        do { return try body() } catch let error as PostgresError {
            failure = error
            throw error
        }
    }
}
