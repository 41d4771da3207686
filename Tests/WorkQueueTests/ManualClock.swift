import Basics
import Synchronization

/// A clock that stands still until a test moves it.
final class ManualClock: Sendable {
    private struct Sleeper {
        var until: Instant
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now = Instant(milliseconds: 1_795_000_000_000)
        var nextID = 0
        var sleepers: [Int: Sleeper] = [:]
        var watchers: [(duration: Duration, continuation: CheckedContinuation<Void, Never>)] = []
        var asleep: [Int: Duration] = [:]
    }

    private let state = Mutex(State())

    var now: Instant { state.withLock { $0.now } }

    var work: TimeSource {
        TimeSource(now: { self.now }, sleep: { try await self.sleep($0) })
    }

    /// Lets time pass and wakes whoever waited for it.
    func advance(_ seconds: Double) {
        let woken = state.withLock { state in
            state.now.milliseconds += Int64(seconds * 1_000)
            let due = state.sleepers.filter { $0.value.until <= state.now }
            for id in due.keys {
                state.sleepers[id] = nil
                state.asleep[id] = nil
            }
            return due.sorted { $0.value.until < $1.value.until }.map(\.value.continuation)
        }
        for continuation in woken { continuation.resume() }
    }

    /// Waits until somebody sleeps for just so long.
    func sleeper(for duration: Duration) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.asleep.values.contains(duration) { return true }
                state.watchers.append((duration, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    private func sleep(_ duration: Duration) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        let milliseconds = duration.components.seconds * 1_000 + duration.components.attoseconds / 1_000_000_000_000_000
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let (isCancelled, watchers) = state.withLock { state in
                    guard !Task.isCancelled else { return (true, [CheckedContinuation<Void, Never>]()) }
                    let until = Instant(milliseconds: state.now.milliseconds + milliseconds)
                    state.sleepers[id] = Sleeper(until: until, continuation: continuation)
                    state.asleep[id] = duration
                    let watchers = state.watchers.filter { $0.duration == duration }.map(\.continuation)
                    state.watchers.removeAll { $0.duration == duration }
                    return (false, watchers)
                }
                for watcher in watchers { watcher.resume() }
                if isCancelled { continuation.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                state.asleep[id] = nil
                return state.sleepers.removeValue(forKey: id)
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }
}
