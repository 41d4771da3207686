import Glibc
import RecognizerProtocol

/// Private copies of the standard streams for frames. The standard ones are turned elsewhere, so that a library that
/// prints can corrupt no frame, and a tool that this process starts can neither read requests nor write answers.
struct ProtocolStreams {
    let input: Int32
    let output: Int32

    /// Takes the streams; once per process.
    ///
    /// - Throws: ``Ending``.
    static func taken() throws -> ProtocolStreams {
        // Above the standard three, and closed in tools.
        let input = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
        let output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
        let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
        guard input >= 0, output >= 0, nothing >= 0, dup2(nothing, STDIN_FILENO) >= 0,
            dup2(STDERR_FILENO, STDOUT_FILENO) >= 0
        else { throw Ending(code: RecognizerExitCode.system, message: "cannot set up streams: errno \(errno)") }
        close(nothing)
        // Writing to a worker that is gone is an error to be seen by the writer.
        _ = signal(SIGPIPE, SIG_IGN)
        return ProtocolStreams(input: input, output: output)
    }
}
