import GRDBSQLite
import Ledger
import Synchronization

/// Stops the statement that a transaction runs, from another thread.
final class Interrupter: Sendable {
    /// The engine's connection as a number; `nil` once the transaction is over, when it serves others.
    private let connection: Mutex<UInt?>

    /// - Parameter connection: SQLite's handle, used by one transaction until ``retire()``.
    init(_ connection: OpaquePointer?) { self.connection = Mutex(connection.map { UInt(bitPattern: $0) }) }

    /// Lets the running statement fail, if there is one.
    func interrupt() {
        connection.withLock { number in
            if let handle = number.flatMap({ OpaquePointer(bitPattern: $0) }) { sqlite3_interrupt(handle) }
        }
    }

    /// To be called before the transaction ends: from then on nothing is stopped.
    func retire() { connection.withLock { $0 = nil } }
}
