/// Decodes text of one byte a character, piece by piece.
struct LegacyDecoder {
    private let table: LegacyTable
    /// A letter at the end of a piece, whose mark may come with the next.
    private var pending: UInt8?

    init(_ encoding: LegacyText) { table = LegacyTable.of(encoding) }

    /// Appends the UTF-8 of the bytes; `false` when one stands for nothing in the encoding.
    mutating func decode(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool, into result: inout ByteBuffer) -> Bool {
        var index = 0
        var isWhole = true
        if let first = pending, let second = bytes.first {
            let both = table.pair[Int(first) << 8 | Int(second)]
            isWhole = Self.append(both == 0 ? table.single[Int(first)] : both, to: &result)
            index = both == 0 ? 0 : 1
            pending = nil
        }
        table.single.withUnsafeBufferPointer { single in
            table.pair.withUnsafeBufferPointer { pair in
                while index + 1 < bytes.count {
                    let both = pair[Int(bytes[index]) << 8 | Int(bytes[index + 1])]
                    isWhole = Self.append(both == 0 ? single[Int(bytes[index])] : both, to: &result) && isWhole
                    index += both == 0 ? 1 : 2
                }
            }
        }
        if index < bytes.count { pending = bytes[index] }
        if isLast, let last = pending {
            isWhole = Self.append(table.single[Int(last)], to: &result) && isWhole
            pending = nil
        }
        return isWhole
    }

    private static func append(_ scalar: UInt16, to result: inout ByteBuffer) -> Bool {
        if scalar < 0x80 {
            result.append(UInt8(scalar))
        } else if scalar < 0x800 {
            result.append(UInt8(0xC0 | scalar >> 6))
            result.append(UInt8(0x80 | scalar & 0x3F))
        } else {
            result.append(UInt8(0xE0 | scalar >> 12))
            result.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            result.append(UInt8(0x80 | scalar & 0x3F))
        }
        return scalar != 0
    }
}
