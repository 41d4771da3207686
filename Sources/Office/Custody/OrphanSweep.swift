import ArtifactStore
import Basics
import Foundation
import Ledger

/// Removes artifacts that no record names, and files that interrupted work left behind.
///
/// An artifact is put into the store before the record that names it is committed, so only old ones count as abandoned;
/// one that is put in again meanwhile is young again and stays. Which are old is asked before what is named: whatever
/// was committed in between is kept.
public struct OrphanSweep: Sendable {
    /// What a sweep removed.
    public struct Result: Hashable, Sendable {
        public var artifacts = 0
        public var temporaryFiles = 0
    }

    let store: ArtifactStore
    let ledger: Ledger
    let files: BlockingWork

    public init(office: OpenHome) {
        self.init(store: office.store, ledger: office.ledger, files: BlockingWork(label: "sohoa.sweeper"))
    }

    init(store: ArtifactStore, ledger: Ledger, files: BlockingWork) {
        (self.store, self.ledger, self.files) = (store, ledger, files)
    }

    /// A ledger is worked through in as many parts, by the first digit of the digest, since all names at once would
    /// take much memory.
    static let parts = "0123456789abcdef".map(String.init)

    /// - Parameter limit: what was put in later is left alone.
    public func run(olderThan limit: Date) async throws -> Result {
        var result = Result()
        for part in Self.parts {
            try Task.checkCancellation()
            let old = try await files.run { [store] in
                try store.old(among: store.digests(startingWith: part), before: limit)
            }
            guard !old.isEmpty else { continue }
            let named = Set(try await ledger.read { try $0.referencedArtifacts(startingWith: part) })
            let orphans = old.filter { !named.contains($0) }
            result.artifacts += try await files.run { [store] in
                try orphans.count { try store.removeAbandoned($0, before: limit) }
            }
        }
        result.temporaryFiles = try await files.run { [store] in
            try store.removeTemporaryFiles(olderThan: limit)
        }
        return result
    }
}
