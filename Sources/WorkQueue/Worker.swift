import Basics
import Ledger

/// Claims jobs, has them done side by side, and sees to it that each attempt ends in the ledger.
///
/// While nothing is to be done it only reads. Its leases are extended while handlers run; a handler whose lease is lost
/// is cancelled, and cannot record anything any more.
public actor Worker {
    private let ledger: Ledger
    private let handlers: [JobKind: JobHandler]
    private let settings: WorkerSettings
    private let signal: any Notifier
    private let clock: TimeSource
    private let jitter: @Sendable () -> Double
    private let report: @Sendable (WorkerEvent) -> Void

    private var attempts: [ClaimedJob: Attempt] = [:]
    private var isOverdue = false

    /// One running handler.
    private struct Attempt {
        var task: Task<Void, Never>
        var timer: Task<Void, Never>?
        /// Why the handler was cancelled.
        var stop: Stop?
    }

    private enum Stop { case leaseLost, timedOut, shutdown }

    /// - Parameters:
    ///   - signal: is notified when jobs were enqueued in this process.
    ///   - chance: random numbers, 0 ..< 1, for the jitter of waiting times.
    public init(
        ledger: Ledger, handlers: [JobKind: JobHandler], settings: WorkerSettings, signal: any Notifier,
        clock: TimeSource = .system, jitter: @escaping @Sendable () -> Double = { .random(in: 0..<1) },
        report: @escaping @Sendable (WorkerEvent) -> Void = { _ in }
    ) {
        self.ledger = ledger
        self.handlers = handlers
        self.settings = settings
        self.signal = signal
        self.clock = clock
        self.jitter = jitter
        self.report = report
    }

    /// Works until the task is cancelled; then no more jobs are claimed, the handlers are cancelled, and the jobs that
    /// did not end are given back. To be called once.
    public func run() async { await work(only: nil) }

    /// Works on these jobs, and returns when each of them has ended or waits for a person, or the task is cancelled.
    public func run(only jobs: Set<JobID>) async { await work(only: jobs) }

    private func work(only jobs: Set<JobID>?) async {
        let filter = JobFilter(kinds: Set(handlers.keys), ids: jobs)
        let heartbeats = Task { await self.keepLeases() }
        while !Task.isCancelled {
            let seen = signal.generation
            if attempts.count < settings.slots, await claim(filter) > 0 { continue }
            if jobs != nil, attempts.isEmpty, await isSettled(filter) { break }
            await signal.changed(since: seen, within: settings.pollInterval, clock)
        }
        // This task may be cancelled; what is left to do must not be.
        await Task { await self.shutDown() }.value
        heartbeats.cancel()
    }

    // MARK: Claiming

    private func claim(_ filter: JobFilter) async -> Int {
        let (name, free, now) = (settings.name, settings.slots - attempts.count, clock.now())
        do {
            guard try await ledger.read({ try $0.hasAvailableJob(filter) }) else { return 0 }
            // Once begun it is carried through: a commit that is not noticed would leave jobs without a worker.
            let ledger = ledger
            let claims = try await Task {
                try await ledger.writeJobs { try $0.claimJobs(filter, limit: free, worker: name, at: now) }
            }.value
            for claim in claims { start(claim) }
            return claims.count
        } catch {
            reportFailure(error)
            return 0
        }
    }

    private func isSettled(_ filter: JobFilter) async -> Bool {
        do {
            return try await ledger.read { try !$0.hasLiveJob(filter) }
        } catch {
            reportFailure(error)
            return false
        }
    }

    private func reportFailure(_ error: any Error) {
        if !(error is CancellationError) { report(.ledgerFailed(JobError(error))) }
    }

    private func start(_ claim: ClaimedJob) {
        report(.claimed(claim))
        // A filter made of the handlers' kinds finds no other.
        guard let handler = handlers[claim.kind] else { return }
        attempts[claim] = Attempt(task: Task { await self.attempt(claim, handler) })
        guard let limit = handler.timeLimit else { return }
        attempts[claim]?.timer = Task { [clock] in
            guard (try? await clock.sleep(limit)) != nil else { return }
            self.stop(claim, .timedOut)
        }
    }

    private nonisolated func attempt(_ claim: ClaimedJob, _ handler: JobHandler) async {
        let outcome: JobOutcome?
        do {
            outcome = try await handler.perform(claim)
        } catch is JobLeaseLost {
            outcome = nil
        } catch {
            outcome = settings.outcomeOfError(error, clock.now())
        }
        await settle(claim, outcome)
    }

    // MARK: Leases

    private func keepLeases() async {
        while (try? await clock.sleep(settings.heartbeatInterval)) != nil {
            // What was stopped and does not end is left to the rescuer.
            let held = attempts.filter { $0.value.stop == nil || $0.value.stop == .shutdown }.map(\.key)
            guard !held.isEmpty else { continue }
            let now = clock.now()
            do {
                for claim in try await ledger.writeJobs({ try $0.heartbeat(held, at: now) }) { stop(claim, .leaseLost) }
            } catch {
                reportFailure(error)
            }
        }
    }

    private func stop(_ claim: ClaimedJob, _ reason: Stop) {
        guard attempts[claim] != nil, attempts[claim]?.stop == nil else { return }
        attempts[claim]?.stop = reason
        attempts[claim]?.task.cancel()
    }

    // MARK: Ends

    /// Records what became of an attempt.
    private func settle(_ claim: ClaimedJob, _ outcome: JobOutcome?) async {
        guard let attempt = attempts[claim] else { return }
        attempt.timer?.cancel()
        let ending = await record(claim, outcome, stop: attempt.stop)
        // Given back at the end of the program meanwhile: already told.
        guard attempts.removeValue(forKey: claim) != nil else { return }
        report(.ended(claim, ending))
        signal.notify()
    }

    private func record(_ claim: ClaimedJob, _ outcome: JobOutcome?, stop: Stop?) async -> WorkerEvent.Ending {
        guard let outcome else { return .leaseLost }
        let retryAt = retryInstant(afterFailures: claim.failures + 1)
        let attempt = AttemptRecorder(ledger: ledger, clock: clock, claim: claim, retryAt: retryAt)
        switch (stop, outcome) {
        // A heartbeat that comes right after the completion finds the lease gone as well: the ledger knows.
        case (_, .done): return await attempt.confirm()
        case (.leaseLost, _): return .leaseLost
        case (.shutdown, _): return await attempt.record(nil)
        case (.timedOut, _): return await attempt.record(.retry(.timedOut))
        case (nil, _): return await attempt.record(outcome)
        }
    }

    private func retryInstant(afterFailures failures: Int) -> Instant {
        clock.now().adding(settings.backoff.delay(afterFailures: failures, jitter: jitter()))
    }

    // MARK: Shutdown

    private func shutDown() async {
        for claim in attempts.keys { stop(claim, .shutdown) }
        let deadline = Task { [clock, settings] in
            guard (try? await clock.sleep(settings.shutdownDeadline)) != nil else { return }
            self.passDeadline()
        }
        while true {
            let seen = signal.generation
            guard !attempts.isEmpty, !isOverdue else { break }
            await signal.changed(since: seen)
        }
        deadline.cancel()
        for claim in attempts.keys {
            guard attempts.removeValue(forKey: claim) != nil else { continue }
            let attempt = AttemptRecorder(ledger: ledger, clock: clock, claim: claim, retryAt: clock.now())
            report(.ended(claim, await attempt.record(nil, tries: 1)))
        }
    }

    private func passDeadline() {
        isOverdue = true
        signal.notify()
    }
}
