import DocumentModel

/// The cells of a row as JSON text, so that what the post wrote can be shown again character by character.
enum RawCells {
    /// A list: texts as texts, numbers as numbers with all their digits, dates and errors as objects of one key, empty
    /// cells as null.
    static func json(_ cells: [SheetCell]) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(cells.count * 24)
        bytes.append(UInt8(ascii: "["))
        for (place, cell) in cells.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            append(cell, to: &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func append(_ cell: SheetCell, to bytes: inout [UInt8]) {
        switch cell {
        case .empty: bytes += "null".utf8
        case .boolean(let value): bytes += (value ? "true" : "false").utf8
        case .text(let text): append(text, to: &bytes)
        case .number(let written):
            if isPlainNumber(written) { bytes += written.utf8 } else { append(written, to: &bytes) }
        case .date(let serial): append("date", serial, to: &bytes)
        case .error(let text): append("error", text, to: &bytes)
        }
    }

    private static func append(_ key: String, _ value: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "{"))
        append(key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        append(value, to: &bytes)
        bytes.append(UInt8(ascii: "}"))
    }

    /// RFC 8259, section 7.
    private static func append(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes += "\\u00".utf8
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Whether a text is a number by JSON's grammar: digits, without a leading zero, with a fraction or not.
    private static func isPlainNumber(_ text: String) -> Bool {
        var digits = 0
        var points = 0
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39: digits += 1
            case 0x2E where digits > 0: points += 1
            default: return false
            }
        }
        let hasLeadingZero = text.utf8.first == 0x30 && text.utf8.count > 1
        return digits > 0 && points <= 1 && !hasLeadingZero && text.utf8.last != 0x2E
    }
}
