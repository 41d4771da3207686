import Glibc

/// Writes frames to a file descriptor and waits until they are taken.
///
/// The descriptor stays the caller's and is not closed.
public struct FrameWriter: ~Copyable {
    private let descriptor: Int32
    private let limit: Int

    /// - Parameters:
    ///   - descriptor: an open descriptor in blocking mode.
    ///   - limit: largest body in bytes.
    public init(descriptor: Int32, limit: Int = Frame.maxBodySize) {
        self.descriptor = descriptor
        self.limit = limit
    }

    /// Writes one frame with this body.
    ///
    /// - Throws: ``FrameError/tooLarge(size:limit:)`` before anything was written, ``FrameError/inputOutput(errno:)``
    ///   when the other side is gone (with `SIGPIPE` ignored).
    public func write(_ body: [UInt8]) throws(FrameError) {
        let frame = try Frame.encode(body, limit: limit)
        var written = 0
        while written < frame.count {
            let count = frame.withUnsafeBytes { bytes in
                Glibc.write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
            }
            if count >= 0 { written += count }
            if count < 0, errno != EINTR { throw .inputOutput(errno: errno) }
        }
    }
}
