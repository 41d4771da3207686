/// What the lines of a statement say about the days that it covers: kept of one that is settled, so that its lines need
/// not be read again. Days are counted from 1970-01-01 at +07:00.
public struct StatementDays: Hashable, Sendable, Codable {
    /// Lines of a statement that declares its days, and those of them that were taken, and delivered, on these.
    public private(set) var lines = 0
    public private(set) var taken = 0
    public private(set) var delivered = 0
    /// Lines of a statement that declares none, by the day on which they were taken.
    public private(set) var takenOn: [Int: Int] = [:]

    /// - Parameter declared: the days that the statement declares.
    init(declared: ClosedRange<Int>?) { self.declared = declared }

    /// - Parameters:
    ///   - statement: with the days that it declares.
    ///   - lines: its lines, all of them.
    public init(_ statement: StatementPeriod, lines: some Sequence<StatementLine>) {
        declared = statement.declaredDays
        for line in lines { add(line) }
    }

    private var declared: ClosedRange<Int>?

    private enum CodingKeys: String, CodingKey { case lines, taken, delivered, takenOn }

    mutating func add(_ line: StatementLine) {
        guard let declared else {
            if let day = line.accepted?.dayNumber { takenOn[day, default: 0] += 1 }
            return
        }
        lines += 1
        if let accepted = line.accepted, declared.contains(accepted.dayNumber) { taken += 1 }
        if let delivered = line.delivered, declared.contains(delivered.dayNumber) { self.delivered += 1 }
    }

    /// A statement goes by deliveries when most of what it lists was delivered in its days, and most of it not taken in
    /// them.
    var goesByDelivery: Bool { taken * 2 < lines && delivered * 10 > lines * 8 }
}

extension StatementPeriod {
    var declaredDays: ClosedRange<Int>? {
        declared.map { $0.lowerBound.daysSinceEpoch...$0.upperBound.daysSinceEpoch }
    }
}
