import Basics
import Ledger

/// Makes scheduled and retryable jobs available when their time has come.
public struct Scheduler: HousekeepingService {
    public let interval: Duration
    private let ledger: Ledger
    private let signal: any Notifier
    private let clock: TimeSource

    public init(ledger: Ledger, signal: any Notifier, interval: Duration = .seconds(1), clock: TimeSource = .system) {
        self.ledger = ledger
        self.signal = signal
        self.interval = interval
        self.clock = clock
    }

    public func round() async throws -> Int {
        let now = clock.now()
        guard try await ledger.read({ try $0.hasDueJob(at: now) }) else { return 0 }
        let count = try await ledger.write { try $0.promoteDueJobs(at: now) }
        if count > 0 { signal.notify() }
        return count
    }
}
