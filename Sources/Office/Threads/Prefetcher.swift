import Dispatch
import Synchronization

/// Elements that a thread makes, a few ahead of the one who takes them: neither waits for the other as long as there is
/// something to do. Making stops when nobody is left to take them.
public struct Prefetcher<Element: Sendable>: ~Copyable {
    private var elements: AsyncThrowingStream<Element, any Error>.Iterator
    private let places: DispatchSemaphore

    init(_ count: Int, on queue: DispatchQueue, _ next: @escaping @Sendable () throws -> Element?) {
        let (stream, continuation) = AsyncThrowingStream<Element, any Error>.makeStream()
        let places = DispatchSemaphore(value: 0)
        // From zero, because one that holds less than it began with must not end.
        for _ in 0..<max(1, count) { places.signal() }
        let end = End()
        // Wakes the thread. A stream still takes elements while it tells of its end, so the thread must learn of it otherwise:
        // it would make one more and then wait for ever.
        continuation.onTermination = { _ in
            end.isReached.store(true, ordering: .releasing)
            places.signal()
        }
        queue.async { Self.make(continuation, places, end, next) }
        elements = stream.makeAsyncIterator()
        self.places = places
    }

    /// The next element; `nil` after the last, and when the task is cancelled.
    /// - Throws: what the making threw.
    public mutating func next() async throws -> Element? {
        let element = try await elements.next()
        places.signal()
        return element
    }

    private static func make(
        _ continuation: AsyncThrowingStream<Element, any Error>.Continuation, _ places: DispatchSemaphore,
        _ end: End, _ next: () throws -> Element?
    ) {
        do {
            while true {
                places.wait()
                if end.isReached.load(ordering: .acquiring) { return }
                guard let element = try next() else { return continuation.finish() }
                if case .terminated = continuation.yield(element) { return }
            }
        } catch {
            continuation.finish(throwing: error)
        }
    }
}

/// Whether nobody is left who takes elements.
private final class End: Sendable {
    let isReached = Atomic(false)
}
