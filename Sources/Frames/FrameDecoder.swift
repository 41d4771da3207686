/// Cuts frames out of bytes that arrive in pieces of any size.
///
/// After an error the decoder stays broken: a stream that lost its place cannot find it again.
public struct FrameDecoder: Sendable {
    private let limit: Int
    private var buffer: [UInt8] = []
    /// Bytes of ``buffer`` that were handed out already.
    private var consumed = 0
    private var failure: FrameError?

    /// - Parameter limit: largest body in bytes.
    public init(limit: Int = Frame.maxBodySize) { self.limit = limit }

    /// Takes the next piece of the stream.
    public mutating func append(_ bytes: some Sequence<UInt8>) {
        guard failure == nil else { return }
        dropConsumed()
        buffer.append(contentsOf: bytes)
    }

    /// The body of the next whole frame, or `nil` when more bytes are needed.
    ///
    /// - Throws: ``FrameError`` as soon as the length field tells that this is no frame.
    public mutating func next() throws(FrameError) -> [UInt8]? {
        if let failure { throw failure }
        let available = buffer.count - consumed
        guard available >= Frame.headerSize else { return nil }
        let bodyStart = consumed + Frame.headerSize
        let size: Int
        do {
            size = try Frame.bodySize(header: buffer[consumed..<bodyStart], limit: limit)
        } catch {
            failure = error
            buffer = []
            consumed = 0
            throw error
        }
        guard available >= Frame.headerSize + size else { return nil }
        consumed = bodyStart + size
        return Array(buffer[bodyStart..<consumed])
    }

    /// Whether bytes of an unfinished frame are waiting: the end of the stream here would cut it short.
    public var isWithinFrame: Bool { buffer.count > consumed }

    /// Moves what is left to the front; done once per piece, so that a frame is copied at most twice.
    private mutating func dropConsumed() {
        guard consumed > 0 else { return }
        buffer.removeSubrange(..<consumed)
        consumed = 0
    }
}
