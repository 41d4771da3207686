/// Turns the pieces of a text file into UTF-8.
struct TextDecoder: ~Copyable {
    private enum Way {
        /// Known to be valid already.
        case utf8
        case utf16(isBigEndian: Bool)
        case legacy(LegacyDecoder)
    }

    private var way: Way
    private var pendingByte: UInt8?
    private var pendingSurrogate: UInt16?

    init(_ encoding: TextEncoding) {
        if let legacy = encoding.legacy {
            way = .legacy(LegacyDecoder(legacy))
        } else {
            way = encoding == .utf8 ? .utf8 : .utf16(isBigEndian: encoding == .utf16BigEndian)
        }
    }

    /// Appends the piece as UTF-8; `false` when it is wrong in the encoding.
    mutating func decode(_ piece: UnsafeBufferPointer<UInt8>, isLast: Bool, into result: inout ByteBuffer) -> Bool {
        switch way {
        case .utf8: result.append(piece)
        case .legacy(var decoder):
            defer { way = .legacy(decoder) }
            return decoder.decode(piece, isLast: isLast, into: &result)
        case .utf16(let isBigEndian):
            for byte in piece {
                guard let first = pendingByte else {
                    pendingByte = byte
                    continue
                }
                pendingByte = nil
                let unit = isBigEndian ? UInt16(first) << 8 | UInt16(byte) : UInt16(byte) << 8 | UInt16(first)
                guard append(unit, to: &result) else { return false }
            }
            return !isLast || (pendingByte == nil && pendingSurrogate == nil)
        }
        return true
    }

    private mutating func append(_ unit: UInt16, to result: inout ByteBuffer) -> Bool {
        var scalar = UInt32(unit)
        if let high = pendingSurrogate {
            guard (0xDC00..<0xE000).contains(unit) else { return false }
            pendingSurrogate = nil
            scalar = 0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(unit) - 0xDC00)
        } else if (0xD800..<0xDC00).contains(unit) {
            pendingSurrogate = unit
            return true
        }
        guard let scalar = Unicode.Scalar(scalar), scalar != "\0" else { return false }
        if scalar.isASCII {
            result.append(UInt8(scalar.value))
        } else {
            for byte in String(scalar).utf8 { result.append(byte) }
        }
        return true
    }
}
