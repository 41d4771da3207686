/// The SHA-256 of a file's bytes, as 64 lower-case hexadecimal digits: the name under which content is kept.
public struct ContentDigest: RawRepresentable, Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    public let rawValue: String

    /// Takes exactly 64 digits `0-9a-f`; anything else is refused, so that a digest is always safe as a file name.
    public init?(rawValue: String) {
        let digits = rawValue.utf8
        guard digits.count == 64, digits.allSatisfy(Self.isLowerHexDigit) else { return nil }
        self.rawValue = rawValue
    }

    public var description: String { rawValue }

    public static func < (a: ContentDigest, b: ContentDigest) -> Bool { a.rawValue < b.rawValue }

    private static func isLowerHexDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }
}
