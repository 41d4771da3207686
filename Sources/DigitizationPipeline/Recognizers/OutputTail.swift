/// The last bytes of a stream that may be endless.
struct OutputTail {
    /// Bytes seen since the last ``restart()``.
    private(set) var total = 0
    /// Whether the stream has ended.
    var isClosed = false
    private var bytes: [UInt8] = []
    private let limit: Int

    /// - Parameter limit: bytes to keep.
    init(limit: Int) { self.limit = limit }

    mutating func append(_ piece: ArraySlice<UInt8>) {
        total += piece.count
        bytes.append(contentsOf: piece.suffix(limit))
        if bytes.count > limit { bytes.removeFirst(bytes.count - limit) }
    }

    /// Begins anew.
    mutating func restart() {
        total = 0
        bytes = []
    }

    /// What is kept, as text, whatever the bytes are.
    var text: String { String(decoding: bytes, as: UTF8.self) }
}
