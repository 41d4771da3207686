import Basics
import Ledger
import WorkQueue

/// Sees to it that the legs follow reconciliations whose process ended before they had: has them reconciled again, which
/// records nothing twice.
public actor UnfollowedRuns: HousekeepingService {
    public let interval: Duration
    private let ledger: Ledger
    private let job: NewJob
    private let signal: any Notifier
    private let now: @Sendable () -> Instant
    private var hasLooked = false

    /// How long the legs may take to follow a run that another process has recorded, milliseconds.
    static let timeout: Int64 = 600_000

    /// - Parameters:
    ///   - pipelines: the first that reconciles gets the report.
    ///   - now: the clock.
    public init(
        ledger: Ledger, pipelines: [PostalPipelineSteps], signal: any Notifier, interval: Duration = .seconds(60),
        now: @escaping @Sendable () -> Instant = TimeSource.system.now
    ) {
        self.ledger = ledger
        self.signal = signal
        self.interval = interval
        self.now = now
        job = NewJob.reconciling(pipelines.first(where: \.reconciles), whileRunning: .isTheSame)
    }

    /// At the first look nobody else can be at it: the service has only just opened its ledger.
    public func round() async throws -> Int {
        let instant = now()
        let limit = hasLooked ? Instant(milliseconds: instant.milliseconds - Self.timeout) : instant
        hasLooked = true
        guard try await ledger.read({ try $0.hasRunWithoutLegs(recordedUntil: limit) }) else { return 0 }
        let job = job
        let isNew = try await ledger.write { try $0.enqueue(job, at: instant).isNew }
        if isNew { signal.notify() }
        return isNew ? 1 : 0
    }
}
