import Basics
import Foundation
import GRDB
import Ledger

/// A copy of a ledger in a file of its own.
struct SQLiteCopy: LedgerCopy {
    private let path: String

    init(file: URL) { path = file.path(percentEncoded: false) }

    func referencedArtifacts(startingWith start: String = "") throws -> [ContentDigest] {
        try Self.translatingErrors {
            try SQLiteCustody(path: path).read { try $0.referencedArtifacts(startingWith: start) }
        }
    }

    func storageFaults() throws -> [LedgerFault] {
        try Self.translatingErrors { try SQLiteCustody.storageFaults(path: path) }
    }

    func faults() throws -> [LedgerFault] {
        try Self.translatingErrors {
            let faults = try SQLiteCustody.faults(path: path)
            // The records of a damaged file tell nothing.
            return faults.contains { $0.code == .storageDamaged }
                ? faults : try faults + SQLiteCustody(path: path).read { try $0.recordFaults() + $0.auditFaults() }
        }
    }

    func endSignIns() throws {
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
