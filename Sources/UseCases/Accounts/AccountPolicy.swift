import Basics
import Ledger

/// What holds for all accounts; from the settings.
public struct AccountPolicy: Sendable {
    /// A browser that nobody uses is signed out after this. SP 800-63B, 4.2.3: 30 minutes.
    public var idleEnd = Duration.seconds(30 * 60)
    /// A sign-in ends after this in any case. SP 800-63B, 4.2.3: 12 hours.
    public var absoluteEnd = Duration.seconds(12 * 3_600)
    /// How long `sohoa login` lasts.
    public var commandTokenEnd = Duration.seconds(12 * 3_600)
    /// How long a one-time link can be used.
    public var linkEnd = Duration.seconds(24 * 3_600)
    /// Between the password and the code of the authenticator.
    public var pendingEnd = Duration.seconds(5 * 60)
    /// Characters. SP 800-63B asks for 8 and, since its fourth revision, for 15 where there is no second factor.
    public var minPasswordLength = 12
    public var scrypt = ScryptParameters(cost: 17)
    /// Most looks of one person within an hour; a reviewer comes to some hundreds in a day.
    public var maxLooksPerHour = 1_000

    public init() {}

    /// A look at the same for the same is recorded again after this.
    let lookWindow = Duration.seconds(30 * 60)
    /// The last use of a session is written so often at most.
    let useInterval = Duration.seconds(60)
    /// Ended sessions are listed and kept for so long.
    let sessionRetention = Duration.seconds(90 * 86_400)

    /// Fewer than 100 attempts in a day on one account: SP 800-63B, 5.2.2.
    let accountLimit = AttemptLimit(
        free: 5, firstDelay: .seconds(30), maxDelay: .seconds(15 * 60), memory: .seconds(86_400))
    /// A whole office may come from one address.
    let addressLimit = AttemptLimit(
        free: 50, firstDelay: .seconds(30), maxDelay: .seconds(15 * 60), memory: .seconds(3_600))
}

/// How attempts are slowed down.
struct AttemptLimit: Sendable {
    /// Attempts without any delay.
    var free: Int
    /// After the last free one; each further one doubles it.
    var firstDelay: Duration
    var maxDelay: Duration
    /// Without an attempt for so long, all is forgotten.
    var memory: Duration

    /// What is on record when one more attempt begins. It counts before its outcome is known: those that run side by side
    /// must not be more than one after the other.
    func counting(_ failures: SignInFailures?, at now: Instant) -> SignInFailures {
        var count = 1
        if let failures, now < failures.lastAt.adding(memory) { count += failures.count }
        return SignInFailures(count: count, lastAt: now, lockedUntil: lock(after: count, at: now))
    }

    /// What is on record when an attempt that was counted has succeeded after all.
    func takingBack(_ failures: SignInFailures) -> SignInFailures {
        var failures = failures
        failures.count = max(0, failures.count - 1)
        if failures.count < free { failures.lockedUntil = nil }
        return failures
    }

    private func lock(after count: Int, at now: Instant) -> Instant? {
        guard count >= free else { return nil }
        let doublings = min(count - free, 20)
        return now.adding(min(firstDelay * (1 << doublings), maxDelay))
    }
}
