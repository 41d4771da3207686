import Basics
import Foundation
import GRDB
import Ledger

/// A copy of a ledger that ``Ledger/backup(to:)`` made, to be looked at and, but for
/// ``endSignIns()``, not changed. All calls block.
public struct LedgerCopy {
    /// What a ledger's file is called in its data home, and in a backup.
    public static let fileName = "ledger.sqlite"

    private let path: String

    public init(file: URL) { path = file.path(percentEncoded: false) }

    /// Every artifact that the copy names, ascending; see ``LedgerTransaction/referencedArtifacts(startingWith:)``.
    /// - Throws: ``LedgerError``.
    public func referencedArtifacts(startingWith start: String = "") throws -> [ContentDigest] {
        try Self.translatingErrors {
            try SQLiteCustody(path: path).read { try $0.referencedArtifacts(startingWith: start) }
        }
    }

    /// What is wrong with the file itself. Unlike ``faults()`` it can be asked of a copy that an earlier program made, whose
    /// tables are others.
    public func storageFaults() throws -> [LedgerFault] {
        try Self.translatingErrors { try SQLiteCustody.storageFaults(path: path) }
    }

    /// What is wrong with it, as ``Ledger/faults()`` tells.
    public func faults() throws -> [LedgerFault] {
        try Self.translatingErrors {
            let faults = try SQLiteCustody.faults(path: path)
            // The records of a damaged file tell nothing.
            return faults.contains { $0.code == .storageDamaged }
                ? faults : try faults + SQLiteCustody(path: path).read { try $0.recordFaults() + $0.auditFaults() }
        }
    }

    /// Ends all sign-ins and one-time links of a copy that becomes a data home: what was ended or used after the copy was
    /// made must not be good again. A copy of an earlier program has none.
    public func endSignIns() throws {
        try Self.translatingErrors {
            let queue = try DatabaseQueue(path: path)
            try queue.write { db in
                if try db.tableExists("sessions") {
                    try db.execute(
                        sql: "UPDATE sessions SET ended_at = last_used_at, totp_secret = NULL WHERE ended_at IS NULL")
                }
                if try db.tableExists("account_links") {
                    try db.execute(sql: "UPDATE account_links SET closed_at = created_at WHERE closed_at IS NULL")
                }
            }
            try queue.close()
        }
    }

    private static func translatingErrors<T>(_ body: () throws -> T) throws -> T {
        do { return try body() } catch let error as DatabaseError {
            throw SQLiteDriver.translated(error, .storageFailed)
        }
    }
}
