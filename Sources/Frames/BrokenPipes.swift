import Glibc

/// Writing to a process that has died must be an error of that write, not the end of this process.
public enum BrokenPipes {
    /// Ignores `SIGPIPE` for the whole process, once.
    public static let ignored: Void = { _ = signal(SIGPIPE, SIG_IGN) }()
}
