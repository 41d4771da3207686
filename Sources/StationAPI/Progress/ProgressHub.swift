import Basics
import Dossiers
import Synchronization

/// Passes what the pipeline publishes on to whoever listens, and keeps the last events of each batch for those who lost
/// their connection.
public final class ProgressHub: BatchProgressSource {
    /// Events that are kept of a batch, and that may wait for a listener; older ones are dropped.
    public static let keptEvents = 256
    /// Batches of which events are kept.
    public static let keptBatches = 256

    private struct Topic {
        var events: [BatchEvent] = []
        var listeners: [Int: AsyncStream<BatchEvent>.Continuation] = [:]
    }

    private struct State {
        var topics: [BatchID: Topic] = [:]
        /// Batches by their last event, oldest first.
        var order: [BatchID] = []
        var lastID: UInt64
        var lastListener = 0
    }

    private let state: Mutex<State>
    private let currentStatus: @Sendable (BatchID) async throws -> BatchStatus?

    /// - Parameters:
    ///   - now: when the program started; event ids count on from it, so that they grow over restarts.
    ///   - status: how far a batch has come, from the ledger.
    public init(
        startedAt now: Instant,
        status: @escaping @Sendable (BatchID) async throws -> BatchStatus?
    ) {
        state = Mutex(State(lastID: UInt64(clamping: now.milliseconds) &* 1000))
        currentStatus = status
    }

    public func status(of batch: BatchID) async throws -> BatchStatus? { try await currentStatus(batch) }

    /// Tells all listeners of a batch.
    public func publish(_ kind: BatchEvent.Kind, of batch: BatchID) {
        let ended = state.withLock { state in
            state.lastID += 1
            let event = BatchEvent(id: state.lastID, kind: kind)
            var topic = state.topics[batch] ?? Topic()
            topic.events.append(event)
            if topic.events.count > Self.keptEvents { topic.events.removeFirst() }
            for listener in topic.listeners.values { listener.yield(event) }
            let ended = kind == .finished ? Array(topic.listeners.values) : []
            if kind == .finished { topic.listeners = [:] }
            state.topics[batch] = topic
            state.order.removeAll { $0 == batch }
            state.order.append(batch)
            Self.forgetOld(&state)
            return ended
        }
        // Outside the lock: the end of a stream calls ``remove(_:of:)``.
        for listener in ended { listener.finish() }
    }

    public func events(of batch: BatchID, after last: UInt64?) -> AsyncStream<BatchEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: BatchEvent.self, bufferingPolicy: .bufferingNewest(Self.keptEvents))
        let listener = state.withLock { state in
            state.lastListener += 1
            var topic = state.topics[batch] ?? Topic()
            for event in topic.events where event.id > last ?? .max { continuation.yield(event) }
            if topic.events.last?.kind == .finished {
                continuation.finish()
            } else {
                topic.listeners[state.lastListener] = continuation
                state.topics[batch] = topic
            }
            return state.lastListener
        }
        continuation.onTermination = { [weak self] _ in self?.remove(listener, of: batch) }
        return stream
    }

    private func remove(_ listener: Int, of batch: BatchID) {
        state.withLock { state in
            state.topics[batch]?.listeners[listener] = nil
            if state.topics[batch].map({ $0.events.isEmpty && $0.listeners.isEmpty }) == true {
                state.topics[batch] = nil
            }
        }
    }

    private static func forgetOld(_ state: inout State) {
        while state.order.count > keptBatches {
            let oldest = state.order.removeFirst()
            state.topics[oldest]?.events = []
            if state.topics[oldest]?.listeners.isEmpty == true { state.topics[oldest] = nil }
        }
    }
}
