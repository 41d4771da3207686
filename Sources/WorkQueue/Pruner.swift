import Basics
import Ledger

/// Removes finished jobs after a time; dead letters stay until a person has decided about them. Forgets by what acts of
/// reviewers are known when they are sent again.
public struct Pruner: HousekeepingService {
    public let interval: Duration
    private let ledger: Ledger
    private let retention: Duration
    private let clock: TimeSource

    /// Most rows that are removed in one transaction.
    private static let slice = 500

    /// For how long an act is known when it is sent again: as long as what somebody typed and did not send is kept, from
    /// which a screen may be opened once more.
    static let actRetention = Duration.seconds(30 * 86_400)

    /// - Parameter retention: for how long finished jobs are kept.
    public init(
        ledger: Ledger, retention: Duration = .seconds(14 * 86_400), interval: Duration = .seconds(600),
        clock: TimeSource = .system
    ) {
        self.ledger = ledger
        self.retention = retention
        self.interval = interval
        self.clock = clock
    }

    public func round() async throws -> Int {
        let now = clock.now()
        return try await jobs(finishedBefore: now.adding(.zero - retention))
            + acts(recordedBefore: now.adding(.zero - Self.actRetention))
    }

    private func acts(recordedBefore limit: Instant) async throws -> Int {
        var removed = 0
        while try await ledger.read({ try $0.hasReviewActToPrune(recordedBefore: limit) }) {
            try Task.checkCancellation()
            removed += try await ledger.write { try $0.pruneReviewActs(recordedBefore: limit, limit: Self.slice) }
        }
        return removed
    }

    private func jobs(finishedBefore limit: Instant) async throws -> Int {
        var removed = 0
        while try await ledger.read({ try $0.hasJobToPrune(finishedBefore: limit) }) {
            try Task.checkCancellation()
            removed += try await ledger.write { try $0.pruneJobs(finishedBefore: limit, limit: Self.slice) }
        }
        return removed
    }
}
