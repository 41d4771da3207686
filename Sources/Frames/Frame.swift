/// How messages are cut out of the byte stream between two processes: four bytes with the length of the body, most
/// significant first, then the body, which is JSON.
public enum Frame {
    /// Bytes of the length field.
    public static let headerSize = 4
    /// Largest body that is accepted, in bytes. A page's text with boxes has about 100 KB; a dossier of several hundred
    /// pages to assemble stays below.
    public static let maxBodySize = 64 << 20

    /// Puts the length before a body.
    ///
    /// - Throws: ``FrameError/tooLarge(size:limit:)``.
    public static func encode(_ body: some Collection<UInt8>, limit: Int = maxBodySize) throws(FrameError) -> [UInt8] {
        let size = body.count
        guard size <= limit, size <= UInt32.max else { throw .tooLarge(size: size, limit: limit) }
        var frame: [UInt8] = []
        frame.reserveCapacity(headerSize + size)
        for shift in stride(from: 24, through: 0, by: -8) { frame.append(UInt8(truncatingIfNeeded: size >> shift)) }
        frame.append(contentsOf: body)
        return frame
    }

    /// Reads the length field and refuses what cannot be a frame of ours, so that garbage never makes us reserve memory.
    static func bodySize(header: some Sequence<UInt8>, limit: Int) throws(FrameError) -> Int {
        let size = header.reduce(0) { $0 << 8 | Int($1) }
        guard size > 0 else { throw .empty }
        guard size <= limit else { throw .tooLarge(size: size, limit: limit) }
        return size
    }
}

/// The stream between two processes is broken; nothing after this point can be trusted.
public enum FrameError: Error, Hashable, Sendable {
    /// A length field above the limit, in bytes: garbage, or a message that must not be sent.
    case tooLarge(size: Int, limit: Int)
    /// A length field of zero; no message is empty.
    case empty
    /// The stream ended within a frame.
    case cutShort
    /// A body that is no message. The text says what was wrong, without the body's content.
    case notAMessage(String)
    /// Reading or writing failed with this `errno`.
    case inputOutput(errno: Int32)
}
