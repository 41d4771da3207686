import Basics
import PostalChannel

/// What settled parcels and their lines add up to, as it stood when they were sealed.
public struct SealedTotals: Hashable, Sendable, Codable {
    public var run = RunTotals()
    /// Sums by ``BalanceSheet/Row/code``.
    public private(set) var sums: [String: BalanceSheet.Sums] = [:]
    /// How many pairs were not compared in a field.
    public private(set) var notCompared: [String: Int] = [:]
    /// How many entries have a remark.
    public private(set) var remarks: [String: Int] = [:]
    /// Differences that people closed.
    public private(set) var closedBreaks = 0

    public init() {}

    /// - Parameter result: parcels, their lines and all entries of them.
    init(_ result: ReconciliationResult) {
        run = RunTotals(result)
        let balance = BalanceSheet(result)
        sums = Dictionary(balance.rows.map { ($0.key.code, $0.value) }) { first, _ in first }
        for entry in result.entries {
            closedBreaks += entry.breakCodes.count
            for remark in entry.remarks.all { remarks[remark.rawValue, default: 0] += 1 }
            guard let parcel = entry.parcel, let line = entry.line, !entry.isFurtherLine else { continue }
            for name in ComparedField.notCompared(result.input.parcels[parcel], result.input.lines[line]) {
                notCompared[name.rawValue, default: 0] += 1
            }
        }
    }

    public static func += (a: inout SealedTotals, b: SealedTotals) {
        a.run.add(b.run)
        a.sums.merge(b.sums) { sums, other in
            var sums = sums
            sums += other
            return sums
        }
        a.notCompared.merge(b.notCompared, uniquingKeysWith: +)
        a.remarks.merge(b.remarks, uniquingKeysWith: +)
        a.closedBreaks += b.closedBreaks
    }

    static func -= (a: inout SealedTotals, b: SealedTotals) {
        var negative = b
        negative.run = RunTotals()
        negative.run.subtract(b.run)
        negative.sums = b.sums.mapValues { -$0 }
        negative.notCompared = b.notCompared.mapValues { -$0 }
        negative.remarks = b.remarks.mapValues { -$0 }
        negative.closedBreaks = -b.closedBreaks
        a += negative
        a.sums = a.sums.filter { $0.value != BalanceSheet.Sums() }
    }
}

extension RunTotals {
    private static let counts: [WritableKeyPath<RunTotals, Int> & Sendable] = [
        \.parcels, \.lines, \.entries, \.pairs, \.breaks,
    ]
    private static let amounts: [WritableKeyPath<RunTotals, Dong> & Sendable] = [
        \.ourFee, \.ourDue, \.fee, \.surcharge, \.collected, \.remitted,
    ]

    mutating func add(_ other: RunTotals) {
        for count in Self.counts { self[keyPath: count] += other[keyPath: count] }
        for amount in Self.amounts { self[keyPath: amount] += other[keyPath: amount] }
    }

    mutating func subtract(_ other: RunTotals) {
        for count in Self.counts { self[keyPath: count] -= other[keyPath: count] }
        for amount in Self.amounts { self[keyPath: amount] -= other[keyPath: amount] }
    }
}
