import DigitizationPipeline
import Dossiers
import StaffDesk
import StationAPI
import Synchronization
import UseCases

/// Tells open pages which batches move. A page that is told asks what is new: nothing of a batch is kept or passed on here.
final class BatchMoves: Sendable {
    private struct Listener {
        /// `nil` for all batches.
        var batch: BatchID?
        var continuation: AsyncStream<Void>.Continuation
    }

    private struct State {
        var listeners: [Int: Listener] = [:]
        var last = 0
    }

    private let state = Mutex(State())

    /// Moves of one batch, until it is finished, or of all. One move may stand for several.
    func stream(of batch: BatchID?) -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state in
            state.last += 1
            state.listeners[state.last] = Listener(batch: batch, continuation: continuation)
            return state.last
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.listeners.removeValue(forKey: number) }
        }
        return stream
    }

    /// Notes that something of a batch is new.
    func note(_ batch: BatchID, isFinished: Bool = false) {
        let told = state.withLock { $0.listeners.values.filter { $0.batch == nil || $0.batch == batch } }
        // Outside the lock: the end of a stream takes its listener out.
        for listener in told {
            listener.continuation.yield()
            if isFinished, listener.batch != nil { listener.continuation.finish() }
        }
    }

    /// Takes an event of the pipeline.
    func note(_ event: ProgressEvent, of batch: BatchID) {
        switch event {
        case .batchOpened, .pageRead, .issue, .attached: note(batch)
        case .batchFinished: note(batch, isFinished: true)
        case .timed, .fileKept: break
        }
    }
}

extension OtherDoor {
    /// The desk as the neighbour of the stations' door: it has all other addresses, and its people may hand in with the
    /// cookie of their session, each for the station of the account's name.
    init(_ desk: DeskDoor, _ stations: StationDoor) {
        self.init(
            respond: { try await desk.respond(to: $0, from: $1, recognized: $2) },
            person: { request, source in
                guard let person = try await desk.person(asking: request, from: source) else { return nil }
                try person.caller.require(.handIn)
                guard let station = person.caller.station else { return nil }
                try await stations.require(station)
                return Person(station: station, actor: person.caller.actor)
            })
    }
}
