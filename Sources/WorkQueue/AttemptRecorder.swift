import Basics
import Ledger

/// Writes into the ledger how one attempt ended. Cancelling the task that asks does not stop it.
struct AttemptRecorder: Sendable {
    let ledger: Ledger
    let clock: TimeSource
    let claim: ClaimedJob
    /// When to try again after a failure.
    let retryAt: Instant

    /// How often to try when the ledger cannot be written, and how long to wait first; each wait is twice the one
    /// before. Together they are shorter than a lease.
    static let tries = 5
    private static let firstWait = Duration.seconds(1)

    /// - Parameter outcome: `nil` to give the job back.
    func record(_ outcome: JobOutcome?, tries: Int = Self.tries) async -> WorkerEvent.Ending {
        await untilWritten(tries) { tx, now in
            switch outcome {
            case nil:
                try tx.release(claim, at: now)
                return .released
            case .done: return .done
            case .retry(let error):
                let state = try tx.retry(claim, error, retryAt: retryAt, at: now)
                return state == .discarded ? .deadLetter(error) : .retried(error)
            case .discard(let error):
                try tx.discard(claim, error, needsPerson: false, at: now)
                return .discarded(error)
            case .needsPerson(let error):
                try tx.discard(claim, error, needsPerson: true, at: now)
                return .deadLetter(error)
            case .snooze(let until, let error):
                try tx.snooze(claim, until: until, because: error, at: now)
                return .snoozed(error)
            }
        }
    }

    /// Makes sure that a handler which says that it is done has completed its job: one that has not would else run on
    /// for ever, as far as the ledger knows.
    func confirm() async -> WorkerEvent.Ending {
        let (claim, ledger) = (claim, ledger)
        let job = try? await Task { try await ledger.read { try $0.job(claim.id) } }.value
        guard let job else { return .done }
        guard job.attempt == claim.attempt else { return .leaseLost }
        switch job.state {
        case .running: return await record(.retry(.notCompleted))
        case .available, .retryable: return .leaseLost
        case .completed, .scheduled, .cancelled, .discarded: return .done
        }
    }

    private func untilWritten(
        _ tries: Int,
        _ body: @escaping @Sendable (LedgerTransaction, Instant) throws -> WorkerEvent.Ending
    ) async -> WorkerEvent.Ending {
        let (ledger, clock) = (ledger, clock)
        return await Task {
            var wait = Self.firstWait
            for _ in 0..<tries {
                let now = clock.now()
                do {
                    return try await ledger.write { try body($0, now) }
                } catch is JobLeaseLost {
                    return .leaseLost
                } catch {
                    try? await clock.sleep(wait)
                    wait *= 2
                }
            }
            return .unrecorded
        }.value
    }
}
