import ChildProcesses
import Frames
import Glibc
import RecognizerProtocol

/// Moves bytes to and from a child until a whole frame has come, watching the clock, the child's memory and its
/// standard error.
struct ChildConversation {
    /// Why no frame came.
    enum Ending: Error, Equatable {
        case cancelled
        case deadline
        /// It uses this many bytes of memory.
        case memory(Int)
        /// It wrote this many bytes to standard error.
        case errorFlood(Int)
        case outputClosed
    }

    /// How often the child's memory is looked at.
    private static let memoryInterval = Duration.milliseconds(100)
    /// How long too much memory has to last, in milliseconds: while a child is being started, it may seem to have its parent's.
    private static let excessTime: Int32 = 100

    private let waker: WakePipe
    private let memoryLimit: Int
    private let errorLimit: Int
    private var decoder = FrameDecoder()
    private var errorTail = OutputTail(limit: 2000)
    private var scratch = [UInt8](repeating: 0, count: 64 << 10)

    /// - Parameters:
    ///   - memoryLimit: most resident bytes.
    ///   - errorLimit: most bytes on standard error for one frame.
    init(waker: WakePipe, memoryLimit: Int, errorLimit: Int) {
        self.waker = waker
        self.memoryLimit = memoryLimit
        self.errorLimit = errorLimit
    }

    /// Whether the child lives and nothing unasked waits on its output.
    func isQuiet(_ process: borrowing SpawnedProcess) -> Bool {
        guard !decoder.isWithinFrame else { return false }
        var output = pollfd(fd: process.output, events: Int16(POLLIN), revents: 0)
        return poll(&output, 1, 0) == 0
    }

    /// Sends a frame, which may be empty, and waits for one.
    ///
    /// - Throws: ``Ending`` or ``FrameError``.
    mutating func exchange(
        _ frame: [UInt8], with process: borrowing SpawnedProcess, deadline: Duration, isCancelled: () -> Bool
    ) throws -> [UInt8] {
        let end = SuspendingClock.now + deadline
        var unsent = frame[...]
        errorTail.restart()
        while true {
            if isCancelled() { throw Ending.cancelled }
            if let body = try decoder.next() { return body }
            let left = end - SuspendingClock.now
            if left <= .zero { throw Ending.deadline }
            if let used = excess(of: process) { throw Ending.memory(used) }
            try move(&unsent, process, waitingAtMost: min(left, Self.memoryInterval))
        }
    }

    /// What the child uses beyond its limit, in bytes; `nil` while it keeps it, or exceeds it for a moment only.
    private func excess(of process: borrowing SpawnedProcess) -> Int? {
        guard let first = process.residentBytes, first > memoryLimit else { return nil }
        _ = poll(nil, 0, Self.excessTime)
        return process.residentBytes.flatMap { $0 > memoryLimit ? $0 : nil }
    }

    /// The end of what the child wrote to standard error, with what still lies in the pipe.
    mutating func lastWords(from process: borrowing SpawnedProcess) -> String {
        _ = readErrors(process)
        return errorTail.text
    }

    /// Waits until something can be moved, and moves it.
    private mutating func move(
        _ unsent: inout ArraySlice<UInt8>, _ process: borrowing SpawnedProcess, waitingAtMost wait: Duration
    ) throws {
        // A negative descriptor is skipped by poll.
        let input = unsent.isEmpty ? -1 : process.input
        var watched = [
            pollfd(fd: waker.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: process.output, events: Int16(POLLIN), revents: 0),
            pollfd(fd: errorTail.isClosed ? -1 : process.errors, events: Int16(POLLIN), revents: 0),
            pollfd(fd: input, events: Int16(POLLOUT), revents: 0),
        ]
        guard poll(&watched, nfds_t(watched.count), Int32(wait.milliseconds.rounded(.up))) > 0 else {
            // A grandchild may hold the pipes of a child that is dead; but its answer may have come since poll looked.
            if process.hasEnded, try !readOutput(process) { throw Ending.outputClosed }
            return
        }
        if watched[0].revents != 0 { waker.clear() }
        if watched[3].revents != 0 { send(&unsent, to: input) }
        if watched[2].revents != 0, readErrors(process) > errorLimit {
            throw Ending.errorFlood(errorTail.total)
        }
        if watched[1].revents != 0 { _ = try readOutput(process) }
    }

    private func send(_ unsent: inout ArraySlice<UInt8>, to descriptor: Int32) {
        let sent = unsent.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if sent > 0 { unsent.removeFirst(sent) }
        // A child that reads no more has ended or will; its output tells which.
        if sent < 0, errno != EAGAIN, errno != EINTR { unsent = [] }
    }

    /// Takes what lies in the pipe, at most one buffer full; `false` when nothing did.
    private mutating func readOutput(_ process: borrowing SpawnedProcess) throws -> Bool {
        let count = read(process.output, &scratch, scratch.count)
        if count > 0 { decoder.append(scratch[..<count]) }
        if count == 0 { throw Ending.outputClosed }
        return count > 0
    }

    /// Takes what lies in the pipe, at most one buffer full, and tells how much came since the exchange began.
    private mutating func readErrors(_ process: borrowing SpawnedProcess) -> Int {
        let count = read(process.errors, &scratch, scratch.count)
        if count > 0 { errorTail.append(scratch[..<count]) }
        if count == 0 { errorTail.isClosed = true }
        return errorTail.total
    }
}

extension Duration {
    /// The whole of it in milliseconds.
    var milliseconds: Double { self / .milliseconds(1) }
}
