import Dispatch

/// Runs blocking file work on threads of its own: the cooperative pool has one thread a core, and a blocked one
/// stops everybody.
public struct BlockingWork: Sendable {
    private let queue: DispatchQueue

    /// - Parameter label: names the threads for debuggers.
    public init(label: String) {
        queue = DispatchQueue(label: label, attributes: .concurrent)
    }

    /// Runs `body` off the cooperative pool and waits for it without blocking.
    public func run<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try body() }) }
        }
    }

    /// The elements that `next` gives until it gives `nil` or throws, made one after the other on a thread of their own,
    /// a few ahead of whoever takes them.
    /// - Parameter count: elements that are made before the first of them is taken, at least one.
    public func ahead<Element: Sendable>(
        _ count: Int, _ next: @escaping @Sendable () throws -> Element?
    ) -> Prefetcher<Element> {
        Prefetcher(count, on: queue, next)
    }
}
