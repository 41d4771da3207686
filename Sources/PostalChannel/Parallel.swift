import Dispatch

/// Two pieces of a calculation on two threads.
public enum Parallel {
    /// Runs both, one on the calling thread, and gives what they return.
    public static func run<A: Sendable, B: Sendable>(
        _ a: @Sendable () -> A, and b: @Sendable () -> B
    ) -> (A, B) {
        // Each is written by one thread, and read when both have ended.
        nonisolated(unsafe) var (first, second): (A?, B?) = (nil, nil)
        DispatchQueue.concurrentPerform(iterations: 2) { piece in
            if piece == 0 { first = a() } else { second = b() }
        }
        guard let first, let second else { preconditionFailure("both pieces have run") }
        return (first, second)
    }
}
