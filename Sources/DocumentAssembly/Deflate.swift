import CLeptonica

/// zlib compression through Leptonica, which is linked anyway and has zlib behind it.
enum Deflate {
    /// The bytes as a zlib stream for `/FlateDecode`; `nil` when there is no memory for it.
    static func compress(_ bytes: [UInt8]) -> [UInt8]? {
        var count = 0
        guard let data = bytes.withUnsafeBufferPointer({ zlibCompress($0.baseAddress, $0.count, &count) }) else {
            return nil
        }
        defer { lept_free(data) }
        return Array(UnsafeBufferPointer(start: data, count: count))
    }
}
