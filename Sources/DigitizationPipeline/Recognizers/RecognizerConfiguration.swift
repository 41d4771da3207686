import Foundation

/// How many recognizer children there are and what they may use.
public struct RecognizerConfiguration: Sendable {
    /// The `sohoa-recognizer` to run.
    public var executable: String
    /// Arguments before those that the pool adds.
    public var arguments: [String]
    /// Children that work at the same time; one a core is best.
    public var slots: Int
    /// Tesseract model that the children report on when they start, as in `vie+eng`.
    public var language: String
    /// Most memory that a child may use, in MiB. The largest page decides: a colour page takes 4 bytes a pixel.
    public var memoryLimit: Int
    /// Requests after which a child is replaced, so that what libraries leak stays small.
    public var requestsPerChild: Int
    /// Resident memory in MiB above which a child is replaced after its request.
    public var recyclingSize: Int
    /// How long a child may take to say what it is.
    public var startDeadline: Duration
    /// How long a child may take to end by itself when it is no longer needed.
    public var shutdownGrace: Duration
    /// Most bytes that a child may write to standard error during one request.
    public var errorOutputLimit: Int

    public init(
        executable: String, arguments: [String] = [], slots: Int = ProcessInfo.processInfo.activeProcessorCount,
        language: String = "vie", memoryLimit: Int = 1536, requestsPerChild: Int = 2_000, recyclingSize: Int = 400,
        startDeadline: Duration = .seconds(30), shutdownGrace: Duration = .seconds(2), errorOutputLimit: Int = 16 << 20
    ) {
        self.executable = executable
        self.arguments = arguments
        self.slots = max(1, slots)
        self.language = language
        self.memoryLimit = max(1, memoryLimit)
        self.requestsPerChild = max(1, requestsPerChild)
        self.recyclingSize = max(1, recyclingSize)
        self.startDeadline = startDeadline
        self.shutdownGrace = shutdownGrace
        self.errorOutputLimit = max(0, errorOutputLimit)
    }

    /// The `sohoa-recognizer` that was installed with the running program: the one beside it.
    ///
    /// - Returns: `nil` when there is none.
    public static func installedExecutable(name: String = "sohoa-recognizer") -> String? {
        guard let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else { return nil }
        let path = URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent(name).path
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }

    /// The whole command line after the program's name.
    var commandLine: [String] { arguments + ["--memory-limit", String(memoryLimit), "--language", language] }

    /// Blocks of up to 64 MiB, an A4 page in colour at 400 dpi, come from memory that stays; of what is free at its end
    /// 128 MiB are kept.
    private static let memoryTunables = [
        "glibc.malloc.hugetlb=1", "glibc.malloc.mmap_threshold=\(64 << 20)", "glibc.malloc.trim_threshold=\(128 << 20)",
    ].joined(separator: ":")

    /// The child's whole environment: nothing of the worker's that it has no use for.
    ///
    /// `OMP_THREAD_LIMIT` must stand here: set later, within the child, it has no effect, and Tesseract's threads
    /// would use nearly three times the processor time. So must `GLIBC_TUNABLES`: pictures in large pages of memory,
    /// which are kept from one picture to the next, save a tenth of the time, nearly all that the kernel takes.
    static func environment(from own: [String: String] = ProcessInfo.processInfo.environment) -> [String: String] {
        let passed = ["PATH", "HOME", "TMPDIR", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "SOHOA_STEP_TIMES"]
        var environment = own.filter { passed.contains($0.key) }
        environment["LANG"] = "C.UTF-8"
        environment["OMP_THREAD_LIMIT"] = "1"
        environment["GLIBC_TUNABLES"] = memoryTunables
        // A crashed child must be gone at once instead of drawing up its own report.
        environment["SWIFT_BACKTRACE"] = "enable=no"
        return environment
    }
}
