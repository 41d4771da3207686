import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle
import Synchronization

/// Moves as server-sent events (HTML standard, section 9.2): `hello`, then `changed` each time, `finished` at the end.
struct EventStream: Sendable {
    /// Between two signs of life, by which a connection that was cut is noticed.
    static let heartbeat = Duration.seconds(15)

    let moves: AsyncStream<Void>
    /// Whether the end of the moves is the end of what is followed.
    let ends: Bool

    /// - Parameter place: one of the streams that a person may have at the same time; it is given back when the answer is.
    func response(holding place: StreamPlaces.Place) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "text/event-stream", .cacheControl: "no-store", .accelBuffering: "no"],
            body: ResponseBody { writer in
                defer { withExtendedLifetime(place) {} }
                try await writer.write(Self.event("hello"))
                for await isMove in Self.merged(moves) {
                    try await writer.write(isMove ? Self.event("changed") : ByteBuffer(string: ": heartbeat\n\n"))
                }
                // A server that stops ends the moves, too: the page comes back and hears the rest.
                if ends, !Task.isShuttingDownGracefully { try await writer.write(Self.event("finished")) }
                try await writer.finish(nil)
            })
    }

    private static func event(_ name: String) -> ByteBuffer { ByteBuffer(string: "event: \(name)\ndata: {}\n\n") }

    /// Moves as `true` and heartbeats as `false`; ends with the moves, or when the server stops.
    private static func merged(_ moves: AsyncStream<Void>) -> AsyncStream<Bool> {
        // One that waits is enough: it says all that two would.
        let (stream, continuation) = AsyncStream.makeStream(of: Bool.self, bufferingPolicy: .bufferingNewest(1))
        let telling = Task {
            await withGracefulShutdownHandler {
                for await _ in moves { continuation.yield(true) }
                continuation.finish()
            } onGracefulShutdown: {
                continuation.finish()
            }
        }
        let beating = Task {
            while !Task.isCancelled {
                try await Task.sleep(for: heartbeat)
                continuation.yield(false)
            }
        }
        continuation.onTermination = { _ in
            telling.cancel()
            beating.cancel()
        }
        return stream
    }
}

extension HTTPField.Name {
    static let accelBuffering = HTTPField.Name("X-Accel-Buffering") ?? .origin
}

/// How many streams, or other long answers, each person has at the same time.
final class StreamPlaces: Sendable {
    private let most: Int
    private let taken = Mutex<[String: Int]>([:])

    init(most: Int = 12) { self.most = most }

    /// One that is taken, for as long as it lives.
    final class Place: Sendable {
        private let person: String
        private let places: StreamPlaces

        fileprivate init(_ person: String, _ places: StreamPlaces) { (self.person, self.places) = (person, places) }

        deinit { places.release(person) }
    }

    /// - Returns: `nil` when the person has as many as one may.
    func take(_ person: String) -> Place? {
        let isFree = taken.withLock { taken in
            guard taken[person, default: 0] < most else { return false }
            taken[person, default: 0] += 1
            return true
        }
        return isFree ? Place(person, self) : nil
    }

    private func release(_ person: String) {
        taken.withLock { taken in
            let left = taken[person, default: 0] - 1
            taken[person] = left > 0 ? left : nil
        }
    }
}
