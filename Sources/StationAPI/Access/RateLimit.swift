import Dossiers
import Hummingbird
import Synchronization

/// Gives each station its share of requests: a bucket of tokens that fills at a steady rate.
struct RateLimit: RouterMiddleware {
    typealias Context = StationContext

    private let buckets: Buckets

    /// - Parameters:
    ///   - perSecond: requests a second on average.
    ///   - burst: requests at once.
    init(perSecond: Double, burst: Int) { buckets = Buckets(perSecond: perSecond, burst: Double(burst)) }

    func handle(
        _ request: Request, context: StationContext, next: (Request, StationContext) async throws -> Response
    ) async throws -> Response {
        if let wait = buckets.take(try context.requireStation(), at: .now) {
            throw Problem(.tooManyRequests, retryAfter: wait)
        }
        return try await next(request, context)
    }
}

/// The buckets of all stations.
final class Buckets: Sendable {
    private struct Bucket {
        var tokens: Double
        var filledAt: ContinuousClock.Instant
    }

    private let perSecond: Double
    private let burst: Double
    private let buckets = Mutex<[StationName: Bucket]>([:])

    init(perSecond: Double, burst: Double) {
        self.perSecond = perSecond
        self.burst = burst
    }

    /// Takes one token.
    /// - Returns: `nil`, or the whole seconds after which there is one.
    func take(_ station: StationName, at now: ContinuousClock.Instant) -> Int? {
        buckets.withLock { buckets in
            var bucket = buckets[station] ?? Bucket(tokens: burst, filledAt: now)
            bucket.tokens = min(burst, bucket.tokens + (now - bucket.filledAt) / .seconds(1) * perSecond)
            bucket.filledAt = now
            defer { buckets[station] = bucket }
            guard bucket.tokens < 1 else {
                bucket.tokens -= 1
                return nil
            }
            return max(1, Int(((1 - bucket.tokens) / perSecond).rounded(.up)))
        }
    }
}

/// How many of something each station has at the same time.
final class ConcurrencyLimit: Sendable {
    private let maximum: Int
    private let counts = Mutex<[StationName: Int]>([:])

    init(maximum: Int) { self.maximum = maximum }

    /// Takes a share, which goes back when nothing holds it any more.
    /// - Throws: ``Problem`` when all are taken.
    func take(_ station: StationName) throws -> Share {
        let isFree = counts.withLock { counts in
            guard counts[station, default: 0] < maximum else { return false }
            counts[station, default: 0] += 1
            return true
        }
        guard isFree else { throw Problem(.tooManyRequests, retryAfter: 1) }
        return Share(of: station, in: self)
    }

    /// One that is taken, for as long as it lives: whatever becomes of the request that holds it, the share comes back.
    final class Share: Sendable {
        private let station: StationName
        private let shares: ConcurrencyLimit

        fileprivate init(of station: StationName, in shares: ConcurrencyLimit) {
            self.station = station
            self.shares = shares
        }

        deinit { shares.release(station) }
    }

    private func release(_ station: StationName) {
        counts.withLock { counts in
            let left = counts[station, default: 0] - 1
            counts[station] = left > 0 ? left : nil
        }
    }
}
