import CLeptonica
import Glibc
import RecognizerProtocol

/// What this process may use.
enum ResourceLimits {
    /// Limits memory and forbids core files, which would hold citizens' papers.
    ///
    /// - Parameter memoryLimit: MiB, or `nil` for no limit.
    /// - Throws: ``Ending``.
    static func apply(memoryLimit: Int?) throws {
        try set(RLIMIT_CORE, to: 0)
        guard let memoryLimit else { return }
        // Private writable memory, whether used or not. RLIMIT_AS would also count mapped libraries and the address
        // space that malloc reserves for each thread, which says nothing about memory.
        try set(RLIMIT_DATA, to: rlim_t(memoryLimit) << 20)
        endWhenPicturesDoNotFit()
    }

    private static func set(_ resource: __rlimit_resource, to value: rlim_t) throws {
        var limit = rlimit(rlim_cur: value, rlim_max: value)
        guard setrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0 else {
            throw Ending(code: RecognizerExitCode.system, message: "cannot set limit \(resource): errno \(errno)")
        }
    }

    /// Leptonica answers a failed allocation with a null picture, which looks like a broken file. The worker must be
    /// able to tell the two apart.
    private static func endWhenPicturesDoNotFit() {
        setPixMemoryManager(
            { size in
                guard let memory = malloc(size) else { _exit(RecognizerExitCode.outOfMemory) }
                return memory
            }, { free($0) })
    }
}
