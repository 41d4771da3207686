import Foundation
import Ledger

/// The ledger of a data home in one SQLite file, as this process has it: the file itself, or, where another process has
/// the file open and serves it, a connection to that one.
///
/// Whoever has the file leads: no other process can do the chores meanwhile.
public final class SQLiteHome: OpenLedger {
    public let ledger: Ledger
    /// `nil` where another process has the file.
    private let owner: SQLiteDriver?
    private let path: String

    public var isLeader: Bool { owner != nil }

    /// Opens the ledger of a data home, makes it when there is none, and brings its schema up to date. When another
    /// process owns the home and serves it (see ``serve()``), all work runs over there.
    ///
    /// Blocks for as long as the file system needs, and a few seconds when the owner is a process that is about to end:
    /// call it at the start, or off the cooperative pool.
    /// - Parameters:
    ///   - url: the data home; made, for its owner only, when it does not exist.
    ///   - mustOwn: whether another process's ledger will not do.
    ///   - identifiers: makes the identities of records.
    /// - Throws: `LedgerError` with `homeInUse` when another process has it open and does not serve it, or serves it
    ///   though `mustOwn`; `homeUnusable`, `newerSchema`, `ownerDiffers`.
    public init(
        opening url: URL, mustOwn: Bool = false, identifiers: IdentifierGenerator = IdentifierGenerator()
    ) throws {
        path = url.path(percentEncoded: false)
        let driver = try Self.driver(url, identifiers, mustOwn: mustOwn)
        owner = driver as? SQLiteDriver
        ledger = Ledger(driver: driver)
    }

    /// Lets other processes of this user work with the ledger for as long as this one has it open.
    /// - Returns: the service, to be stopped before the ledger is closed; `nil` when another process owns it.
    /// - Throws: `LedgerError` when the socket in the data home cannot be made.
    public func serve() throws -> (any LedgerSharing)? {
        try owner.map { try LedgerService(driver: $0, home: path) }
    }

    // MARK: Parts

    /// How long an owner that does not serve its home is given to end, seconds.
    private static let timeToEnd = 5.0

    private static func driver(
        _ home: URL, _ identifiers: IdentifierGenerator, mustOwn: Bool
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
