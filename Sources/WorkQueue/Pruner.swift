import Basics
import Ledger

/// Removes finished jobs after a time; dead letters stay until a person has decided about them.
public struct Pruner: HousekeepingService {
    public let interval: Duration
    private let ledger: Ledger
    private let retention: Duration
    private let clock: TimeSource

    /// Most jobs that are removed in one transaction.
    private static let slice = 500

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
        let limit = clock.now().adding(.zero - retention)
        var removed = 0
        while try await ledger.read({ try $0.hasJobToPrune(finishedBefore: limit) }) {
            try Task.checkCancellation()
            removed += try await ledger.write { try $0.pruneJobs(finishedBefore: limit, limit: Self.slice) }
        }
        return removed
    }
}
