import ArtifactStore
import DocumentModel
import Foundation
import Ledger
import WorkQueue

/// Removes artifacts that no record names, and files that interrupted work left behind.
///
/// An artifact is put into the store before the record that names it is committed, so only old ones count as abandoned;
/// one that is put in again meanwhile is young again and stays. Which are old is asked before what is named: whatever
/// was committed in between is kept.
struct OrphanSweep: Sendable {
    /// What a sweep removed.
    struct Result: Hashable, Sendable {
        var artifacts = 0
        var temporaryFiles = 0
    }

    let store: ArtifactStore
    let ledger: Ledger
    let files: BlockingWork

    /// A ledger is worked through in as many parts, by the first digit of the digest, since all names at once would
    /// take much memory.
    static let parts = "0123456789abcdef".map(String.init)

    /// - Parameter limit: what was put in later is left alone.
    func run(olderThan limit: Date) async throws -> Result {
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

/// Sweeps the store from time to time.
public struct OrphanSweeper: HousekeepingService {
    public let interval: Duration
    private let sweep: OrphanSweep
    private let age: Duration
    private let clock: WorkClock

    /// - Parameter age: how old an artifact without a record has to be; longer than the intake of any batch takes.
    public init(
        office: Office, age: Duration = .seconds(24 * 3_600), interval: Duration = .seconds(6 * 3_600),
        clock: WorkClock = .system
    ) {
        sweep = OrphanSweep(store: office.store, ledger: office.ledger, files: BlockingWork(label: "sohoa.sweeper"))
        self.age = age
        self.interval = interval
        self.clock = clock
    }

    public func round() async throws -> Int {
        let seconds = Double(clock.now().milliseconds) / 1_000 - Double(age.components.seconds)
        let result = try await sweep.run(olderThan: Date(timeIntervalSince1970: seconds))
        return result.artifacts + result.temporaryFiles
    }
}
