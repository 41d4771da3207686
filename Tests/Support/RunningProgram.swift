import CProcess
import Foundation

/// A program that a test started. Foundation's `Process` is not used: its pipes are inherited by whatever another test
/// starts at the same moment, and then their end is never seen.
public struct RunningProgram: Sendable {
    public let pid: pid_t
    /// Where to write to its standard input.
    public let input: Int32
    /// Where to read its standard output.
    public let output: Int32
    /// Where to read its standard error.
    public let errors: Int32

    /// Starts a program with just this environment.
    /// - Throws: `POSIXError`.
    public init(_ executable: String, _ arguments: [String], environment: [String]) throws {
        let (stdin, stdout, stderr) = (try Self.pipe(), try Self.pipe(), try Self.pipe())
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, stdin[0], STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, stdout[1], STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, stderr[1], STDERR_FILENO)
        // A server that lives long must not keep open what another test has open now: its reader would never see an end.
        guard cprocess_add_close_from(&actions, STDERR_FILENO + 1) == 0 else { throw POSIXError(.EINVAL) }
        // Threads of libraries block signals; a shell whose SIGCHLD is blocked waits for its children for ever.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var noSignals = sigset_t()
        sigemptyset(&noSignals)
        posix_spawnattr_setsigmask(&attributes, &noSignals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var argv = ([executable] + arguments).map { strdup($0) } + [nil]
        var envp = environment.map { strdup($0) } + [nil]
        defer { for text in argv + envp { free(text) } }
        var pid = pid_t()
        let error = posix_spawn(&pid, executable, &actions, &attributes, &argv, &envp)
        for end in [stdin[0], stdout[1], stderr[1]] { close(end) }
        guard error == 0 else { throw POSIXError(POSIXErrorCode(rawValue: error) ?? .EIO) }
        self.pid = pid
        (input, output, errors) = (stdin[1], stdout[0], stderr[0])
    }

    /// Waits for its end; call once.
    /// - Returns: the status as `waitpid` gives it.
    public func wait() async -> Int32 {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var status: Int32 = 0
                while waitpid(pid, &status, 0) == -1, errno == EINTR {}
                continuation.resume(returning: status)
            }
        }
    }

    /// Reads a descriptor to its end and closes it; `line` sees each line as it comes.
    public static func read(
        _ descriptor: Int32, _ line: @escaping @Sendable (String) -> Void = { _ in }
    ) async -> String {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
                var text = Data()
                var seen = 0
                while case let chunk = handle.availableData, !chunk.isEmpty {
                    text += chunk
                    while let end = text[seen...].firstIndex(of: UInt8(ascii: "\n")) {
                        line(String(decoding: text[seen..<end], as: UTF8.self))
                        seen = end + 1
                    }
                }
                continuation.resume(returning: String(decoding: text, as: UTF8.self))
            }
        }
    }

    private static func pipe() throws -> [Int32] {
        var ends: [Int32] = [0, 0]
        guard cprocess_pipe(&ends) == 0 else { throw POSIXError(.EMFILE) }
        return ends
    }
}
