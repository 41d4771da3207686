import Basics

/// A job to be enqueued.
public struct NewJob: Hashable, Sendable {
    /// Most bytes of a payload.
    public static let maximumPayloadLength = 64 * 1024
    /// Most bytes of a unique key or of a lane's name.
    public static let maximumNameLength = 200
    /// After how many failed attempts a job is given up, unless told otherwise.
    public static let standardMaximumAttempts = 20

    public var kind: JobKind
    /// What the handler needs to know; references rather than content, never personal data.
    public var payload: String
    /// Of jobs of one kind with the same key only one is live at a time.
    public var uniqueKey: String?
    /// What a running job with the same key means.
    public var whileRunning: WhileRunning
    /// For whom the job is done: lanes are served fairly.
    public var lane: String
    public var priority: JobPriority
    /// After how many failed attempts in a row the job is given up, 1 to 1,000.
    public var maximumAttempts: Int
    /// Not to be started earlier; `nil` for at once.
    public var scheduledAt: Instant?

    /// What becomes of a job that is enqueued while one with its unique key runs.
    public enum WhileRunning: Hashable, Sendable {
        /// The running one may have read its input already, so that it does not stand for this one: once it has ended,
        /// its like is enqueued anew.
        case runsAgain
        /// The running one does all that this one would do: its key names everything that goes in.
        case isTheSame
    }

    public init(
        kind: JobKind, payload: String = "", uniqueKey: String? = nil, whileRunning: WhileRunning = .runsAgain,
        lane: String = "", priority: JobPriority = .normal, maximumAttempts: Int = Self.standardMaximumAttempts,
        scheduledAt: Instant? = nil
    ) {
        self.kind = kind
        self.payload = payload
        self.uniqueKey = uniqueKey
        self.whileRunning = whileRunning
        self.lane = lane
        self.priority = priority
        self.maximumAttempts = maximumAttempts
        self.scheduledAt = scheduledAt
    }

    func check() throws {
        guard payload.utf8.count <= Self.maximumPayloadLength else {
            throw LedgerError(.tooLarge, "payload of \(payload.utf8.count) bytes")
        }
        guard (uniqueKey ?? "").utf8.count <= Self.maximumNameLength, lane.utf8.count <= Self.maximumNameLength else {
            throw LedgerError(.tooLarge, "unique key or lane of a job")
        }
        guard (1...1_000).contains(maximumAttempts) else {
            throw LedgerError(.tooLarge, "\(maximumAttempts) attempts, limit 1 to 1000")
        }
    }
}
