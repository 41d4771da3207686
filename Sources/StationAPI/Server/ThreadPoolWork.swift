import NIOPosix

/// Runs blocking file work on NIO's own threads: the cooperative pool has one thread a core, and a blocked one stops
/// everybody.
enum ThreadPoolWork {
    /// Runs `body` to its end, even when the task is cancelled: what it opened, it must be able to close.
    static func run<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            NIOThreadPool.singleton.submit { _ in continuation.resume(with: Result { try body() }) }
        }
    }
}
