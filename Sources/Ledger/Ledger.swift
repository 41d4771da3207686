import Foundation

/// The record of everything that happened: cases, batches, pages, documents and what waits for a person, in one SQLite
/// file that exactly one process owns while it has it open.
///
/// All work goes through ``write(_:)`` and ``read(_:)``, whose bodies are synchronous: no recognition, file or network
/// wait can happen inside a transaction.
public final class Ledger: Sendable {
    let driver: any LedgerDriver

    /// Opens the ledger of a data home, makes it when there is none, and brings its schema up to date. When another
    /// process owns the home and serves it (see ``serve()``), all work runs over there.
    ///
    /// Blocks for as long as the file system needs, and a few seconds when the owner is a process that is about to end:
    /// call it at the start, or off the cooperative pool.
    /// - Parameters:
    ///   - home: the data home; made, for its owner only, when it does not exist.
    ///   - identifiers: makes the identities of records.
    /// - Throws: ``LedgerError`` with ``LedgerError/Code/homeInUse`` when another process has it open and does not serve
    ///   it, ``LedgerError/Code/homeUnusable``, ``LedgerError/Code/newerSchema``, ``LedgerError/Code/ownerDiffers``.
    public convenience init(home: URL, identifiers: IdentifierGenerator = IdentifierGenerator()) throws {
        self.init(driver: try Self.driver(home: home, identifiers))
    }

    /// Opens the ledger of a data home as its owner; a command that has it open at the moment is given a few seconds to
    /// end.
    /// - Throws: as ``init(home:identifiers:)``; ``LedgerError/Code/homeInUse`` also when the other process serves it.
    public convenience init(owning home: URL, identifiers: IdentifierGenerator = IdentifierGenerator()) throws {
        self.init(driver: try Self.driver(home: home, identifiers, mustOwn: true))
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

    /// How long ``write(_:)`` may wait for its turn, in this task and those that it starts; `nil` for as long as it takes.
    /// It fails with ``LedgerError/Code/busy`` then, and at once when another transaction has been writing for longer.
    /// For whoever can say "try again" to somebody. Where another process owns the ledger, that one's patience counts.
    @TaskLocal public static var patience: Duration?

    /// For how long a transaction has been writing; `nil` when none is, or when another process owns the ledger.
    public var writerHeldFor: Duration? { (driver as? any OwningDriver)?.writerHeldFor }

    /// Whether this process has the ledger's file open itself.
    public var isOwner: Bool { driver is any OwningDriver }

    /// Lets other processes of this user work with the ledger for as long as this one has it open.
    /// - Returns: the service, to be stopped before the ledger is closed; `nil` when another process owns it.
    /// - Throws: ``LedgerError`` when the socket in the data home cannot be made.
    public func serve(home: URL) throws -> LedgerService? {
        guard let owner = driver as? any OwningDriver else { return nil }
        return try LedgerService(driver: owner, home: home.path(percentEncoded: false))
    }

    /// Closes the file and gives the data home free; the ledger cannot be used afterwards. Blocks until running
    /// transactions have ended.
    public func close() throws { try driver.close() }

    // MARK: Parts

    /// How long an owner that does not serve its home is given to end, seconds.
    private static let timeToEnd = 5.0

    private static func driver(
        home: URL, _ identifiers: IdentifierGenerator, mustOwn: Bool = false
    ) throws -> any LedgerDriver {
        let deadline = ContinuousClock.now + .seconds(timeToEnd)
        while ContinuousClock.now < deadline {
            if let own = try inUseAsNil({ try SQLiteDriver(home: home, identifiers: identifiers) }) { return own }
            if let peer = try SocketDriver.connected(home: home, identifiers: identifiers) {
                guard mustOwn else { return peer }
                peer.close()
                throw LedgerError(.homeInUse, "another process has this data home open and serves it")
            }
            // Nobody tells when a lock is given free; blocking here is what `init` says it does.
            usleep(20_000)
        }
        return try SQLiteDriver(home: home, identifiers: identifiers)
    }

    private static func inUseAsNil(_ open: () throws -> SQLiteDriver) throws -> SQLiteDriver? {
        do {
            return try open()
        } catch let error as LedgerError {
            guard error.code == .homeInUse else { throw error }
            return nil
        }
    }
}
