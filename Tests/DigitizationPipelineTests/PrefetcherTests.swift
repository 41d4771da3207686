import Synchronization
import Testing

@testable import DigitizationPipeline
@testable import Office

/// Elements that a thread makes ahead of the one who takes them.
@Suite(.timeLimit(.minutes(10))) struct MadeAheadTests {
    private let work = BlockingWork(label: "test")

    @Test(arguments: [0, 1, 3]) func comeInOrderAndNeverFurtherAheadThanAllowed(count: Int) async throws {
        let made = Atomic(0)
        var elements = work.ahead(count) {
            let number = made.add(1, ordering: .relaxed).newValue
            return number <= 40 ? number : nil
        }
        var taken: [Int] = []
        while let element = try await elements.next() {
            taken.append(element)
            // Whoever takes an element gives its place to a further one.
            #expect(made.load(ordering: .relaxed) <= taken.count + max(1, count))
        }
        #expect(taken == Array(1...40))
    }

    @Test func anErrorComesAfterWhatWasMadeBefore() async throws {
        let made = Atomic(0)
        var elements = work.ahead(4) {
            let number = made.add(1, ordering: .relaxed).newValue
            if number == 3 { throw Fault() }
            return number
        }
        #expect(try await elements.next() == 1)
        #expect(try await elements.next() == 2)
        await #expect(throws: Fault.self) { _ = try await elements.next() }
    }

    @Test func makingStopsWhenNobodyTakes() async throws {
        // Often: the thread may be anywhere when the last one who takes is gone.
        for _ in 0..<300 {
            let (ended, continuation) = AsyncStream<Never>.makeStream()
            func takeOne() async throws -> Int? {
                let maker = Maker { continuation.finish() }
                var elements = work.ahead(2) { maker.next() }
                return try await elements.next()
            }
            #expect(try await takeOne() == 7)
            // Ends when the thread has let go of its work.
            for await _ in ended {}
        }
    }

    private struct Fault: Error {}

    /// Makes elements without end, and tells when it is no longer needed.
    private final class Maker: Sendable {
        private let onEnd: @Sendable () -> Void

        init(onEnd: @escaping @Sendable () -> Void) { self.onEnd = onEnd }

        func next() -> Int? { 7 }

        deinit { onEnd() }
    }
}
