import ChildProcesses
import RecognizerProtocol
import Synchronization

/// One request on its way: made by a task, worked by a slot's thread, answered or cancelled exactly once.
final class PendingCall: Sendable {
    enum Work: Sendable {
        /// Only have a child running and tell what it is.
        case identify
        case exchange(RecognizerRequest, deadline: Duration)
    }

    enum Answer: Sendable {
        case identity(RecognizerIdentity)
        case response(RecognizerResponse)
    }

    private struct State {
        var continuation: CheckedContinuation<Answer, any Error>?
        /// Wakes the thread that works on it; `nil` before it was begun.
        var waker: WakePipe?
        var isCancelled = false
    }

    let work: Work
    private let state = Mutex(State())

    init(_ work: Work) { self.work = work }

    /// Names the task that waits. Returns `false`, and the task goes on with a `CancellationError`, when it was
    /// cancelled before.
    func attach(_ continuation: CheckedContinuation<Answer, any Error>) -> Bool {
        let isCancelled = state.withLock { state in
            if !state.isCancelled { state.continuation = continuation }
            return state.isCancelled
        }
        if isCancelled { continuation.resume(throwing: CancellationError()) }
        return !isCancelled
    }

    /// Takes the call in hand; `false` when nobody waits for it any more.
    func begin(waker: WakePipe) -> Bool {
        state.withLock { state in
            guard state.continuation != nil else { return false }
            state.waker = waker
            return true
        }
    }

    var isCancelled: Bool { state.withLock(\.isCancelled) }

    /// Cancels: at once when it was not begun, else through the thread, which first kills the child.
    func cancel() {
        let (abandoned, waker) = state.withLock { state in
            state.isCancelled = true
            if let waker = state.waker { return (nil as CheckedContinuation<Answer, any Error>?, waker as WakePipe?) }
            defer { state.continuation = nil }
            return (state.continuation, nil)
        }
        waker?.wake()
        abandoned?.resume(throwing: CancellationError())
    }

    /// Lets the waiting task go on; only the first result counts.
    func finish(_ result: Result<Answer, any Error>) {
        let waiting = state.withLock { state in
            defer { state.continuation = nil }
            return state.continuation
        }
        waiting?.resume(with: result)
    }
}
