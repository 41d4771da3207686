import Ledger
import Synchronization

/// Connections that read, each made when it is needed for the first time, up to a bound. Who comes when all are in use
/// waits, in the order of coming.
final class ReaderPool: Sendable {
    private struct State {
        var idle: [PostgresThread] = []
        var made = 0
        var waiting: [CheckedContinuation<PostgresThread, Never>] = []
    }

    private let state = Mutex(State())
    private let size: Int
    private let make: @Sendable () -> PostgresThread

    init(size: Int, _ make: @escaping @Sendable () -> PostgresThread) {
        self.size = max(1, size)
        self.make = make
    }

    /// Runs `body` with a connection of its own.
    func with<T: Sendable>(_ body: (PostgresThread) async throws -> T) async rethrows -> T {
        let thread = await take()
        defer { give(thread) }
        return try await body(thread)
    }

    private func take() async -> PostgresThread {
        await withCheckedContinuation { continuation in
            let thread = state.withLock { state -> PostgresThread? in
                if let idle = state.idle.popLast() { return idle }
                guard state.made == size else {
                    state.made += 1
                    return make()
                }
                state.waiting.append(continuation)
                return nil
            }
            if let thread { continuation.resume(returning: thread) }
        }
    }

    private func give(_ thread: PostgresThread) {
        let next = state.withLock { state -> CheckedContinuation<PostgresThread, Never>? in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.idle.append(thread)
            return nil
        }
        next?.resume(returning: thread)
    }

    /// Those that are idle, to be closed.
    func removeIdle() -> [PostgresThread] {
        state.withLock { state in
            defer {
                state.made -= state.idle.count
                state.idle = []
            }
            return state.idle
        }
    }
}
