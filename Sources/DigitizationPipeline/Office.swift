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
    /// Blocks for as long as the file system needs.
    /// - Throws: `LedgerError` (another process has it open, …), `ArtifactStoreError`, the file system's error.
    public init(home: DataHome) throws {
        try home.prepare()
        self.home = home
        ledger = try Ledger(home: URL(fileURLWithPath: home.path))
        store = try ArtifactStore(directory: URL(fileURLWithPath: home.artifacts))
    }
}

extension Instant {
    /// The present moment.
    public static func now() -> Instant { WorkClock.system.now() }
}
