import VietnameseText

/// The form in which cells' text is handed out: composed (NFC), otherwise as written.
enum CellText {
    /// Whether UTF-8 may hold what composition changes. Vietnamese letters, Latin ones up to U+02FF and common
    /// punctuation are known not to.
    static func mayNeedComposing(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x80 {
                index += 1
            } else if byte < 0xCC {
                index += 2
            } else if byte == 0xE1, index + 2 < bytes.count, (0xBA...0xBB).contains(bytes[index + 1]) {
                index += 3
            } else if byte == 0xE2, index + 2 < bytes.count, bytes[index + 1] == 0x80, bytes[index + 2] > 0x82 {
                index += 3
            } else {
                return true
            }
        }
        return false
    }

    /// The text of UTF-8, composed.
    static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        guard mayNeedComposing(bytes), !hasHeapOfMarks(text) else { return text }
        return Folding.composed(text)
    }

    /// Whether more marks follow each other than any language has. To order them takes time by the square of their
    /// number; 30 is the limit of Unicode's stream-safe text (UAX 15, 13).
    private static func hasHeapOfMarks(_ text: String) -> Bool {
        guard text.utf8.count > 60 else { return false }
        var run = 0
        for scalar in text.unicodeScalars {
            run = scalar.value >= 0x300 && scalar.properties.canonicalCombiningClass != .notReordered ? run + 1 : 0
            if run > 30 { return true }
        }
        return false
    }

    /// Replaces the escapes `_xHHHH_`, by which SpreadsheetML writes characters that XML cannot hold (ECMA-376 part 1,
    /// 22.9.2.19); `nil` where there is none. An escape that would make half of a surrogate pair stays.
    static func unescaped(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        var result: [UInt8] = []
        var (index, copied) = (0, 0)
        while index + 6 < bytes.count {
            guard bytes[index] == UInt8(ascii: "_"), bytes[index + 1] == UInt8(ascii: "x"),
                bytes[index + 6] == UInt8(ascii: "_"), let scalar = scalar(bytes[(index + 2)..<(index + 6)])
            else {
                index += 1
                continue
            }
            result.append(contentsOf: bytes[copied..<index])
            result.append(contentsOf: String(scalar).utf8)
            index += 7
            copied = index
        }
        guard copied > 0 else { return nil }
        result.append(contentsOf: bytes[copied...])
        return String(decoding: result, as: UTF8.self)
    }

    private static func scalar(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Unicode.Scalar? {
        var value: UInt32 = 0
        for digit in digits {
            switch digit {
            case 0x30...0x39: value = value << 4 | UInt32(digit - 0x30)
            case 0x41...0x46: value = value << 4 | UInt32(digit - 0x41 + 10)
            case 0x61...0x66: value = value << 4 | UInt32(digit - 0x61 + 10)
            default: return nil
            }
        }
        return Unicode.Scalar(value)
    }
}
