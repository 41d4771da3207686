/// The number of a hand-over list: `BG-<office>-<yyyy>-<sequence>`, as in `BG-700100-2026-0042`. An office's numbers of
/// a year have no gaps; a cancelled list keeps its own.
public struct HandoverListNumber: RawRepresentable, Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// The post office: 1 to 16 of `A-Z 0-9`.
    public let office: String
    /// 2000 to 2199.
    public let year: Int
    /// From 1.
    public let sequence: Int

    private static let largestSequence = 9_999_999

    public init?(office: String, year: Int, sequence: Int) {
        guard (1...16).contains(office.utf8.count), office.utf8.allSatisfy(Self.isCapitalOrDigit),
            (2000...2199).contains(year), (1...Self.largestSequence).contains(sequence)
        else { return nil }
        self.office = office
        self.year = year
        self.sequence = sequence
    }

    /// Takes exactly the form that ``rawValue`` writes.
    public init?(rawValue: String) {
        guard rawValue.utf8.count <= 64 else { return nil }
        let parts = rawValue.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, parts[0] == "BG", let year = Int(parts[2]), let sequence = Int(parts[3]) else {
            return nil
        }
        self.init(office: parts[1], year: year, sequence: sequence)
        guard self.rawValue == rawValue else { return nil }
    }

    public var rawValue: String {
        let digits = String(sequence)
        return "BG-\(office)-\(year)-\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)"
    }

    public var description: String { rawValue }

    /// The number after this one in its year.
    public var next: HandoverListNumber? { HandoverListNumber(office: office, year: year, sequence: sequence + 1) }

    public static func < (a: HandoverListNumber, b: HandoverListNumber) -> Bool {
        (a.office, a.year, a.sequence) < (b.office, b.year, b.sequence)
    }

    private static func isCapitalOrDigit(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
    }
}
