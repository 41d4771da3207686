import Foundation
import GRDB
import Ledger
import Synchronization

/// The ledger in one SQLite file: write-ahead log, every commit on disk before it is reported.
///
/// Exactly one process opens the file: SQLite before 3.51.3 can damage it when two processes reset the log at the same
/// time, so an exclusive lock on a file beside it is held for as long as it is open.
final class SQLiteDriver: OwningDriver {
    private let pool: DatabasePool
    private let gate = WriterGate()
    /// The database file.
    let path: String
    private let lock: Mutex<HomeLock?>
    private let identifiers: IdentifierGenerator
    private let beforeCommit: @Sendable () throws -> Void

    /// - Parameter beforeCommit: called at the end of each writing transaction; tests let it fail or look at the disk.
    init(
        home: URL, identifiers: IdentifierGenerator, beforeCommit: @escaping @Sendable () throws -> Void = {}
    ) throws {
        self.identifiers = identifiers
        self.beforeCommit = beforeCommit
        do {
            try FileManager.default.createDirectory(
                at: home, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw LedgerError(.homeUnusable, "the data home cannot be made")
        }
        lock = Mutex(try HomeLock(path: home.appending(path: "ledger.lock").path(percentEncoded: false)))
        let file = home.appending(path: SQLiteEngine.fileName).path(percentEncoded: false)
        path = file
        try Self.makeFile(file)
        pool = try Self.translatingErrors(.homeUnusable) {
            let pool = try DatabasePool(path: file, configuration: Self.configuration)
            try SQLiteSchema.migrate(pool)
            return pool
        }
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (LedgerTransaction) throws -> T) async throws -> T {
        let (identifiers, beforeCommit) = (identifiers, beforeCommit)
        try await gate.enter(timeout: Ledger.timeout)
        defer { gate.leave() }
        return try await Self.translatingErrors {
            try await pool.write { db in
                let result = try body(Self.transaction(db, identifiers))
                try beforeCommit()
                return result
            }
        }
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (LedgerTransaction) throws -> T) async throws -> T {
        let identifiers = identifiers
        return try await Self.translatingErrors {
            try await pool.read { try body(Self.transaction($0, identifiers)) }
        }
    }

    func transact<T>(
        writes: Bool, timeout: Duration, _ body: (any SQLSession, Interrupter) throws -> T
    ) throws -> T {
        guard writes else { return try Self.translatingErrors { try pool.read { try Self.run(body, $0) } } }
        try gate.enterBlocking(within: timeout)
        defer { gate.leave() }
        return try Self.translatingErrors {
            try pool.write { db in
                let result = try Self.run(body, db)
                try beforeCommit()
                return result
            }
        }
    }

    private static func run<T>(_ body: (any SQLSession, Interrupter) throws -> T, _ db: Database) throws -> T {
        let interrupter = Interrupter(db.sqliteConnection)
        defer { interrupter.retire() }
        return try body(SQLiteSession(db: db), interrupter)
    }

    var writerHeldFor: Duration? { gate.heldFor }

    func translated(_ error: any Error) -> LedgerError {
        switch error {
        case let error as LedgerError: error
        case let error as DatabaseError: Self.translated(error, .storageFailed)
        default: LedgerError(.storageFailed, "\(type(of: error))")
        }
    }

    var schema: [String] { SQLiteSchema.migrations }

    func close() throws {
        try Self.translatingErrors { try pool.close() }
        lock.withLock { $0 = nil }
    }

    // MARK: Parts

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "ledger"
        configuration.busyMode = .timeout(10)
        configuration.foreignKeysEnabled = true
        // Half of them for the other processes that are served: see `LedgerService`.
        configuration.maximumReaderCount = 8
        configuration.prepareDatabase { db in
            try SQLiteSearchScore.register(in: db)
            // In WAL mode the default, NORMAL, may lose the last commits in a power failure.
            try db.execute(sql: "PRAGMA synchronous = FULL")
            // KiB; only what is used is taken. The indexes of a million parcels, filled in any order, fit in; who reads
            // so much goes through it once.
            try db.execute(sql: "PRAGMA cache_size = \(db.configuration.readonly ? -8192 : -65536)")
            // Pages of 4 KiB in the log before they go into the file: what a large import writes again and again goes
            // there once. A log of this size is read again within a second after a crash.
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 8192")
            // Bytes that the log keeps on the disk after a large transaction.
            try db.execute(sql: "PRAGMA journal_size_limit = 67108864")
        }
        return configuration
    }

    /// Makes the file before SQLite does, so that it and its log are for the owner only.
    private static func makeFile(_ path: String) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw LedgerError(.homeUnusable, "ledger file: \(String(cString: strerror(errno)))")
        }
        _ = Foundation.close(descriptor)
    }

    private static func transaction(_ db: Database, _ identifiers: IdentifierGenerator) -> LedgerTransaction {
        let session = SQLiteSession(db: db)
        return LedgerTransaction(
            sql: session, searchIndex: SQLiteSearchIndex(sql: session), identifiers: identifiers)
    }

    private static func translatingErrors<T>(
        _ fallback: LedgerError.Code = .storageFailed, _ body: () throws -> T
    ) throws -> T {
        do { return try body() } catch let error as DatabaseError { throw translated(error, fallback) }
    }

    private static func translatingErrors<T>(_ body: () async throws -> T) async throws -> T {
        do {
            return try await body()
        } catch let error as DatabaseError {
            throw translated(error, .storageFailed)
        }
    }

    /// Statements and values stay out of the text: they may hold personal data.
    static func translated(_ error: DatabaseError, _ fallback: LedgerError.Code) -> LedgerError {
        let code: LedgerError.Code =
            switch error.resultCode {
            case .SQLITE_FULL: .noSpace
            case .SQLITE_CONSTRAINT: .conflict
            default: fallback
            }
        return LedgerError(code, "SQLite \(error.extendedResultCode.rawValue): \(error.message ?? "no message")")
    }
}
