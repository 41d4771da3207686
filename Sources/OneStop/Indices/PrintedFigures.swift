/// Figures as somebody else's report prints them, by column, with the identities of form II.06a looked at.
public struct PrintedFigures: Hashable, Sendable {
    public enum Verdict: String, Hashable, Sendable, Codable {
        case holds
        case fails
        /// A column is not printed.
        case untestable
    }

    /// A column that is the sum of others.
    public struct Identity: Hashable, Sendable {
        public var sum: Int
        public var parts: [Int]
        public init(_ sum: Int, _ parts: [Int]) { (self.sum, self.parts) = (sum, parts) }

        public var name: String { "\(sum) = \(parts.map(String.init).joined(separator: "+"))" }
    }

    public static let identities = [
        Identity(3, [4, 5, 6]), Identity(7, [8, 9, 10]), Identity(11, [12, 13]),
        Identity(3, [7, 11]),
    ]

    public var columns: [Int: Int]

    public init(_ columns: [Int: Int]) { self.columns = columns }

    public func verdict(_ identity: Identity) -> Verdict {
        let parts = identity.parts.compactMap { columns[$0] }
        guard let sum = columns[identity.sum], parts.count == identity.parts.count else { return .untestable }
        return parts.reduce(0, +) == sum ? .holds : .fails
    }
}
