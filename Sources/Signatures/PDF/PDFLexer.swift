/// Reads PDF values from bytes. Never reads behind `end`, and never goes deeper than `depth` values.
struct PDFLexer {
    let bytes: [UInt8]
    let end: Int
    var position: Int
    private let depth: Int

    init(_ bytes: [UInt8], at position: Int = 0, end: Int? = nil, depth: Int = PDFLimits().depth) {
        self.bytes = bytes
        self.end = min(max(end ?? bytes.count, 0), bytes.count)
        self.position = max(position, 0)
        self.depth = depth
    }

    var current: UInt8? { position < end ? bytes[position] : nil }

    func byte(after distance: Int) -> UInt8? {
        position + distance < end ? bytes[position + distance] : nil
    }

    mutating func skipSpace() {
        while let byte = current {
            if Self.isSpace(byte) {
                position += 1
            } else if byte == 0x25 {
                while let byte = current, byte != 0x0A, byte != 0x0D { position += 1 }
            } else {
                return
            }
        }
    }

    /// Takes `word` where it stands next, after blanks, and ends there.
    mutating func take(_ word: StaticString) -> Bool {
        skipSpace()
        let count = word.utf8CodeUnitCount
        guard position + count <= end else { return false }
        let matches = word.withUTF8Buffer { text in
            (0..<count).allSatisfy { bytes[position + $0] == text[$0] }
        }
        guard matches else { return false }
        if position + count < end, Self.isRegular(bytes[position + count]) { return false }
        position += count
        return true
    }

    /// A whole number without sign.
    mutating func takeCount() -> Int? {
        skipSpace()
        let start = position
        var value = 0
        while let byte = current, (0x30...0x39).contains(byte) {
            guard position - start < 12 else { return nil }
            value = value * 10 + Int(byte - 0x30)
            position += 1
        }
        return position > start ? value : nil
    }

    mutating func value() throws(PDFFault) -> PDFObject { try value(depth) }

    private mutating func value(_ left: Int) throws(PDFFault) -> PDFObject {
        guard left > 0 else { throw .limit("depth") }
        skipSpace()
        guard let byte = current else { throw .malformed("end of data") }
        switch byte {
        case 0x2F: return .name(try name())
        case 0x28: return .string(try literalString())
        case 0x5B: return .array(try array(left))
        case 0x3C:
            if self.byte(after: 1) == 0x3C { return .dictionary(try dictionary(left)) }
            return .string(try hexString())
        case 0x30...0x39, 0x2B, 0x2D, 0x2E: return try numberOrReference()
        default:
            if take("true") { return .boolean(true) }
            if take("false") { return .boolean(false) }
            if take("null") { return .null }
            throw .malformed("value")
        }
    }

    private mutating func array(_ left: Int) throws(PDFFault) -> [PDFObject] {
        position += 1
        var values: [PDFObject] = []
        while true {
            skipSpace()
            if current == 0x5D {
                position += 1
                return values
            }
            values.append(try value(left - 1))
        }
    }

    private mutating func dictionary(_ left: Int) throws(PDFFault) -> [String: PDFObject] {
        position += 2
        var entries: [String: PDFObject] = [:]
        while true {
            skipSpace()
            if current == 0x3E, byte(after: 1) == 0x3E {
                position += 2
                return entries
            }
            guard current == 0x2F else { throw .malformed("dictionary") }
            let key = try name()
            let value = try value(left - 1)
            // Readers differ on which of two equal keys counts.
            guard entries.updateValue(value, forKey: key) == nil else { throw .malformed("key twice") }
        }
    }

    mutating func name() throws(PDFFault) -> String {
        position += 1
        var text = String.UnicodeScalarView()
        while let byte = current, Self.isRegular(byte) {
            // Readers differ on what bytes beside printable ASCII mean here (ISO 32000-1, 7.3.5).
            guard (0x21...0x7E).contains(byte) else { throw .malformed("name") }
            position += 1
            if byte == 0x23, let high = current.flatMap(Self.hexDigit),
                let low = self.byte(after: 1).flatMap(Self.hexDigit)
            {
                position += 2
                text.append(Unicode.Scalar(high << 4 | low))
            } else {
                text.append(Unicode.Scalar(byte))
            }
        }
        return String(text)
    }

