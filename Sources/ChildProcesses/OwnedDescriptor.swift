import CProcess
import Glibc

/// A file descriptor that is closed when its owner goes.
struct OwnedDescriptor: ~Copyable {
    let raw: Int32

    init(owning raw: Int32) { self.raw = raw }

    deinit { close(raw) }

    /// Makes reading and writing return at once when nothing can be moved.
    func setNonBlocking() throws(SpawnFault) {
        let flags = fcntl(raw, F_GETFL)
        guard flags >= 0, fcntl(raw, F_SETFL, flags | O_NONBLOCK) >= 0 else {
            throw SpawnFault("no non-blocking pipe", errno)
        }
    }
}

/// Both ends of a pipe; no child inherits them.
struct OwnedPipe: ~Copyable {
    let reading: OwnedDescriptor
    let writing: OwnedDescriptor

    init() throws(SpawnFault) {
        var ends: [Int32] = [-1, -1]
        guard cprocess_pipe(&ends) == 0 else { throw SpawnFault("no pipe", errno) }
        reading = OwnedDescriptor(owning: ends[0])
        writing = OwnedDescriptor(owning: ends[1])
    }
}
