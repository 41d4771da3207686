import Glibc

/// A running child process in a process group of its own, with pipes to its three standard streams.
///
/// The group is killed and the child reaped when the owner goes, so no zombie and no grandchild stays behind.
package struct SpawnedProcess: ~Copyable {
    /// How a process ended.
    package enum Ending: Equatable {
        case exited(code: Int32)
        case signalled(Int32)
    }

    package let id: pid_t
    private let outputPipe: OwnedDescriptor
    private let errorPipe: OwnedDescriptor
    private var inputPipe: OwnedDescriptor?
    private var ending: Ending?

    /// The writing end of its standard input, -1 when closed.
    package var input: Int32 {
        switch inputPipe {
        case .some(let pipe): pipe.raw
        case .none: -1
        }
    }
    /// The reading end of its standard output.
    package var output: Int32 { outputPipe.raw }
    /// The reading end of its standard error.
    package var errors: Int32 { errorPipe.raw }

    /// Starts a program.
    ///
    /// - Throws: ``SpawnFault``.
    package init(executable: String, arguments: [String], environment: [String: String]) throws(SpawnFault) {
        let input = try OwnedPipe()
        let output = try OwnedPipe()
        let errors = try OwnedPipe()
        try input.writing.setNonBlocking()
        try output.reading.setNonBlocking()
        try errors.reading.setNonBlocking()
        let streams = [input.reading.raw, output.writing.raw, errors.writing.raw]
        id = try Spawn.run(executable, arguments: arguments, environment: environment, streams: streams, group: .own)
        inputPipe = .some(input.writing)
        outputPipe = output.reading
        errorPipe = errors.reading
    }

    deinit {
        // `ending` is set only after the process was reaped; from then on its number may be another's.
        if ending == nil { Self.killAndReap(id) }
    }

    /// Tells the child that nothing more will be asked.
    package mutating func closeInput() { inputPipe = nil }

    /// Whether it has ended; stays true and does not reap.
    package var hasEnded: Bool {
        if ending != nil { return true }
        var info = siginfo_t()
        return waitid(P_PID, id_t(id), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_signo == SIGCHLD
    }

    /// Waits up to this long for it to end by itself.
    package func waitForEnd(atMost limit: Duration) -> Bool {
        let end = SuspendingClock.now + limit
        while !hasEnded {
            guard SuspendingClock.now < end else { return false }
            _ = poll(nil, 0, 2)
        }
        return true
    }

    /// Kills what is left of the group and tells how the child ended.
    ///
    /// - Returns: for a child that was still running, `signalled(SIGKILL)`.
    package mutating func end() -> Ending {
        if let ending { return ending }
        let ending = Self.killAndReap(id)
        self.ending = ending
        return ending
    }

    /// Physical memory that it uses now, in bytes; `nil` when it has ended.
    package var residentBytes: Int? {
        // The fields of statm are pages: total, resident, shared…
        let file = open("/proc/\(id)/statm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 128)
        let count = read(file, &bytes, bytes.count)
        let fields = bytes.prefix(max(0, count)).split(separator: UInt8(ascii: " "))
        guard fields.count > 1, let pages = Int(String(decoding: fields[1], as: UTF8.self)) else { return nil }
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }

    /// The order matters: as long as the child is not reaped, its group's number cannot belong to anyone else.
    @discardableResult
    private static func killAndReap(_ id: pid_t) -> Ending {
        kill(-id, SIGKILL)
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        // WIFSIGNALED, WTERMSIG and WEXITSTATUS are C macros that Swift cannot see.
        let signal = status & 0x7f
        return signal == 0 ? .exited(code: (status >> 8) & 0xff) : .signalled(signal)
    }
}
