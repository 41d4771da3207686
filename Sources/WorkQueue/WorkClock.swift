import Dossiers
import Foundation

/// The time as the queue sees it: the wall clock for what is recorded, and waiting. Tests give one that they move by
/// hand.
public struct WorkClock: Sendable {
    /// The present moment.
    public var now: @Sendable () -> Instant
    /// Waits, by a clock that nobody sets; throws `CancellationError` when the task is cancelled.
    public var sleep: @Sendable (Duration) async throws -> Void

    public init(now: @escaping @Sendable () -> Instant, sleep: @escaping @Sendable (Duration) async throws -> Void) {
        self.now = now
        self.sleep = sleep
    }

    /// The machine's clocks.
    public static let system = WorkClock(
        now: { Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down))) },
        sleep: { try await Task.sleep(for: $0) })
}

extension Instant {
    /// The moment that comes so much later.
    public func adding(_ duration: Duration) -> Instant {
        let (seconds, attoseconds) = duration.components
        return Instant(milliseconds: milliseconds + seconds * 1_000 + attoseconds / 1_000_000_000_000_000)
    }
}
