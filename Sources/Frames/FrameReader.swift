import Glibc

/// Reads frames from a file descriptor and waits for them.
///
/// The descriptor stays the caller's and is not closed.
public struct FrameReader: ~Copyable {
    private let descriptor: Int32
    private let limit: Int

    /// - Parameters:
    ///   - descriptor: an open descriptor in blocking mode.
    ///   - limit: largest body in bytes.
    public init(descriptor: Int32, limit: Int = Frame.maxBodySize) {
        self.descriptor = descriptor
        self.limit = limit
    }

    /// The body of the next frame; `nil` at the end of the stream between two frames.
    ///
    /// - Throws: ``FrameError``.
    public func read() throws(FrameError) -> [UInt8]? {
        let header = try read(count: Frame.headerSize)
        if header.isEmpty { return nil }
        guard header.count == Frame.headerSize else { throw .cutShort }
        let size = try Frame.bodySize(header: header, limit: limit)
        let body = try read(count: size)
        guard body.count == size else { throw .cutShort }
        return body
    }

    /// Reads this many bytes, or fewer when the stream ends before.
    private func read(count: Int) throws(FrameError) -> [UInt8] {
        var failure: Int32?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = Glibc.read(descriptor, buffer.baseAddress?.advanced(by: filled), count - filled)
                if got > 0 { filled += got }
                if got == 0 { return }
                if got < 0, errno != EINTR {
                    failure = errno
                    return
                }
            }
        }
        if let failure { throw .inputOutput(errno: failure) }
        return bytes
    }
}
