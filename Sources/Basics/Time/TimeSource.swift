/// What time it is, and waiting: one value for every room that asks, so that a test can move the time by hand.
public struct TimeSource: Sendable {
    /// The present moment.
    public var now: @Sendable () -> Instant
    /// Waits, by a clock that nobody sets; throws `CancellationError` when the task is cancelled.
    public var sleep: @Sendable (Duration) async throws -> Void

    public init(now: @escaping @Sendable () -> Instant, sleep: @escaping @Sendable (Duration) async throws -> Void) {
        self.now = now
        self.sleep = sleep
    }
}

extension Instant {
    /// The moment that comes so much later.
    public func adding(_ duration: Duration) -> Instant {
        let (seconds, attoseconds) = duration.components
        return Instant(milliseconds: milliseconds + seconds * 1_000 + attoseconds / 1_000_000_000_000_000)
    }
}
