import Dossiers
import Foundation

/// The record of everything that happened: cases, batches, pages, documents and what waits for a person, in one SQLite
/// file that exactly one process owns while it has it open.
///
/// All work goes through ``write(_:)`` and ``read(_:)``, whose bodies are synchronous: no recognition, file or network
/// wait can happen inside a transaction.
public final class Ledger: Sendable {
    /// Opens the ledger of a data home, makes it when there is none, and brings its schema up to date.
    ///
    /// Blocks for as long as the file system needs: call it at the start, or off the cooperative pool.
    /// - Throws: ``LedgerError`` with ``LedgerError/Code/homeInUse`` when another process has it open,
    ///   ``LedgerError/Code/homeUnusable`` and ``LedgerError/Code/newerSchema``.
    public init(home: URL) throws {
    }

    /// Runs `body` in one transaction: all of it is recorded, durably, or, when it throws, nothing.
    public func write<T: Sendable>(
        _ body: @escaping @Sendable (LedgerTransaction) throws -> T
    ) async throws -> T {
        throw LedgerError(.homeUnusable, "")
    }

    /// Runs `body` on one consistent state of the ledger; whatever it tries to write is refused.
    public func read<T: Sendable>(
        _ body: @escaping @Sendable (LedgerTransaction) throws -> T
    ) async throws -> T {
        throw LedgerError(.homeUnusable, "")
    }

    /// Closes the file and gives the data home free; the ledger cannot be used afterwards.
    public func close() throws {}
}

/// The verbs of the ledger, usable only inside ``Ledger/write(_:)`` and ``Ledger/read(_:)``.
public struct LedgerTransaction {
}
