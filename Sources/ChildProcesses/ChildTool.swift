import Glibc

/// Why a command line tool gave no result.
public enum ChildToolFault: Error, Hashable, Sendable {
    /// The tool could not be started; usually its Debian package is not installed.
    case notStarted(tool: String, errno: Int32)
    /// It ran longer than its deadline and was killed.
    case timedOut(tool: String)
    /// It wrote more than was allowed and was killed.
    case tooMuchOutput(tool: String)
    /// It ended with a status other than 0, or by a signal (then the status is 128 + signal).
    case failed(tool: String, status: Int32, message: String)
}

/// A command line tool such as `pdftotext`, run to its end with a deadline and a limit on what it may write.
///
/// Synchronous by intent: the recognizer child does one thing at a time. The tool stays in the caller's process group,
/// so that a worker that kills the group of a hanging recognizer kills the tool too. Arguments go straight to `exec`;
/// no shell ever sees a file name.
public struct ChildTool: Sendable {
    /// Name to look up in `PATH`, or a path.
    public let name: String

    public init(_ name: String) { self.name = name }

    /// Bytes of error output that are kept; the rest is read and dropped.
    private static let errorLimit = 4096

    /// Runs the tool and gives what it wrote to its standard output.
    ///
    /// - Parameters:
    ///   - arguments: The arguments after the tool's name.
    ///   - seconds: Time until it is killed, counted from the start.
    ///   - outputLimit: Bytes of standard output that it may write.
    public func run(_ arguments: [String], seconds: Double, outputLimit: Int) throws(ChildToolFault) -> [UInt8] {
        try result(arguments, seconds: seconds, outputLimit: outputLimit).output
    }

    /// Runs the tool like ``run(_:seconds:outputLimit:)`` and gives the beginning of its complaints too.
    ///
    /// - Parameter judges: whether the caller judges by the complaints what a status other than 0 means; the tool must
    ///   have ended by itself all the same.
    package func result(
        _ arguments: [String], seconds: Double, outputLimit: Int, judges: Bool = false
    ) throws(ChildToolFault) -> (output: [UInt8], complaints: String, hasFailed: Bool) {
        let started = try start(arguments)
        let pid = started.pid
        var streams = [
            Stream(descriptor: started.output.raw, limit: outputLimit),
            Stream(descriptor: started.errors.raw, limit: .max),
        ]
        let end = Self.now() + seconds
        let stop = drain(&streams, until: end)
        if stop != nil { kill(pid, SIGKILL) }
        let status = wait(for: pid, until: end)
        // Until here the ends stay open.
        withExtendedLifetime(started) {}
        if let stop { throw stop }
        guard let status else { throw .timedOut(tool: name) }
        let complaints = String(decoding: streams[1].bytes.prefix(Self.errorLimit), as: UTF8.self)
        guard status == 0 || (judges && (1..<126).contains(status)) else {
            throw .failed(tool: name, status: status, message: complaints)
        }
        return (streams[0].bytes, complaints, status != 0)
    }

    private struct Stream {
        var descriptor: Int32
        var limit: Int
        var bytes: [UInt8] = []
        var isOpen = true
    }

    /// The started tool, with the ends from which its output and complaints are read.
    private func start(_ arguments: [String]) throws(ChildToolFault) -> Started {
        do throws(SpawnFault) {
            let output = try OwnedPipe()
            let errors = try OwnedPipe()
            let pid = try Spawn.run(
                name, arguments: arguments, streams: [-1, output.writing.raw, errors.writing.raw], group: .callers)
            return Started(pid: pid, output: output.reading, errors: errors.reading)
        } catch {
            throw .notStarted(tool: name, errno: error.number)
        }
    }

    private struct Started: ~Copyable {
        let pid: pid_t
        let output: OwnedDescriptor
        let errors: OwnedDescriptor
    }

    /// Reads both streams until they end; the reason to kill the tool, if there is one.
    private func drain(_ streams: inout [Stream], until end: Double) -> ChildToolFault? {
        var buffer = [UInt8](repeating: 0, count: 65536)
        while streams.contains(where: \.isOpen) {
            let left = end - Self.now()
            guard left > 0 else { return .timedOut(tool: name) }
            var polls = streams.map { pollfd(fd: $0.isOpen ? $0.descriptor : -1, events: Int16(POLLIN), revents: 0) }
            guard poll(&polls, nfds_t(polls.count), Int32(min(left * 1000 + 1, 60_000))) >= 0 || errno == EINTR else {
                return .notStarted(tool: name, errno: errno)
            }
            for index in streams.indices where polls[index].revents != 0 {
                let count = read(streams[index].descriptor, &buffer, buffer.count)
                if count == 0 || (count < 0 && errno != EINTR) { streams[index].isOpen = false }
                guard count > 0 else { continue }
                // Of the error output only the beginning is of use.
                if index == 1, streams[index].bytes.count >= Self.errorLimit { continue }
                guard streams[index].bytes.count + count <= streams[index].limit else {
                    return .tooMuchOutput(tool: name)
                }
                streams[index].bytes.append(contentsOf: buffer[0..<count])
            }
        }
        return nil
    }

    /// Waits for the end; a tool that closed its output and lives on is killed at the deadline (then `nil`).
    private func wait(for pid: pid_t, until end: Double) -> Int32? {
        var status: Int32 = 0
        var expired = false
        while true {
            let done = waitpid(pid, &status, expired ? 0 : WNOHANG)
            if done == pid { break }
            if done < 0, errno != EINTR { return nil }
            if !expired, Self.now() >= end {
                kill(pid, SIGKILL)
                expired = true
            } else if !expired {
                // A tool ends within moments of closing its output, and waitpid knows no deadline.
                usleep(500)
            }
        }
        if expired { return nil }
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
