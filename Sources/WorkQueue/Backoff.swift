/// How long to wait before a job that failed is tried again: twice as long after each failure, up to a limit, and by
/// chance up to a half less, so that what failed together does not come back together.
public struct Backoff: Hashable, Sendable {
    /// After the first failure.
    public var first: Duration
    /// The longest.
    public var limit: Duration

    public init(first: Duration = .seconds(4), limit: Duration = .seconds(1_800)) {
        self.first = first
        self.limit = limit
    }

    /// - Parameters:
    ///   - failures: how many there were, at least 1.
    ///   - chance: 0 ..< 1.
    public func delay(afterFailures failures: Int, jitter: Double) -> Duration {
        // 2^20 times any sensible first delay is beyond any sensible limit.
        let doubled = first * (1 << min(max(failures - 1, 0), 20))
        return min(doubled, limit) * (1 - 0.5 * min(max(jitter, 0), 1))
    }
}
