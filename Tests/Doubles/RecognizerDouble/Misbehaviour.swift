import Frames
import Glibc
import RecognizerProtocol

/// The ways in which a recognizer can go wrong.
enum Misbehaviour {
    /// Does what the name says; returns when an answer is to follow.
    static func perform(_ name: String) {
        switch name {
        case "abort": abort()
        case "segfault": kill(getpid(), SIGSEGV)
        case "exit": complainAndExit()
        case "hang": waitForever()
        case "print-garbage": write("Empty page!!\n", to: STDOUT_FILENO)
        case "close-output":
            close(STDOUT_FILENO)
            waitForever()
        case "flood-errors": while true { write(String(repeating: "x", count: 60_000), to: STDERR_FILENO) }
        case "many-errors": for _ in 0..<100 { write(String(repeating: "x", count: 10_000), to: STDERR_FILENO) }
        case "allocate-much": allocateMuch()
        case "fail-allocation": exit(RecognizerExitCode.outOfMemory)
        case "throw-bad-alloc":
            write("terminate called after throwing an instance of 'std::bad_alloc'\n", to: STDERR_FILENO)
            abort()
        case "kill": kill(getpid(), SIGKILL)
        case "leave-grandchild": leaveGrandchild()
        case "leave-grandchild-and-abort":
            leaveGrandchild()
            abort()
        case "leave-grandchild-and-hang":
            leaveGrandchild()
            waitForever()
        default: break
        }
    }

    /// Opens the pipe, which stays open until the process and all its children are gone, and writes a byte.
    static func signalStart(_ fifo: String) {
        write("!", to: open(fifo, O_WRONLY))
    }

    static func waitForever() -> Never {
        while true { pause() }
    }

    static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count <= 0 { exit(91) }
            bytes.removeFirst(count)
        }
    }

    static func writeHalf(_ message: RecognizerMessage) throws {
        let frame = try Frame.encode(MessageCoding.encode(message))
        _ = frame.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count / 2) }
    }

    private static func complainAndExit() -> Never {
        write("model not found\n", to: STDERR_FILENO)
        exit(3)
    }

    /// Takes a gigabyte and uses it, then waits to be stopped. Not with malloc, whose block a compiler may leave out
    /// when nobody reads it.
    private static func allocateMuch() -> Never {
        let size = 1 << 30
        guard let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
            memory != MAP_FAILED
        else { exit(RecognizerExitCode.outOfMemory) }
        memset(memory, 1, size)
        waitForever()
    }

    private static func leaveGrandchild() {
        var id = pid_t()
        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("sleep"), strdup("600"), nil]
        defer { for argument in arguments { free(argument) } }
        if posix_spawn(&id, "/bin/sleep", nil, nil, &arguments, nil) != 0 { exit(92) }
    }
}
