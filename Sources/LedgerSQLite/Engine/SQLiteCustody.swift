import Foundation
import GRDB
import Ledger

/// Looks after the ledger's file over a connection of its own that only reads, so that neither workers nor people wait.
struct SQLiteCustody {
    private let source: DatabaseQueue

    init(path: String) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.label = "ledger custody"
        source = try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Copies one state into a new file.
    /// - Throws: ``LedgerError/Code/conflict`` when there is one already; `DatabaseError`.
    func backup(to path: String) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw LedgerError(
                errno == EEXIST ? .conflict : .storageFailed, "backup: \(String(cString: strerror(errno)))")
        }
        defer { _ = Foundation.close(descriptor) }
        let target = try DatabaseQueue(path: path)
        try source.backup(to: target)
        // One file without a log beside it, that can be read where nothing can be written.
        try target.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
        try target.close()
        guard fsync(descriptor) == 0 else {
            throw LedgerError(.storageFailed, "backup: \(String(cString: strerror(errno)))")
        }
    }

    /// What is wrong with the tables and with the search index against them.
    static func faults(path: String) throws -> [LedgerFault] {
        do {
            return try SQLiteCustody(path: path).faults()
        } catch let error as DatabaseError where isDamage(error) {
            return [LedgerFault(.storageDamaged, "ledger", "SQLite \(error.extendedResultCode.rawValue)")]
        }
    }

    /// What is wrong with the file, whatever its tables are.
    static func storageFaults(path: String) throws -> [LedgerFault] {
        do {
            let custody = try SQLiteCustody(path: path)
            return try custody.source.read { try custody.integrityFaults($0) }
        } catch let error as DatabaseError where isDamage(error) {
            return [LedgerFault(.storageDamaged, "ledger", "SQLite \(error.extendedResultCode.rawValue)")]
        }
    }

    private func faults() throws -> [LedgerFault] {
        try source.read { db in
            let faults = try integrityFaults(db)
            // In a damaged file every other question may fail as well.
            return try faults.isEmpty ? foreignKeyFaults(db) + searchFaults(db) : faults
        }
    }

    private static func isDamage(_ error: DatabaseError) -> Bool {
        [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode)
    }

    /// Runs `body` on the tables, which it can only read.
    func read<T>(_ body: (LedgerTransaction) throws -> T) throws -> T {
        try source.read { db in
            let session = SQLiteSession(db: db)
            return try body(
                LedgerTransaction(
                    sql: session, searchIndex: SQLiteSearchIndex(sql: session), identifiers: IdentifierGenerator()))
        }
    }

    private func integrityFaults(_ db: Database) throws -> [LedgerFault] {
        try String.fetchAll(db, sql: "PRAGMA integrity_check(100)").filter { $0 != "ok" }
            .map { LedgerFault(.storageDamaged, "ledger", $0) }
    }

    private func searchFaults(_ db: Database) throws -> [LedgerFault] {
        do {
            return try SQLiteSearchCheck(db: db).faults()
        } catch let error as DatabaseError where Self.isDamage(error) {
            return [LedgerFault(.searchIndexDamaged, "search_text", "SQLite \(error.extendedResultCode.rawValue)")]
        }
    }

    private func foreignKeyFaults(_ db: Database) throws -> [LedgerFault] {
        var faults: [LedgerFault] = []
        let violations = try db.foreignKeyViolations()
        while faults.count < LedgerFault.maximumCount, let violation = try violations.next() {
            let row = violation.originRowID.map { " \($0)" } ?? ""
            faults.append(
                LedgerFault(
                    .referenceBroken, violation.originTable + row, "names a missing \(violation.destinationTable)"))
        }
        return faults
    }
}

extension SQLiteDriver: Maintenance {
    var isHere: Bool { true }

    func perform(_ call: CustodyCall) throws -> [LedgerFault] {
        do {
            switch call {
            case .backup(let target):
                try SQLiteCustody(path: path).backup(to: target)
                return []
            case .check: return try SQLiteCustody.faults(path: path) + searchStructureFaults()
            }
        } catch {
            throw translated(error)
        }
    }

    /// Lets FTS5 look at its own structures, which it does only where it may write.
    private func searchStructureFaults() throws -> [LedgerFault] {
        do {
            try transact(writes: true, timeout: .seconds(600)) { session, _ in
                _ = try session.run("INSERT INTO search_text (search_text) VALUES ('integrity-check')", [])
            }
            return []
        } catch let error as LedgerError where error.code == .storageFailed {
            return [LedgerFault(.searchIndexDamaged, "search_text", error.detail)]
        }
    }
}
