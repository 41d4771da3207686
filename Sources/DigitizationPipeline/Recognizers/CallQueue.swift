import Dispatch
import Synchronization

/// Calls that wait for a slot; lanes take turns. Threads block here, tasks never do.
final class CallQueue: Sendable {
    private struct State {
        var calls = FairQueue<PendingCall>()
        var isClosed = false
    }

    private let state = Mutex(State())
    private let available = DispatchSemaphore(value: 0)
    private let takers: Int

    /// - Parameter takers: threads that call ``next()``.
    init(takers: Int) { self.takers = takers }

    func add(_ call: PendingCall, to lane: RecognizerLane) {
        let isClosed = state.withLock { state in
            if !state.isClosed { state.calls.add(call, to: lane) }
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
        return state.withLock { $0.calls.next() }
    }

    /// Refuses all that was not begun and sends the threads home.
    func close() {
        let refused = state.withLock { state in
            defer { state = State(isClosed: true) }
            return state.isClosed ? nil : state.calls.all
        }
        guard let refused else { return }
        for call in refused { call.finish(.failure(RecognizerError.shutDown)) }
        for _ in 0..<takers { available.signal() }
    }
}
