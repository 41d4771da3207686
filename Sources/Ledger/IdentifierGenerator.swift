import Basics
import Synchronization

/// Makes identities that sort by the time at which they were made: 48 bits of milliseconds and 80 random bits as 26
/// characters of Crockford's base 32, as ULIDs do. Two of the same millisecond still sort in the order of their making.
public final class IdentifierGenerator: Sendable {
    private struct Last {
        var milliseconds: UInt64 = 0
        var high: UInt16 = 0
        var low: UInt64 = 0
    }

    private let last = Mutex(Last())
    private let random: @Sendable () -> UInt64

    /// - Parameter random: where the random bits come from; tests give a seeded source.
    public init(random: @escaping @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }) {
        self.random = random
    }

    /// A new identity.
    public func next(at now: Instant) -> String {
        let time = UInt64(clamping: now.milliseconds) & 0xFFFF_FFFF_FFFF
        return last.withLock { last in
            if last.milliseconds == time {
                let (sum, overflow) = last.low.addingReportingOverflow(1)
                last.low = sum
                last.high = overflow ? last.high &+ 1 : last.high
            } else {
                // The upper bit stays free, so that counting up within a millisecond cannot wrap around.
                last = Last(milliseconds: time, high: UInt16(truncatingIfNeeded: random()) >> 1, low: random())
            }
            return Self.text(time: time, high: last.high, low: last.low)
        }
    }

    /// The first identity that could be made at an instant.
    static func first(at instant: Instant) -> String {
        text(time: UInt64(clamping: instant.milliseconds) & 0xFFFF_FFFF_FFFF, high: 0, low: 0)
    }

    private static func text(time: UInt64, high: UInt16, low: UInt64) -> String {
        let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
        var bits = UInt128(time) << 80 | UInt128(high) << 64 | UInt128(low)
        var characters = [UInt8](repeating: 0, count: 26)
        for place in characters.indices.reversed() {
            characters[place] = alphabet[Int(bits & 31)]
            bits >>= 5
        }
        return String(decoding: characters, as: UTF8.self)
    }
}
