import Foundation

/// A running `sohoa serve`, followed by the lines of its log.
struct Service: ~Copyable {
    /// A line of the log, and whose it is.
    private struct Line: Sendable {
        var text: String
        var pid: pid_t
    }

    private let run: Task<Program.Result, any Error>
    private var lines: AsyncStream<Line>.Iterator
    private(set) var pid: pid_t = 0

    /// Starts it and waits until it takes connections.
    init(_ program: Program, _ arguments: [String] = []) async throws {
        let (stream, continuation) = AsyncStream.makeStream(of: Line.self)
        let all = ["serve", "--port", "0", "--inbox-poll-seconds", "1"] + arguments
        run = Task {
            defer { continuation.finish() }
            return try await program.run(all) { continuation.yield(Line(text: $0, pid: $1)) }
        }
        lines = stream.makeAsyncIterator()
        try await wait(for: "\"listening\"")
    }

    /// The program ended before it said what was waited for.
    struct Ended: Error {
        var errors: String
    }

    /// Waits for a line of the log.
    @discardableResult
    mutating func wait(for text: String, times: Int = 1) async throws -> String {
        var left = times
        while let line = await lines.next() {
            pid = line.pid
            if line.text.contains(text) { left -= 1 }
            if left == 0 { return line.text }
        }
        throw Ended(errors: try await run.value.errors)
    }

    /// Ends it and waits until it has gone.
    consuming func end(with signal: Int32 = SIGTERM) async throws -> Program.Result {
        kill(pid, signal)
        return try await run.value
    }
}
