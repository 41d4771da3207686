import Dispatch
import Synchronization

/// Calls that wait for a slot, first come, first served. Threads block here, tasks never do.
final class CallQueue: Sendable {
    private struct State {
        var calls: [PendingCall] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let available = DispatchSemaphore(value: 0)
    private let takers: Int

    /// - Parameter takers: threads that call ``next()``.
    init(takers: Int) { self.takers = takers }

    func add(_ call: PendingCall) {
        let isClosed = state.withLock { state in
            if !state.isClosed { state.calls.append(call) }
            return state.isClosed
        }
        if isClosed {
            call.finish(.failure(RecognizerError.shutDown))
        } else {
            available.signal()
        }
    }

    /// Waits for a call; `nil` when the queue was closed.
    func next() -> PendingCall? {
        available.wait()
        return state.withLock { $0.calls.isEmpty ? nil : $0.calls.removeFirst() }
    }

    /// Refuses all that was not begun and sends the threads home.
    func close() {
        let refused = state.withLock { state in
            defer { state = State(isClosed: true) }
            return state.isClosed ? nil : state.calls
        }
        guard let refused else { return }
        for call in refused { call.finish(.failure(RecognizerError.shutDown)) }
        for _ in 0..<takers { available.signal() }
    }
}
