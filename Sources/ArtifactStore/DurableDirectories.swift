import Synchronization

/// The directories whose own entry in their parent is known to be on disk, so that parents are not synchronised again
/// for every file.
final class DurableDirectories: Sendable {
    private let known = Mutex<Set<String>>([])

    func contains(_ path: String) -> Bool { known.withLock { $0.contains(path) } }

    func insert(_ path: String) { known.withLock { _ = $0.insert(path) } }
}
