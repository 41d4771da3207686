import Foundation
import Ledger

/// Ledgers in one SQLite file in their data home.
public struct SQLiteEngine: LedgerEngine {
    /// What a ledger's file is called in its data home, and in a backup.
    static let fileName = "ledger.sqlite"

    public init() {}

    public var copyName: String { Self.fileName }

    public func hasLedger(in home: URL) -> Bool {
        FileManager.default.fileExists(atPath: home.appending(path: Self.fileName).path(percentEncoded: false))
    }

    public func open(_ home: URL, mustLead: Bool) throws -> any OpenLedger {
        try SQLiteHome(opening: home, mustOwn: mustLead)
    }

    public func copy(at file: URL) -> any LedgerCopy { SQLiteCopy(file: file) }
}
