import Dispatch
import Synchronization

/// Lets one transaction write at a time, in the order in which they came, and tells those that are not to wait long when
/// the one that writes takes its time.
package final class WriterGate: Sendable {
    private struct Waiter {
        let id: Int
        let resume: @Sendable (Result<Void, any Error>) -> Void
    }

    private struct State {
        /// Since when somebody writes.
        var heldSince: ContinuousClock.Instant?
        var waiting: [Waiter] = []
        var lastID = 0
    }

    private let state = Mutex(State())

    package init() {}

    /// For how long the transaction that writes has been at it; `nil` when none does.
    package var heldFor: Duration? { state.withLock { $0.heldSince.map { ContinuousClock.now - $0 } } }

    /// How many wait.
    package var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// Waits for its turn; who comes in must ``leave()``.
    /// - Parameter patience: how long to wait; `nil` for as long as it takes.
    /// - Throws: ``LedgerError/Code/busy`` when the turn does not come in time, at once when the transaction that writes
    ///   has taken longer than that already; `CancellationError`.
    package func enter(timeout: Duration?) async throws {
        try Task.checkCancellation()
        let id = newID()
        let timer = timeout.map { timeout in
            Task {
                try await Task.sleep(for: timeout)
                withdraw(id, Self.busy)
            }
        }
        defer { timer?.cancel() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                queue(Waiter(id: id) { continuation.resume(with: $0) }, timeout: timeout)
                // The task may have been cancelled before it stood in the queue.
                if Task.isCancelled { withdraw(id, CancellationError()) }
            }
        } onCancel: {
            withdraw(id, CancellationError())
        }
    }

    /// Waits for its turn on the calling thread; who comes in must ``leave()``.
    /// - Throws: ``LedgerError/Code/busy`` when the turn does not come within the limit.
    package func enterBlocking(within limit: Duration) throws {
        let (id, turn) = (newID(), DispatchSemaphore(value: 0))
        let outcome = Mutex<Result<Void, any Error>?>(nil)
        let waiter = Waiter(id: id) { result in
            outcome.withLock { $0 = result }
            turn.signal()
        }
        queue(waiter, timeout: nil)
        if turn.wait(timeout: .now() + .milliseconds(Int(limit / .milliseconds(1)))) == .timedOut {
            withdraw(id, Self.busy)
            // Now it was either withdrawn or let in at the last moment.
            turn.wait()
        }
        try outcome.withLock { $0 }?.get()
    }

    /// Lets the next one in.
    package func leave() {
        let next = state.withLock { state -> Waiter? in
            guard !state.waiting.isEmpty else {
                state.heldSince = nil
                return nil
            }
            state.heldSince = .now
            return state.waiting.removeFirst()
        }
        next?.resume(.success(()))
    }

    // MARK: Parts

    private static let busy = LedgerError(.busy, "another transaction is writing")

    private func newID() -> Int {
        state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
    }

    private func queue(_ waiter: Waiter, timeout: Duration?) {
        let answer = state.withLock { state -> Result<Void, any Error>? in
            guard let since = state.heldSince else {
                state.heldSince = .now
                return .success(())
            }
            if let timeout, ContinuousClock.now - since >= timeout { return .failure(Self.busy) }
            state.waiting.append(waiter)
            return nil
        }
        if let answer { waiter.resume(answer) }
    }

    /// Sends one that still waits away.
    private func withdraw(_ id: Int, _ error: any Error) {
        let waiter = state.withLock { state -> Waiter? in
            guard let place = state.waiting.firstIndex(where: { $0.id == id }) else { return nil }
            return state.waiting.remove(at: place)
        }
        waiter?.resume(.failure(error))
    }
}
