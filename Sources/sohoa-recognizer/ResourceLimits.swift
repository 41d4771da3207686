import CAllocationGuard
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
        // Libraries take an allocation that failed for a broken file; the worker must be able to tell the two apart.
        allocation_guard_start(largestRaster, RecognizerExitCode.outOfMemory)
    }

    /// Bytes of the largest picture that Leptonica can hold.
    private static let largestRaster = 1 << 31

    private static func set(_ resource: __rlimit_resource, to value: rlim_t) throws {
        var limit = rlimit(rlim_cur: value, rlim_max: value)
        guard setrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0 else {
            throw Ending(code: RecognizerExitCode.system, message: "cannot set limit \(resource): errno \(errno)")
        }
    }
}
