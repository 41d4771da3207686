/// An agency with all that is below it, in whichever form case codes name it: `H40.16` and `000.00.16.H40` are the same,
/// `H40` is the whole province.
public struct AgencyScope: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// From the province down, as in `H40`, `16`.
    public let levels: [String]

    /// Takes the part of a case code before its first hyphen, or the upper levels of it; anything else gives `nil`.
    public init?(rawValue: String) {
        let parts = rawValue.uppercased().split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 8,
            parts.allSatisfy({ (1...8).contains($0.utf8.count) && $0.utf8.allSatisfy(Self.isPlain) })
        else { return nil }
        // The older form begins with the smallest unit, and has zeros where there is none.
        let isOlder = parts.count > 1 && !Self.isProvince(parts[0])
        var levels = isOlder ? parts.reversed() : parts
        while isOlder, let last = levels.last, last.allSatisfy({ $0 == "0" }) { levels.removeLast() }
        guard let first = levels.first, Self.isProvince(first) else { return nil }
        self.levels = levels
    }

    public var rawValue: String { levels.joined(separator: ".") }

    public var description: String { rawValue }

    /// The agency and those above it, the province first.
    public var above: [AgencyScope] { levels.indices.map { AgencyScope(levels: Array(levels[...$0])) } }

    private init(levels: [String]) { self.levels = levels }

    private static func isPlain(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) }

    /// A letter and two digits.
    private static func isProvince(_ part: String) -> Bool {
        let bytes = Array(part.utf8)
        return bytes.count == 3 && bytes[0] > 0x40 && bytes[1...].allSatisfy { $0 < 0x3A }
    }
}
