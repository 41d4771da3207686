import Basics
import Ledger

/// What one attempt at a job came to.
public enum JobOutcome: Hashable, Sendable {
    /// Done: the handler has committed its effect and completed the job in one transaction.
    case done
    /// Failed; another attempt may help.
    case retry(JobError)
    /// Given up; nobody need look.
    case discard(JobError)
    /// Given up; a person has to look.
    case needsPerson(JobError)
    /// Not now; no attempt is used up. The reason, when there is one, stands beside the job until it ends.
    case snooze(until: Instant, because: JobError? = nil)
}

/// Does the jobs of one kind.
public struct JobHandler: Sendable {
    /// How long an attempt may take; `nil` for as long as it wants.
    public var timeLimit: Duration?
    /// Does one job. Its last step is one `ledger.write` that commits the effect and calls
    /// `tx.complete(claim, at:)`; when the lease is lost by then, that throws and nothing is recorded. It is cancelled
    /// when the lease is lost, its time is over or the worker stops. What it throws becomes an outcome by
    /// ``WorkerSettings/outcomeOfError``.
    public var perform: @Sendable (ClaimedJob) async throws -> JobOutcome

    public init(timeLimit: Duration? = nil, perform: @escaping @Sendable (ClaimedJob) async throws -> JobOutcome) {
        self.timeLimit = timeLimit
        self.perform = perform
    }
}

extension JobError {
    /// The handler took longer than it may.
    public static let timedOut = JobError(code: "timed_out", detail: "the attempt took longer than its limit")
    /// The handler said that it is done, but did not complete the job.
    public static let notCompleted = JobError(code: "not_completed", detail: "the handler did not complete the job")

    /// What is known of any error. Texts of errors that are not the program's own may hold personal data: only their
    /// type is kept.
    public init(_ error: any Error) {
        switch error {
        case let error as JobError: self = error
        case let error as LedgerError: self.init(code: error.code.rawValue, detail: error.detail)
        default: self.init(code: "handler_failed", detail: String(describing: type(of: error)))
        }
    }
}