    private mutating func hexString() throws(PDFFault) -> [UInt8] {
        position += 1
        var value: [UInt8] = []
        var high: UInt8?
        while let byte = current {
            position += 1
            if byte == 0x3E {
                if let high { value.append(high << 4) }
                return value
            }
            if Self.isSpace(byte) { continue }
            guard let digit = Self.hexDigit(byte) else { throw .malformed("hexadecimal string") }
            if let first = high {
                value.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        throw .malformed("end of data")
    }

    private mutating func literalString() throws(PDFFault) -> [UInt8] {
        position += 1
        var value: [UInt8] = []
        var open = 1
        while let byte = current {
            position += 1
            switch byte {
            case 0x28:
                open += 1
                value.append(byte)
            case 0x29:
                open -= 1
                if open == 0 { return value }
                value.append(byte)
            case 0x5C: escape(into: &value)
            case 0x0D:
                if current == 0x0A { position += 1 }
                value.append(0x0A)
            default: value.append(byte)
            }
        }
        throw .malformed("end of data")
    }

    private mutating func escape(into value: inout [UInt8]) {
        guard let byte = current else { return }
        position += 1
        switch byte {
        case 0x6E: value.append(0x0A)
        case 0x72: value.append(0x0D)
        case 0x74: value.append(0x09)
        case 0x62: value.append(0x08)
        case 0x66: value.append(0x0C)
        case 0x0A: break
        case 0x0D: if current == 0x0A { position += 1 }
        case 0x30...0x37:
            var code = Int(byte - 0x30)
            for _ in 0..<2 {
                guard let next = current, (0x30...0x37).contains(next) else { break }
                code = code << 3 | Int(next - 0x30)
                position += 1
            }
            value.append(UInt8(truncatingIfNeeded: code))
        default: value.append(byte)
        }
    }

    private mutating func numberOrReference() throws(PDFFault) -> PDFObject {
        let first = try number()
        guard case .integer(let object) = first, object >= 0 else { return first }
        let mark = position
        if let byte = current, Self.isSpace(byte), let generation = takeCount(), take("R") {
            return .reference(PDFReference(number: object, generation: generation))
        }
        position = mark
        return first
    }

    private mutating func number() throws(PDFFault) -> PDFObject {
        var negative = false
        while let byte = current, byte == 0x2B || byte == 0x2D {
            if byte == 0x2D { negative = true }
            position += 1
        }
        var whole = 0
        var real = 0.0
        var scale = 0.0
        var digits = 0
        var isReal = false
        while let byte = current {
            if (0x30...0x39).contains(byte) {
                digits += 1
                guard digits <= 400 else { throw .malformed("number") }
                let digit = Int(byte - 0x30)
                if isReal {
                    scale *= 0.1
                } else if whole < 1 << 53 {
                    whole = whole * 10 + digit
                } else {
                    isReal = true
                    scale = 1
                }
                real = isReal && scale < 1 ? real + Double(digit) * scale : real * 10 + Double(digit)
            } else if byte == 0x2E, !(isReal) {
                isReal = true
                scale = 1
            } else if byte == 0x2D, digits > 0 {
                // "0.00-35" of broken writers: the rest counts for nothing.
            } else {
                break
            }
            position += 1
        }
        guard digits > 0 || isReal else { throw .malformed("number") }
        if isReal { return .real(negative ? -real : real) }
        return .integer(negative ? -whole : whole)
    }

    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 || byte == 0x0C || byte == 0
    }

    static func isDelimiter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x28, 0x29, 0x3C, 0x3E, 0x5B, 0x5D, 0x7B, 0x7D, 0x2F, 0x25: true
        default: false
        }
    }

    static func isRegular(_ byte: UInt8) -> Bool { !isSpace(byte) && !isDelimiter(byte) }

    static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
