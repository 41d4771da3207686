import GRDB
import GRDBSQLite
import Ledger

/// Many rows through one prepared statement, bound and read by SQLite's own calls: a value costs no object.
extension SQLiteSession {
    func run(_ sql: String, batch: SQLBatch) throws {
        guard !batch.isEmpty else { return }
        let statement = try db.cachedStatement(sql: sql).sqliteStatement
        guard sqlite3_bind_parameter_count(statement) == batch.columns else {
            throw LedgerError(.storageFailed, "a statement with another number of values")
        }
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
        }
        try batch.cells.withUnsafeBufferPointer { cells in
            try batch.text.withUnsafeBufferPointer { text in
                var place = 0
                while place < cells.count {
                    for column in 0..<batch.columns {
                        try check(bind(cells[place + column], text, to: CInt(column + 1), of: statement))
                    }
                    try check(sqlite3_step(statement), expecting: SQLITE_DONE)
                    try check(sqlite3_reset(statement))
                    place += batch.columns
                }
            }
        }
    }

    func forEachBatch(_ sql: String, _ values: [SQLValue], _ body: (SQLBatch) throws -> Void) throws {
        let statement = try db.cachedStatement(sql: sql)
        try statement.setArguments(StatementArguments(values.map(\.databaseValue)))
        let handle = statement.sqliteStatement
        defer { sqlite3_reset(handle) }
        var batch = SQLBatch(columns: statement.columnCount)
        var code = sqlite3_step(handle)
        while code == SQLITE_ROW {
            for column in 0..<CInt(batch.columns) { batch.appendColumn(column, of: handle) }
            if batch.isFull {
                try body(batch)
                batch.removeAll()
            }
            code = sqlite3_step(handle)
        }
        try check(code, expecting: SQLITE_DONE)
        if !batch.isEmpty { try body(batch) }
    }

    /// The text's bytes stay the batch's: they live until the statement has run.
    private func bind(
        _ cell: SQLBatch.Cell, _ text: UnsafeBufferPointer<UInt8>, to place: CInt, of statement: OpaquePointer
    ) -> CInt {
        switch cell.kind {
        case .null: return sqlite3_bind_null(statement, place)
        case .integer: return sqlite3_bind_int64(statement, place, cell.payload)
        case .real:
            return sqlite3_bind_double(statement, place, Double(bitPattern: UInt64(bitPattern: cell.payload)))
        case .text:
            guard let base = text.baseAddress else { return sqlite3_bind_text(statement, place, "", 0, nil) }
            return UnsafeRawPointer(base + cell.start).withMemoryRebound(to: CChar.self, capacity: cell.count) {
                sqlite3_bind_text(statement, place, $0, CInt(cell.count), nil)
            }
        }
    }

    private func check(_ code: CInt, expecting expected: CInt = SQLITE_OK) throws {
        guard code != expected else { return }
        // When the task was cancelled, this throws as the engine's other statements do.
        if code == SQLITE_INTERRUPT { try db.cachedStatement(sql: "SELECT 1").execute() }
        throw DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(db.sqliteConnection)),
            message: db.sqliteConnection.map { String(cString: sqlite3_errmsg($0)) })
    }
}

extension SQLBatch {
    /// Appends a value of the row on which a statement stands.
    fileprivate mutating func appendColumn(_ column: CInt, of statement: OpaquePointer) {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: append(sqlite3_column_int64(statement, column))
        case SQLITE_FLOAT: append(sqlite3_column_double(statement, column))
        case SQLITE_TEXT:
            let start = sqlite3_column_text(statement, column)
            append(UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))))
        default: appendNull()
        }
    }
}
