/// What a content stream is made of, as far as it matters for finding out what a page shows.
enum ContentToken {
    case number(Double)
    case name(String)
    /// A string; only whether it shows something is of interest.
    case string(isBlank: Bool)
    case arrayStart
    case arrayEnd
    case dictionaryStart
    case dictionaryEnd
    case keyword(String)
}

/// Reads a content stream token by token (ISO 32000-1, 7.2 and 7.8.2). Never fails: what makes no sense is skipped.
struct ContentTokens: Sequence, IteratorProtocol {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> ContentToken? {
        skipBlanks()
        guard position < bytes.count else { return nil }
        switch bytes[position] {
        case UInt8(ascii: "/"):
            position += 1
            return .name(name())
        case UInt8(ascii: "("): return .string(isBlank: literalIsBlank())
        case UInt8(ascii: "<"): return angle()
        case UInt8(ascii: ">"):
            position += 1
            if peek == UInt8(ascii: ">") { position += 1 }
            return .dictionaryEnd
        case UInt8(ascii: "["):
            position += 1
            return .arrayStart
        case UInt8(ascii: "]"):
            position += 1
            return .arrayEnd
        case UInt8(ascii: ")"), UInt8(ascii: "{"), UInt8(ascii: "}"):
            position += 1
            return next()
        default: return word()
        }
    }

    /// Where the next token is looked for, in bytes from the beginning.
    private(set) var position = 0

    /// What stands between two places.
    func bytes(from start: Int, to end: Int) -> [UInt8] {
        start < end && end <= bytes.count ? Array(bytes[start..<end]) : []
    }

    /// The data of an inline image, up to `EI` between blanks; the next token is the one behind it.
    ///
    /// - Parameter length: bytes of it where that is known.
    mutating func inlineImage(length: Int?) -> [UInt8] {
        position += 1
        let start = Swift.min(position, bytes.count)
        if let length, length <= bytes.count - start { position = start + length }
        while position + 1 < bytes.count {
            if bytes[position] == UInt8(ascii: "E"), bytes[position + 1] == UInt8(ascii: "I"), endsImage(from: start) {
                // The blank before EI is none of the data.
                let end = position - (position > start && Self.isBlank(bytes[position - 1]) ? 1 : 0)
                let data = Array(bytes[start..<(length.map { Swift.min(start + $0, bytes.count) } ?? end)])
                position += 2
                return data
            }
            position += 1
        }
        position = bytes.count
        return Array(bytes[start...])
    }

    /// Whether the `EI` here stands by itself, before what can be content and no picture data.
    private func endsImage(from start: Int) -> Bool {
        guard position == start || Self.isBlank(bytes[position - 1]) else { return false }
        let rest = bytes[(position + 2)..<Swift.min(position + 14, bytes.count)]
        guard let first = rest.first else { return true }
        return Self.isBlank(first) && rest.allSatisfy { Self.isBlank($0) || (0x21...0x7E).contains($0) }
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipBlanks() {
        while let byte = peek {
            if byte == UInt8(ascii: "%") {
                while let byte = peek, byte != 0x0A, byte != 0x0D { position += 1 }
            } else if Self.isBlank(byte) {
                position += 1
            } else {
                return
            }
        }
    }

    private mutating func regular() -> ArraySlice<UInt8> {
        let start = position
        while let byte = peek, !Self.isBlank(byte), !Self.isDelimiter(byte) { position += 1 }
        return bytes[start..<position]
    }

    /// A name; `#41` stands for a character.
    private mutating func name() -> String {
        let raw = Array(regular())
        var plain: [UInt8] = []
        var index = 0
        while index < raw.count {
            if raw[index] == UInt8(ascii: "#"), index + 2 < raw.count,
                let code = UInt8(String(decoding: raw[index + 1...index + 2], as: UTF8.self), radix: 16)
            {
                plain.append(code)
                index += 3
            } else {
                plain.append(raw[index])
                index += 1
            }
        }
        return String(decoding: plain, as: UTF8.self)
    }

    private mutating func word() -> ContentToken {
        let text = String(decoding: regular(), as: UTF8.self)
        guard let first = text.utf8.first else {
            position += 1
            return .keyword("")
        }
        let isNumeric = (0x30...0x39).contains(first) || [0x2B, 0x2D, 0x2E].contains(first)
        return isNumeric ? .number(Double(text) ?? 0) : .keyword(text)
    }

    private mutating func literalIsBlank() -> Bool {
        position += 1
        var depth = 1
        var isBlank = true
        while let byte = peek {
            position += 1
            switch byte {
            case UInt8(ascii: "\\"):
                position += 1
                isBlank = false
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"):
                depth -= 1
                if depth == 0 { return isBlank }
            case UInt8(ascii: " "): break
            default: isBlank = false
            }
        }
        return isBlank
    }

    private mutating func angle() -> ContentToken {
        position += 1
        if peek == UInt8(ascii: "<") {
            position += 1
            return .dictionaryStart
        }
        var isBlank = true
        while let byte = peek {
            position += 1
            if byte == UInt8(ascii: ">") { break }
            if !Self.isBlank(byte) { isBlank = false }
        }
        return .string(isBlank: isBlank)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) || byte == 0 }

    private static func isDelimiter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "["),
            UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "/"), UInt8(ascii: "%"):
            true
        default: false
        }
    }
}
