import Foundation

/// A running `sohoa serve`, followed by what it logs.
struct Service: ~Copyable {
    /// What the service logs, by the message; numbers and identities are its metadata.
    enum Event: String, Decodable {
        case listening
        case jobStarted = "job started"
        case jobFinished = "job finished"
        case batchFinished = "batch finished"
        case fileClaimed = "postal file claimed"
        case fileQuarantined = "postal file quarantined"
    }

    /// A line of the log, and whose it is.
    private struct Line: Sendable {
        var text: String
        var pid: pid_t

        /// `nil` for what the tests do not wait for.
        var entry: Entry? { try? JSONDecoder().decode(Entry.self, from: Data(text.utf8)) }
    }

    private struct Entry: Decodable {
        struct Metadata: Decodable { var port: String? }

        var message: Event
        var metadata: Metadata?
    }

    private let run: Task<Program.Result, any Error>
    private var lines: AsyncStream<Line>.Iterator
    private(set) var pid: pid_t = 0
    /// Chosen by the system.
    private(set) var port = 0

    /// Starts it and waits until it takes connections.
    init(_ program: Program, _ arguments: [String] = []) async throws {
        let (stream, continuation) = AsyncStream.makeStream(of: Line.self)
        let all = ["serve", "--port", "0", "--inbox-poll-seconds", "1"] + arguments
        run = Task {
            defer { continuation.finish() }
            return try await program.run(all) { continuation.yield(Line(text: $0, pid: $1)) }
        }
        lines = stream.makeAsyncIterator()
        try await wait(for: .listening)
    }

    /// The program ended before it said what was waited for.
    struct Ended: Error {
        var errors: String
    }

    /// Waits until something has happened so many times.
    mutating func wait(for event: Event, times: Int = 1) async throws {
        var left = times
        while let line = await lines.next() {
            pid = line.pid
            guard let entry = line.entry, entry.message == event else { continue }
            if let number = entry.metadata?.port.flatMap({ Int($0) }) { port = number }
            left -= 1
            if left == 0 { return }
        }
        throw Ended(errors: try await run.value.errors)
    }

    /// Ends it and waits until it has gone.
    consuming func end(with signal: Int32 = SIGTERM) async throws -> Program.Result {
        kill(pid, signal)
        return try await run.value
    }
}
