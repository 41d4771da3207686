/// The identity of one kind of record: sortable text that the ledger or a rule of ours made, never a number that an
/// engine counted.
public struct Identifier<Subject>: RawRepresentable, Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    public let rawValue: String

    /// Takes any text; whether such a record exists, only the ledger knows.
    public init(rawValue: String) { self.rawValue = rawValue }

    public var description: String { rawValue }

    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
