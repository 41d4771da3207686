/// The code of a component (thành phần hồ sơ) within its procedure, as in `TP01`.
public struct ComponentCode: RawRepresentable, Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    public let rawValue: String

    /// Takes 1 to 20 of `A-Z 0-9 . - _`; anything else gives `nil`.
    public init?(rawValue: String) {
        let characters = rawValue.utf8
        guard (1...20).contains(characters.count), characters.allSatisfy(Self.isAllowed) else { return nil }
        self.rawValue = rawValue
    }

    public var description: String { rawValue }

    public static func < (a: ComponentCode, b: ComponentCode) -> Bool { a.rawValue < b.rawValue }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
            || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
}
