import Basics

/// The record of everything that happened: cases, batches, pages, documents and what waits for a person, in one
/// database. Which engine that is, who has it open and who does its chores is the driver's matter.
///
/// All work goes through ``write(_:)`` and ``read(_:)``, whose bodies are synchronous: no recognition, file or network
/// wait can happen inside a transaction.
public final class Ledger: Sendable {
    package let driver: any LedgerDriver
    /// Who does what is recorded through this value.
    public let actor: Actor
    /// In which session and with which rights the actor does it, as JSON; `nil` where the account says it all.
    public let context: String?

    /// Who opens a ledger is its engine's target.
    package init(driver: any LedgerDriver, actor: Actor = .program, context: String? = nil) {
        self.driver = driver
        self.actor = actor
        self.context = context
    }

    /// The same ledger, in whose record of acts another one stands.
    public func acting(as actor: Actor, context: String? = nil) -> Ledger {
        Ledger(driver: driver, actor: actor, context: context)
    }

    /// Runs `body` in one transaction: all of it is recorded, durably, or, when it throws, nothing. Transactions that
    /// write run one after the other.
    /// - Throws: what `body` throws; ``LedgerError``; `CancellationError` when the task was cancelled before the end.
    public func write<T: Sendable>(
        _ body: @escaping @Sendable (LedgerTransaction) throws -> T
    ) async throws -> T {
        let (actor, context) = (actor, context)
        return try await driver.write { tx in
            var tx = tx
            (tx.actor, tx.context) = (actor, context)
            let result = try body(tx)
            try tx.recordActs()
            return result
        }
    }

    /// Runs `body`, which takes available jobs or keeps the leases of running ones and does nothing else, in one
    /// transaction. Where the engine can, it does not wait for transactions that write, nor they for it.
    /// - Throws: as ``write(_:)``.
    public func writeJobs<T: Sendable>(
        _ body: @escaping @Sendable (LedgerTransaction) throws -> T
    ) async throws -> T {
        try await driver.writeJobs(body)
    }

    /// Runs `body` on one consistent state of the ledger; whatever it tries to write is refused.
    /// - Throws: what `body` throws; ``LedgerError``; `CancellationError`.
    public func read<T: Sendable>(
        _ body: @escaping @Sendable (LedgerTransaction) throws -> T
    ) async throws -> T {
        try await driver.read(body)
    }

    /// How long ``write(_:)`` may wait for its turn, in this task and those that it starts; `nil` for as long as it takes.
    /// It fails with ``LedgerError/Code/busy`` then, and at once when another transaction has been writing for longer.
    /// For whoever can say "try again" to somebody. Where another process owns the ledger, that one's patience counts.
    @TaskLocal public static var timeout: Duration?

    /// For how long a transaction has been writing; `nil` when none is, or when that is known in another process only.
    public var writerHeldFor: Duration? { driver.writerHeldFor }

    /// Closes the database; the ledger cannot be used afterwards. Blocks until running
    /// transactions have ended.
    public func close() throws { try driver.close() }
}
