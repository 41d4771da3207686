/// The mark at the end of Group 4 data (ITU-T T.6, 2.4.1.1): two line ends.
enum FaxEnd {
    private static let mark: UInt64 = 0x001001
    /// Bytes of padding that may follow.
    private static let maxPadding = 4

    /// Whether data ends with the mark, padded to whole bytes.
    static func isMarked(_ data: [UInt8]) -> Bool {
        var end = data.count
        while end > 0, data.count - end < maxPadding, [0, 0x0A, 0x0D].contains(data[end - 1]) { end -= 1 }
        guard end >= 3 else { return false }
        let last = data[max(0, end - 5)..<end].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        // Its last bit is set, and a byte's bits follow at most.
        return (0..<8).contains { last >> UInt64($0) & 0xFF_FFFF == mark && last & (1 << UInt64($0) - 1) == 0 }
    }
}
