import Ledger

/// A driver whose database is this process's own, so that other processes can be served from it.
protocol OwningDriver: LedgerDriver {
    /// Runs `body` in one transaction on the calling thread, which waits for it.
    /// - Parameter patience: how long one that writes may wait for its turn.
    /// - Throws: what `body` throws; ``LedgerError/Code/busy`` when the turn does not come in time.
    func transact<T>(
        writes: Bool, timeout: Duration, _ body: (any SQLSession, Interrupter) throws -> T
    ) throws -> T

    /// What a failed statement's error is in the ledger's words.
    func translated(_ error: any Error) -> LedgerError

    /// Names of the migrations that the tables have gone through.
    var schema: [String] { get }
}
