import Foundation
import Ledger

/// The exclusive right to a data home, held for as long as this lives. The kernel gives it free when the process ends,
/// however it ends.
final class HomeLock: Sendable {
    private let descriptor: CInt

    /// - Throws: ``LedgerError/Code/homeInUse`` when another process, or another ledger of this one, holds it.
    init(path: String) throws {
        // O_CLOEXEC: a child process that outlives this one must not keep the home locked.
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw LedgerError(.homeUnusable, "lock file: \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            // `deinit` closes: it runs for an object that has all of its properties, even when `init` throws.
            let reason = errno
            guard reason == EWOULDBLOCK else {
                throw LedgerError(.homeUnusable, "flock: \(String(cString: strerror(reason)))")
            }
            throw LedgerError(.homeInUse, "another process has this data home open")
        }
    }

    deinit { _ = Foundation.close(descriptor) }
}
