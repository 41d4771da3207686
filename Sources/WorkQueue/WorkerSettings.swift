import Basics
import Ledger

/// How a worker works.
public struct WorkerSettings: Sendable {
    /// Who it is, to be shown to people.
    public var name: String
    /// How many jobs it does at a time.
    public var slots: Int
    /// How often it extends its leases; well below `ClaimedJob.leaseMilliseconds`.
    public var heartbeatInterval: Duration
    /// How often it looks for jobs that another process enqueued.
    public var pollInterval: Duration
    /// How long handlers may take to end when it stops; their jobs are given back then in any case.
    public var shutdownDeadline: Duration
    public var backoff: Backoff
    /// What an error that a handler threw means for its job.
    public var outcomeOfError: @Sendable (any Error, Instant) -> JobOutcome

    public init(
        name: String, slots: Int, heartbeatInterval: Duration = .seconds(15), pollInterval: Duration = .seconds(1),
        shutdownDeadline: Duration = .seconds(8), backoff: Backoff = Backoff(),
        outcomeOfError: @escaping @Sendable (any Error, Instant) -> JobOutcome = Self.standardOutcome
    ) {
        self.name = name
        self.slots = max(slots, 1)
        self.heartbeatInterval = heartbeatInterval
        self.pollInterval = pollInterval
        self.shutdownDeadline = shutdownDeadline
        self.backoff = backoff
        self.outcomeOfError = outcomeOfError
    }

    /// A disk that is full or a ledger that cannot be reached is not the job's fault and uses up no attempt; everything
    /// else is a failure.
    @Sendable public static func standardOutcome(of error: any Error, at now: Instant) -> JobOutcome {
        switch (error as? LedgerError)?.code {
        case .noSpace, .storageFailed, .homeInUse, .busy:
            .snooze(until: now.adding(.seconds(30)), because: JobError(error))
        default: .retry(JobError(error))
        }
    }
}

/// What a worker tells about its work, for logs and metrics; holds no personal data.
public enum WorkerEvent: Sendable {
    case claimed(ClaimedJob)
    case ended(ClaimedJob, Ending)
    /// The ledger could not be read or written; the worker tries again.
    case ledgerFailed(JobError)

    /// How an attempt ended.
    public enum Ending: Hashable, Sendable {
        case done
        /// Failed, to be tried again.
        case retried(JobError)
        /// Failed for the last time, or given up for a person to look.
        case deadLetter(JobError)
        case discarded(JobError)
        /// Put off, without its fault; why, when that was said.
        case snoozed(JobError?)
        /// Given back because the worker stopped.
        case released
        /// Another one may have it.
        case leaseLost
        /// Its outcome could not be recorded; it will be rescued.
        case unrecorded
    }
}
