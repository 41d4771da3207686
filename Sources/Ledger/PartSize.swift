/// How much goes into one transaction, so that it takes about as long as others can wait without noticing, on whatever
/// machine and however large the ledger is.
public struct PartSize: Sendable {
    /// Rows, or whatever is counted, of the next part.
    public private(set) var count: Int
    private let most: Int

    /// How long a part should hold others up.
    public static let goal = Duration.milliseconds(60)
    private static let minRows = 20

    public init(first: Int, most: Int) {
        count = first
        self.most = most
    }

    /// - Parameter time: what the last part took.
    public mutating func adapt(to time: Duration) {
        let factor = min(2, Self.goal / max(time, .milliseconds(1)))
        count = min(most, max(Self.minRows, Int(Double(count) * factor)))
    }
}

extension Ledger {
    /// As ``write(_:)``, and tells for how long others had to wait for it.
    public func timedWrite<T: Sendable>(
        _ body: @escaping @Sendable (LedgerTransaction) throws -> T
    ) async throws -> (value: T, time: Duration) {
        let (value, start) = try await write { tx in
            let start = ContinuousClock.now
            return (try body(tx), start)
        }
        return (value, ContinuousClock.now - start)
    }

    /// Writes something in parts, each in a transaction of its own.
    /// - Parameters:
    ///   - size: of the parts; adapts to how long they take.
    ///   - body: writes one part.
    ///   - note: is told what came of a part.
    public func write<Element: Sendable, T: Sendable>(
        _ elements: [Element], inPartsOf size: inout PartSize,
        _ body: @escaping @Sendable (LedgerTransaction, [Element]) throws -> T, _ note: (T) -> Void = { _ in }
    ) async throws {
        var rest = elements[...]
        while !rest.isEmpty {
            let part = Array(rest.prefix(size.count))
            rest = rest.dropFirst(part.count)
            let (value, time) = try await timedWrite { try body($0, part) }
            // The last one is most often a small rest, which says little.
            if part.count == size.count { size.adapt(to: time) }
            note(value)
        }
    }
}
