/// The encodings of delimited text that are read.
public enum TextEncoding: String, Hashable, Sendable, Codable, CaseIterable {
    case utf8 = "utf-8"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    /// Base letters with combining tone marks; handed out composed.
    case windows1258 = "windows-1258"
    /// TCVN 5712:1993 VN3, the encoding of the ABC fonts (`.VnTime`). Its capitals with tone marks are small letters
    /// in a font of capitals, and stay small.
    case tcvn3
    /// VNI for Windows, two bytes for most letters with marks.
    case vniWindows = "vni-windows"

    /// The encoding of one byte a character, or of a letter and a mark; `nil` for Unicode.
    var legacy: LegacyText? {
        switch self {
        case .utf8, .utf16LittleEndian, .utf16BigEndian: nil
        case .windows1258: .windows1258
        case .tcvn3: .tcvn3
        case .vniWindows: .vniWindows
        }
    }
}

/// What separates the fields of delimited text.
public enum FieldDelimiter: String, Hashable, Sendable, Codable, CaseIterable {
    case semicolon = ";"
    case comma = ","
    case tab = "\t"
    case bar = "|"

    var byte: UInt8 {
        switch self {
        case .semicolon: UInt8(ascii: ";")
        case .comma: UInt8(ascii: ",")
        case .tab: UInt8(ascii: "\t")
        case .bar: UInt8(ascii: "|")
        }
    }
}

/// How a text file is written, as it was recognized or given.
public struct TextForm: Hashable, Sendable {
    public var encoding: TextEncoding
    public var hasByteOrderMark: Bool
    public var delimiter: FieldDelimiter

    public init(encoding: TextEncoding, hasByteOrderMark: Bool, delimiter: FieldDelimiter) {
        self.encoding = encoding
        self.hasByteOrderMark = hasByteOrderMark
        self.delimiter = delimiter
    }
}
