import Frames
import Glibc
import Ledger

/// Owner of one Unix socket's descriptor. Calls block: use it on threads, never in a task.
final class UnixSocket: Sendable {
    let descriptor: CInt

    private init(descriptor: CInt) { self.descriptor = descriptor }

    deinit { _ = close(descriptor) }

    /// Makes the socket of a name in a folder and listens on it; one that a dead process left is removed.
    /// - Parameter folder: readable by its owner only, which is what keeps strangers out.
    static func listening(in folder: String, name: String) throws(LedgerError) -> UnixSocket {
        try within(folder, name: name) { path throws(LedgerError) in
            _ = unlink(path)
            let made = try new()
            guard withAddress(path, { bind(made.descriptor, $0, $1) }) == 0, chmod(path, 0o600) == 0,
                listen(made.descriptor, 64) == 0
            else { throw failure("listen") }
            return made
        }
    }

    /// Connects to whoever listens on the socket of a name in a folder.
    /// - Throws: ``LedgerError/Code/ownerGone`` when nobody does.
    static func connected(in folder: String, name: String) throws(LedgerError) -> UnixSocket {
        try within(folder, name: name) { path throws(LedgerError) in
            let made = try new()
            guard withAddress(path, { connect(made.descriptor, $0, $1) }) == 0 else { throw failure("connect") }
            return made
        }
    }

    /// Waits for the next who connects; `nil` when the socket was shut.
    func accept() -> UnixSocket? {
        while true {
            let peer = Glibc.accept(descriptor, nil, nil)
            if peer >= 0 {
                _ = fcntl(peer, F_SETFD, FD_CLOEXEC)
                return UnixSocket(descriptor: peer)
            }
            switch errno {
            case EINTR, ECONNABORTED: continue
            // Nothing tells when a descriptor is free again; not to pause would keep a core busy until then.
            case EMFILE, ENFILE: usleep(50_000)
            default: return nil
            }
        }
    }

    /// Ends all reading and writing, also that which is under way on other threads.
    func shut() { _ = shutdown(descriptor, CInt(SHUT_RDWR)) }

    /// Ends all reading, also that which is under way on other threads.
    func shutReading() { _ = shutdown(descriptor, CInt(SHUT_RD)) }

    /// Whether the other side has closed.
    var isPeerGone: Bool {
        var entry = pollfd(fd: descriptor, events: 0, revents: 0)
        return poll(&entry, 1, 0) > 0 && CInt(entry.revents) & (POLLHUP | POLLERR) != 0
    }

    /// Lets reads and writes fail that wait longer; 0 for no limit.
    func setLimit(seconds: Int) {
        var limit = timeval(tv_sec: seconds, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            _ = setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
    }

    func send(_ message: some Encodable) throws(FrameError) {
        try FrameWriter(descriptor: descriptor).write(MessageCoding.encode(message))
    }

    /// The next message; `nil` when the other side has closed.
    func receive<Message: Decodable>(_ type: Message.Type) throws(FrameError) -> Message? {
        guard let body = try FrameReader(descriptor: descriptor).read() else { return nil }
        return try MessageCoding.decode(type, from: body)
    }

    // MARK: Parts

    private static func new() throws(LedgerError) -> UnixSocket {
        _ = BrokenPipes.ignored
        let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw failure("socket") }
        return UnixSocket(descriptor: descriptor)
    }

    /// Gives `body` a short path into the folder: a socket's address holds 107 bytes, a data home's path may be longer.
    private static func within(
        _ folder: String, name: String, _ body: (String) throws(LedgerError) -> UnixSocket
    ) throws(LedgerError) -> UnixSocket {
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw failure("open") }
        defer { _ = close(directory) }
        return try body("/proc/self/fd/\(directory)/\(name)")
    }

    private static func withAddress(
        _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt
    ) -> CInt {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { bytes in
            bytes.copyBytes(from: path.utf8.prefix(bytes.count - 1))
        }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    private static func failure(_ step: String) -> LedgerError {
        LedgerError(.ownerGone, "\(step): \(String(cString: strerror(errno)))")
    }
}
