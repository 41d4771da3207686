import ArtifactStore
import Dossiers
import Foundation
import Ledger
import WorkQueue

/// A data home that is open: the ledger that this process owns, and the store beside it.
public struct Office: Sendable {
    public let home: DataHome
    public let ledger: Ledger
    public let store: ArtifactStore

    /// Opens a data home and makes it when there is none.
    ///
    /// When another process owns and shares it, all work on the ledger runs over there. Blocks for as long as the file
    /// system needs.
    /// - Throws: `LedgerError` (another process has it open and does not share it, …), `ArtifactStoreError`, the file system's error.
    public init(home: DataHome) throws {
        try self.init(home: home) { try Ledger(home: $0) }
    }

    /// Opens a data home as its owner, for a process that works unattended.
    /// - Throws: as ``init(home:)``; `LedgerError` also when the process that has it open would share it.
    public init(owning home: DataHome) throws {
        try self.init(home: home) { try Ledger(owning: $0) }
    }

    private init(home: DataHome, _ open: (URL) throws -> Ledger) throws {
        try home.prepare()
        self.home = home
        ledger = try open(URL(fileURLWithPath: home.path))
        store = try ArtifactStore(directory: URL(fileURLWithPath: home.artifacts))
    }
}

extension Instant {
    /// The present moment.
    public static func now() -> Instant { WorkClock.system.now() }
}
