/// A text prepared for the small parsers of this room: its composed characters beside one folded byte for each.
///
/// Offsets into ``bytes`` are offsets into ``characters``, so that what was found in the folded form can be taken from
/// the printed one.
public struct ScannableText: Sendable {
    /// The characters of the NFC text.
    public let characters: [Character]
    /// For each character its folded ASCII byte; dashes count as `-`, curly quotes as `'` and `"`, every kind of blank
    /// as a space, other characters as ``other``.
    public let bytes: [UInt8]

    /// The byte of a character that has no ASCII form.
    public static let other: UInt8 = 0xFF

    public init(_ text: String) {
        let composed = Folding.composed(text)
        characters = Array(composed)
        let bytes = Folding.folded(composed).map(Self.byte)
        // Marks that stand alone, and letters of other scripts, may be fewer or more once they are folded.
        self.bytes =
            bytes.count == characters.count
            ? bytes : characters.map { Folding.folded(String($0)).first.map(Self.byte) ?? Self.other }
    }

    /// Number of characters.
    public var count: Int { bytes.count }

    /// The printed characters at the offsets, without blanks at either end.
    public func printed(_ range: Range<Int>) -> String {
        var range = range.clamped(to: 0..<count)
        while let first = range.first, bytes[first] == Self.blank { range = range.dropFirst() }
        while let last = range.last, bytes[last] == Self.blank { range = range.dropLast() }
        return String(characters[range])
    }

    /// The folded characters at the offsets; characters without an ASCII form appear as `?`.
    public func folded(_ range: Range<Int>) -> String {
        let slice = bytes[range.clamped(to: 0..<count)].map { $0 == Self.other ? UInt8(ascii: "?") : $0 }
        return String(decoding: slice, as: UTF8.self)
    }

    /// Whether a word begins at the offset: the byte there is a letter or digit and the one before is neither.
    public func isWordStart(_ offset: Int) -> Bool {
        guard offset >= 0, offset < count, Self.isWordByte(bytes[offset]) else { return false }
        return offset == 0 || !Self.isWordByte(bytes[offset - 1])
    }

    /// Whether a word ends before the offset.
    public func isWordEnd(_ offset: Int) -> Bool {
        offset >= count || !Self.isWordByte(bytes[offset])
    }

    /// First offset at or after `start` that is no space.
    public func skippingSpaces(from start: Int) -> Int {
        var offset = start
        while offset < count, bytes[offset] == Self.blank { offset += 1 }
        return offset
    }

    /// Whether the folded bytes at the offset are exactly those of `pattern`.
    public func matches(_ pattern: [UInt8], at offset: Int) -> Bool {
        guard offset >= 0, offset + pattern.count <= count else { return false }
        for index in pattern.indices where bytes[offset + index] != pattern[index] { return false }
        return true
    }

    /// Offsets of the whole-word occurrences of a folded phrase.
    public func occurrences(of phrase: String, in offsets: Range<Int>? = nil) -> [Range<Int>] {
        let pattern = Array(phrase.utf8)
        let offsets = (offsets ?? 0..<count).clamped(to: 0..<count)
        guard !pattern.isEmpty, pattern.count <= offsets.count else { return [] }
        return (offsets.lowerBound...(offsets.upperBound - pattern.count)).compactMap { start in
            guard bytes[start] == pattern[0], start == 0 || !Self.isWordByte(bytes[start - 1]),
                matches(pattern, at: start), isWordEnd(start + pattern.count)
            else { return nil }
            return start..<(start + pattern.count)
        }
    }

    /// Whether the folded phrase occurs as whole words.
    public func contains(_ phrase: String) -> Bool { !occurrences(of: phrase).isEmpty }

    /// The byte of every kind of blank.
    public static let blank = UInt8(ascii: " ")

    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    /// Whether the byte is a folded letter.
    public static func isLetterByte(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }

    /// Whether the byte is a digit.
    public static func isDigitByte(_ byte: UInt8) -> Bool { isDigit(byte) }

    /// Whether the byte stands for a letter or digit.
    public static func isWordByte(_ byte: UInt8) -> Bool { isDigit(byte) || isLetterByte(byte) || byte == other }

    private static func byte(_ character: Character) -> UInt8 {
        if let ascii = character.asciiValue {
            return ascii < 0x20 ? blank : ascii
        }
        switch character {
        case "‐", "‑", "‒", "–", "—", "−", "―": return UInt8(ascii: "-")
        case "‘", "’", "‚", "′": return UInt8(ascii: "'")
        case "“", "”", "„", "″", "«", "»": return UInt8(ascii: "\"")
        case "：": return UInt8(ascii: ":")
        case "…", "·", "•": return UInt8(ascii: ".")
        default: return character.isWhitespace ? blank : other
        }
    }
}
