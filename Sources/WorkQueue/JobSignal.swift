import Basics
import Synchronization

/// Tells the workers of this process that there may be something to do, so that they need not wait for their next look.
///
/// Whoever enqueues jobs calls ``notify()`` after the commit. A call that comes while nobody waits is not lost: waiting
/// starts from a generation that was read before looking.
public final class JobSignal: Sendable {
    private struct State {
        var generation: UInt64 = 0
        var nextWaiter: UInt64 = 0
        var waiters: [UInt64: CheckedContinuation<Void, Never>] = [:]
    }

    private let state = Mutex(State())

    public init() {}

    /// Wakes everybody who waits.
    public func notify() {
        let waiters = state.withLock { state in
            state.generation &+= 1
            defer { state.waiters = [:] }
            return state.waiters
        }
        for waiter in waiters.values { waiter.resume() }
    }

    /// Counts the calls of ``notify()``.
    public var generation: UInt64 { state.withLock { $0.generation } }

    /// Returns as soon as ``notify()`` was called after `seen` was read, or the task is cancelled.
    public func changed(since seen: UInt64) async {
        let id = state.withLock { state in
            state.nextWaiter &+= 1
            return state.nextWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    // Cancellation may have come before there was anything to wake.
                    guard state.generation == seen, !Task.isCancelled else { return true }
                    state.waiters[id] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: id) }?.resume()
        }
    }

    /// As ``changed(since:)``, but for no longer than `limit`.
    public func changed(since seen: UInt64, within limit: Duration, _ clock: TimeSource) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.changed(since: seen) }
            group.addTask { try? await clock.sleep(limit) }
            await group.next()
            group.cancelAll()
        }
    }
}
