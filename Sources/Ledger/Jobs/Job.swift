import Basics

/// A job as it stands.
public struct Job: Hashable, Sendable {
    /// After how many attempts in a row that ended with their process a job is given up: it may be what ends it.
    public static let maxCrashes = 100

    public var id: JobID
    public var kind: JobKind
    public var payload: String
    public var uniqueKey: String?
    public var lane: String
    public var priority: JobPriority
    public var state: JobState
    /// How often it was claimed. It only ever grows, so that with the identity it is the fence of a lease.
    public var attempt: Int
    /// Attempts that failed since it last made progress, or since a person let it try again. Attempts that were put off
    /// or given back do not count.
    public var failures: Int
    /// The number of ``failures`` with which it is given up.
    public var maximumAttempts: Int
    /// Attempts whose process ended, since the job last made progress, or since a person let it try again. That hardly
    /// ever is the job's fault: they are counted apart from ``failures``.
    public var crashCount: Int
    /// Whether it was given up in such a way that a person must look at it: a dead letter.
    public var needsPerson: Bool
    public var createdAt: Instant
    /// Since when it is in its ``state``.
    public var stateSince: Instant
    /// When it is to be available, while it is scheduled or retryable.
    public var scheduledAt: Instant?
    /// Until when its worker need not show signs of life, while it runs.
    public var leasedUntil: Instant?
    /// When its like is to be done once more, while it runs: somebody enqueued it after it had begun.
    public var againAt: Instant?
    /// Who holds it, while it runs.
    public var worker: String?
    /// What the last failed or given up attempt came to.
    public var lastError: JobError?
    /// Where it stands among all.
    public var place: JobPlace
}

/// Where a job stands among all, in the order in which they were enqueued.
public struct JobPlace: Hashable, Comparable, Sendable {
    let ordinal: Int

    public init(ordinal: Int) { self.ordinal = ordinal }

    public static func < (a: JobPlace, b: JobPlace) -> Bool { a.ordinal < b.ordinal }
}

/// What became of enqueuing.
public struct EnqueuedJob: Hashable, Sendable {
    /// The new job, or the live one with the same unique key.
    public var job: Job
    public var isNew: Bool
}

/// Something that happened to a job and that is kept until the job itself is pruned.
public struct JobEvent: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// An attempt failed.
        case failed
        /// The worker of an attempt disappeared.
        case rescued
        /// The job was given up.
        case discarded
        /// The job is no longer wanted.
        case cancelled
        /// A person let it try again.
        case retriedByPerson = "retried_by_person"
        /// A person gave it up, or had seen that it was given up.
        case discardedByPerson = "discarded_by_person"
    }

    public var kind: Kind
    /// The attempt that was the last one then.
    public var attempt: Int
    public var error: JobError?
    /// The person who decided.
    public var person: String?
    public var recordedAt: Instant
}

/// How many jobs of a kind are in a state.
public struct JobCount: Hashable, Sendable {
    public var kind: JobKind
    public var state: JobState
    public var count: Int
    /// Since when the one that is in this state for the longest is in it.
    public var oldestSince: Instant
}

/// How many jobs of a lane wait and run.
public struct LaneCount: Hashable, Sendable {
    public var lane: String
    /// Available, scheduled and retryable.
    public var waiting: Int
    public var running: Int
    /// When the oldest of them was enqueued.
    public var oldestCreatedAt: Instant
}
