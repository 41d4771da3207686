import Ledger
import PostgreSQLLibrary

/// Many rows through one prepared statement without waiting for each answer (libpq's pipeline mode).
extension PostgresSession {
    /// Rows that are sent before their answers are taken. The answers, some thirty bytes each, fit into the socket's
    /// buffer meanwhile: a server that cannot write would not read either.
    private static let rowsAtATime = 256

    func run(_ sql: String, batch: SQLBatch) throws {
        guard !batch.isEmpty else { return }
        try guarded {
            let statement = try connection.statement(sql)
            guard statement.parameterCount == batch.columns else {
                throw LedgerError(.storageFailed, "a statement with another number of values")
            }
            guard let handle = connection.handle, PQenterPipelineMode(handle) == 1 else { throw connection.lost() }
            defer { if let handle = connection.handle { PQexitPipelineMode(handle) } }
            var values = BoundValues()
            try batch.text.withUnsafeBufferPointer { text in
                for first in stride(from: 0, to: batch.rowCount, by: Self.rowsAtATime) {
                    let rows = first..<min(first + Self.rowsAtATime, batch.rowCount)
                    for row in rows {
                        values.removeAll()
                        values.append(batch.cells[row * batch.columns..<(row + 1) * batch.columns], text)
                        try connection.send(statement, values)
                    }
                    guard PQpipelineSync(handle) == 1 else { throw connection.lost() }
                    try takeAnswers(handle)
                }
            }
        }
    }

    /// Takes the answers of a part up to its end.
    private func takeAnswers(_ handle: OpaquePointer) throws {
        var failure: PostgresError?
        while PQstatus(handle) == CONNECTION_OK {
            // A null pointer only ends the answers of one statement.
            guard let next = PQgetResult(handle) else { continue }
            let answer = Answer(next)
            if answer.status == PGRES_PIPELINE_SYNC {
                if let failure { throw failure }
                return
            }
            // Those that follow an error are told as not run.
            if answer.status != PGRES_PIPELINE_ABORTED { failure = failure ?? answer.error() }
            note(answer)
        }
        throw failure ?? connection.lost()
    }
}
