import GRDB
import GRDBSQLite

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

    func forEachRow(_ sql: String, _ values: [SQLValue], _ body: (any SQLCells) throws -> Void) throws {
        let statement = try db.cachedStatement(sql: sql)
        try statement.setArguments(StatementArguments(values.map(\.databaseValue)))
        let handle = statement.sqliteStatement
        defer { sqlite3_reset(handle) }
        let cells = SQLiteCells(statement: handle)
        while true {
            let code = sqlite3_step(handle)
            guard code == SQLITE_ROW else { return try check(code, expecting: SQLITE_DONE) }
            try body(cells)
        }
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

/// The row on which a statement stands.
private struct SQLiteCells: SQLCells {
    let statement: OpaquePointer

    var columnCount: Int { Int(sqlite3_column_count(statement)) }

    func copy(_ column: Int, to batch: inout SQLBatch) throws {
        let place = CInt(column)
        switch sqlite3_column_type(statement, place) {
        case SQLITE_INTEGER: batch.append(sqlite3_column_int64(statement, place))
        case SQLITE_FLOAT: batch.append(sqlite3_column_double(statement, place))
        case SQLITE_TEXT:
            let start = sqlite3_column_text(statement, place)
            batch.append(UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, place))))
        default: batch.appendNull()
        }
    }

    func optionalInteger(_ column: Int) throws -> Int64? {
        switch sqlite3_column_type(statement, CInt(column)) {
        case SQLITE_INTEGER: return sqlite3_column_int64(statement, CInt(column))
        case SQLITE_NULL: return nil
        default: throw damaged(column)
        }
    }

    func optionalText(_ column: Int) throws -> String? {
        switch sqlite3_column_type(statement, CInt(column)) {
        case SQLITE_TEXT:
            guard let start = sqlite3_column_text(statement, CInt(column)) else { throw damaged(column) }
            let count = Int(sqlite3_column_bytes(statement, CInt(column)))
            return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
        case SQLITE_NULL: return nil
        default: throw damaged(column)
        }
    }
}
