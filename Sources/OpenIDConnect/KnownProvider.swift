import Basics
import Synchronization

/// What the provider told of itself, for some minutes. Only what passed its checks is kept.
final class KnownProvider: Sendable {
    private static let lifetime = Duration.seconds(300)
    private let kept = Mutex<(description: ProviderDescription, until: Instant)?>(nil)

    func description(at now: Instant) -> ProviderDescription? {
        kept.withLock { kept in
            // A clock that was set back must not keep it for longer.
            guard let kept, now < kept.until, now.adding(Self.lifetime) >= kept.until else { return nil }
            return kept.description
        }
    }

    func keep(_ description: ProviderDescription, at now: Instant) {
        kept.withLock { $0 = (description, now.adding(Self.lifetime)) }
    }
}
