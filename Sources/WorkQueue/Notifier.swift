import Basics

/// Who is told that there may be something to do: workers need not wait for their next look. What is told may be lost or
/// come twice; workers look by themselves as well. How it reaches other processes is the matter of the engine that they
/// share.
///
/// Whoever enqueues jobs calls ``notify()`` after the commit. A call that comes while nobody waits is not lost: waiting
/// starts from a generation that was read before looking.
public protocol Notifier: Sendable {
    /// Wakes everybody who waits.
    func notify()

    /// Counts the calls of ``notify()``.
    var generation: UInt64 { get }

    /// Returns as soon as ``notify()`` was called after `seen` was read, or the task is cancelled.
    func changed(since seen: UInt64) async
}

extension Notifier {
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
