import Basics
import Ledger
import WorkQueue

/// Folds old whole reconciliations into each other, part by part, so that they take the room of what differs between
/// them. They are printed and compared as before.
public struct RunCompactor: HousekeepingService {
    public let interval: Duration
    private let ledger: Ledger
    private let now: @Sendable () -> Instant

    /// For how long a reconciliation stands as it was written: what is looked at most often, milliseconds.
    static let age: Int64 = 30 * 86_400_000

    public init(
        ledger: Ledger, interval: Duration = .seconds(6 * 3_600), now: @escaping @Sendable () -> Instant
    ) {
        self.ledger = ledger
        self.interval = interval
        self.now = now
    }

    /// - Returns: how many entries were folded.
    public func round() async throws -> Int {
        let instant = now()
        let limit = Instant(milliseconds: instant.milliseconds - Self.age)
        var folded = 0
        while try await ledger.read({ try $0.hasRunToCompact(recordedBefore: limit) }) {
            try Task.checkCancellation()
            folded += try await ledger.write { try $0.compactRun(recordedBefore: limit, at: instant) }
        }
        return folded
    }
}
