import Basics
import Ledger

/// Takes jobs away from workers that no longer show signs of life.
public actor Rescuer: HousekeepingService {
    public let interval: Duration
    private let ledger: Ledger
    private let signal: any Notifier
    private let backoff: Backoff
    private let clock: TimeSource
    private let jitter: @Sendable () -> Double
    private var lastRound: Instant?
    private var hasSkipped = false

    public init(
        ledger: Ledger, signal: any Notifier, interval: Duration = .seconds(15), backoff: Backoff = Backoff(),
        clock: TimeSource = .system, jitter: @escaping @Sendable () -> Double = { .random(in: 0..<1) }
    ) {
        self.ledger = ledger
        self.signal = signal
        self.interval = interval
        self.backoff = backoff
        self.clock = clock
        self.jitter = jitter
    }

    /// Takes back all leases, as a process does that has just opened a ledger which only one can have open: whoever
    /// held them is gone. The jobs are tried again at once; those that were there at the end of several processes in
    /// a row wait for others to go first, since one of them may be what ends the process.
    /// For the leader only: see `Leadership`.
    /// - Returns: how many there were.
    @discardableResult
    public func rescueAll() async throws -> Int {
        let now = clock.now()
        let rescued = try await ledger.write { tx in
            let rescued = try tx.rescueJobs(.all, at: now) { Self.retryInstant(after: $0, at: now) }
            if !rescued.isEmpty { try tx.promoteDueJobs(at: now) }
            return rescued.count
        }
        if rescued > 0 { signal.notify() }
        return rescued
    }

    public func round() async throws -> Int {
        let now = clock.now()
        guard !hasSlept(at: now) else { return 0 }
        guard try await ledger.read({ try $0.hasExpiredLease(at: now) }) else { return 0 }
        let (backoff, jitter) = (backoff, jitter)
        return try await ledger.write { tx in
            try tx.rescueJobs(at: now) { job in
                now.adding(backoff.delay(afterFailures: job.failures + 1, jitter: jitter()))
            }.count
        }
    }

    /// So many ends of a process in a row are no reason for suspicion.
    private static let unsuspicious = 5

    private static func retryInstant(after job: Job, at now: Instant) -> Instant {
        guard job.crashCount >= unsuspicious else { return now }
        let backoff = Backoff(first: .seconds(1), limit: .seconds(30))
        return now.adding(backoff.delay(afterFailures: job.crashCount - unsuspicious + 1, jitter: 0))
    }

    /// Whether much more time has passed since the last round than should have: the machine slept, or the clock was set
    /// forward. The workers are given until the next round to extend their leases, but only once in a row.
    private func hasSlept(at now: Instant) -> Bool {
        defer { lastRound = now }
        guard let lastRound, !hasSkipped else {
            hasSkipped = false
            return false
        }
        hasSkipped = now > lastRound.adding(interval).adding(.milliseconds(ClaimedJob.leaseMilliseconds / 2))
        return hasSkipped
    }
}
