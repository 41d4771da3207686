/// How a job stands. The names are those of Oban and River.
public enum JobState: String, Hashable, Sendable, Codable, CaseIterable {
    /// Waits for a worker.
    case available
    /// Waits for its time.
    case scheduled
    /// A worker holds its lease.
    case running
    /// Failed, and waits for its next attempt.
    case retryable
    /// Done; its effect was committed with this state.
    case completed
    /// No longer wanted.
    case cancelled
    /// Given up: its attempts are used up, or another attempt would not help.
    case discarded

    /// Whether the job still will be, or is being, worked on. A unique key stands once among these.
    public var isLive: Bool {
        switch self {
        case .available, .scheduled, .running, .retryable: true
        case .completed, .cancelled, .discarded: false
        }
    }
}
