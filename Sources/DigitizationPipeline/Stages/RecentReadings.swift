import Basics
import DocumentModel
import Synchronization

/// The readings that were stored last, as they were before they became JSON: splitting and assembling need each of a
/// batch's readings again soon. What is not here any more is loaded.
final class RecentReadings: Sendable {
    private struct State {
        var readings: [ContentDigest: PageReading] = [:]
        /// In the order in which they came.
        var order: [ContentDigest] = []
        var words = 0
    }

    /// Words of all readings together, about 100 bytes each: some eight hundred pages.
    private let mostWords: Int
    private let state = Mutex(State())

    init(mostWords: Int = 300_000) { self.mostWords = mostWords }

    subscript(digest: ContentDigest) -> PageReading? { state.withLock { $0.readings[digest] } }

    func add(_ reading: PageReading, _ digest: ContentDigest) {
        state.withLock { state in
            guard state.readings.updateValue(reading, forKey: digest) == nil else { return }
            state.order.append(digest)
            state.words += Self.weight(of: reading)
            while state.words > mostWords, let oldest = state.order.first {
                state.order.removeFirst()
                state.words -= state.readings.removeValue(forKey: oldest).map(Self.weight) ?? 0
            }
        }
    }

    private static func weight(of reading: PageReading) -> Int {
        10 + reading.text.lines.reduce(0) { $0 + 1 + $1.words.count }
    }
}
