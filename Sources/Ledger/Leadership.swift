/// Who does the chores that only one process may do: taking jobs from workers that died, scheduling, sweeping, clearing
/// away. How the leader is found is the matter of the engine that the processes share.
public protocol Leadership: Sendable {
    /// Whether that is this process, now.
    var isLeader: Bool { get }
}
