/// The name under which a person signs in: `lan`, `lan.le`, `lan@h40.gov.vn`. Never an identity number or a telephone
/// number, so that records that name it hold no personal data beyond who works here.
public struct LoginName: RawRepresentable, Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    public let rawValue: String

    /// Takes 2 to 64 of `a-z`, `0-9`, `.`, `_`, `@` and `-`, the first a letter; anything else gives `nil`.
    public init?(rawValue: String) {
        let bytes = Array(rawValue.utf8)
        guard (2...64).contains(bytes.count), Self.isLetter(bytes[0]),
            bytes.allSatisfy({ Self.isLetter($0) || (0x30...0x39).contains($0) || Self.marks.contains($0) })
        else { return nil }
        self.rawValue = rawValue
    }

    /// Takes a name as a person types it: blanks around it and capitals do not matter.
    public init?(typed: String) {
        guard typed.utf8.count <= 256 else { return nil }
        let words = typed.split(whereSeparator: \.isWhitespace)
        guard words.count == 1 else { return nil }
        self.init(rawValue: words[0].lowercased())
    }

    public var description: String { rawValue }

    public static func < (a: LoginName, b: LoginName) -> Bool { a.rawValue < b.rawValue }

    private static let marks: [UInt8] = Array("._@-".utf8)

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
}
