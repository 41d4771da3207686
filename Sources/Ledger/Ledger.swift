import Foundation

/// The record of everything that happened: cases, batches, pages, documents and what waits for a person, in one SQLite
/// file that exactly one process owns while it has it open.
///
/// All work goes through ``write(_:)`` and ``read(_:)``, whose bodies are synchronous: no recognition, file or network
/// wait can happen inside a transaction.
public final class Ledger: Sendable {
    private let driver: any LedgerDriver

    /// Opens the ledger of a data home, makes it when there is none, and brings its schema up to date.
    ///
    /// Blocks for as long as the file system needs: call it at the start, or off the cooperative pool.
    /// - Parameters:
    ///   - home: the data home; made, for its owner only, when it does not exist.
    ///   - identifiers: makes the identities of records.
    /// - Throws: ``LedgerError`` with ``LedgerError/Code/homeInUse`` when another process has it open,
    ///   ``LedgerError/Code/homeUnusable`` and ``LedgerError/Code/newerSchema``.
    public convenience init(home: URL, identifiers: IdentifierGenerator = IdentifierGenerator()) throws {
        self.init(driver: try SQLiteDriver(home: home, identifiers: identifiers))
    }

    init(driver: any LedgerDriver) { self.driver = driver }

    /// Runs `body` in one transaction: all of it is recorded, durably, or, when it throws, nothing. Transactions that
    /// write run one after the other.
    /// - Throws: what `body` throws; ``LedgerError``; `CancellationError` when the task was cancelled before the end.
    public func write<T: Sendable>(
        _ body: @escaping @Sendable (LedgerTransaction) throws -> T
    ) async throws -> T {
        try await driver.write(body)
    }

    /// Runs `body` on one consistent state of the ledger; whatever it tries to write is refused.
    /// - Throws: what `body` throws; ``LedgerError``; `CancellationError`.
    public func read<T: Sendable>(
        _ body: @escaping @Sendable (LedgerTransaction) throws -> T
    ) async throws -> T {
        try await driver.read(body)
    }

    /// Closes the file and gives the data home free; the ledger cannot be used afterwards. Blocks until running
    /// transactions have ended.
    public func close() throws { try driver.close() }
}
