import Basics

/// What a reconciliation adds up to, by outcome: both sides and their difference, to the đồng.
///
/// Each entry counts under exactly one outcome (its gravest), each parcel once on our side and each line once on theirs,
/// so that the rows add up to the totals of both sides.
public struct BalanceSheet: Hashable, Sendable {
    /// Counts and sums of some entries.
    public struct Sums: Hashable, Sendable, Codable {
        /// Pairs, further lines, and what stands alone.
        public var entries = 0
        public var parcels = 0
        public var lines = 0
        public var ourFee = Dong.zero
        public var theirFee = Dong.zero
        /// Due by our side, collected by theirs.
        public var due = Dong.zero
        public var collected = Dong.zero
        public var remitted = Dong.zero
        /// Pairs of which money or days were not compared.
        public var partly = 0

        public init() {}

        public static prefix func - (sums: Sums) -> Sums {
            var negative = Sums()
            negative.entries = -sums.entries
            negative.parcels = -sums.parcels
            negative.lines = -sums.lines
            negative.ourFee = .zero - sums.ourFee
            negative.theirFee = .zero - sums.theirFee
            negative.due = .zero - sums.due
            negative.collected = .zero - sums.collected
            negative.remitted = .zero - sums.remitted
            negative.partly = -sums.partly
            return negative
        }

        public static func += (sums: inout Sums, other: Sums) {
            sums.entries += other.entries
            sums.parcels += other.parcels
            sums.lines += other.lines
            sums.ourFee += other.ourFee
            sums.theirFee += other.theirFee
            sums.due += other.due
            sums.collected += other.collected
            sums.remitted += other.remitted
            sums.partly += other.partly
        }
    }

    /// Why an entry stands where it stands.
    public enum Row: Hashable, Sendable, Comparable {
        case outcome(Outcome)
        /// Pairs that agree in what was compared, of which money or days were not.
        case partly
        /// Parcels that no statement covers yet.
        case awaiting
        /// What is dated after the last day that counts.
        case afterCutOff

        /// A stable name.
        public var code: String {
            switch self {
            case .outcome(let outcome): outcome.rawValue
            case .partly: "partly"
            case .awaiting: "awaiting"
            case .afterCutOff: "after_cut_off"
            }
        }

        /// Takes a ``code``.
        public init?(code: String) {
            switch code {
            case "partly": self = .partly
            case "awaiting": self = .awaiting
            case "after_cut_off": self = .afterCutOff
            default:
                guard let outcome = Outcome(rawValue: code) else { return nil }
                self = .outcome(outcome)
            }
        }

        public static func < (a: Row, b: Row) -> Bool { a.rank < b.rank }

        private var rank: Int {
            switch self {
            case .outcome(.matched): 0
            case .outcome(let outcome): 1 + (BalanceSheet.gravity.firstIndex(of: outcome) ?? BalanceSheet.gravity.count)
            case .partly: 999
            case .awaiting: 1_000
            case .afterCutOff: 1_001
            }
        }
    }

    public private(set) var rows: [Row: Sums] = [:]
    public private(set) var total = Sums()

    public init(_ result: ReconciliationResult) {
        var last = Row.awaiting
        for entry in result.entries {
            let sums = Self.sums(entry, result.input)
            // The parts of an item count where the item counts, which stands before them.
            if !entry.remarks.contains(.partOfItem) { last = Self.row(entry, isPartly: sums.partly > 0) }
            rows[last, default: Sums()] += sums
            total += sums
        }
    }

    /// Adds what was summed up elsewhere.
    public mutating func add(_ sums: Sums, to row: Row) {
        rows[row, default: Sums()] += sums
        total += sums
    }

    /// Outcomes from the gravest on: what an entry with several is counted under.
    private static let gravity: [Outcome] = [
        .missingInStatement, .missingInOurs, .trackingReused, .duplicateLine, .returnedButDelivered, .codDiffers,
        .feeDiffers, .checkDigitTypo, .numericTrackingLossy, .statusBeforeHandover, .lateDelivery,
    ]

    private static func row(_ entry: ReconciledEntry, isPartly: Bool) -> Row {
        if entry.remarks.contains(.afterCutOff) { return .afterCutOff }
        if let gravest = gravity.first(where: entry.outcomes.contains) { return .outcome(gravest) }
        guard entry.outcomes.contains(.matched) else { return .awaiting }
        return isPartly ? .partly : .outcome(.matched)
    }

    private static func sums(_ entry: ReconciledEntry, _ input: ReconciliationInput) -> Sums {
        var sums = Sums()
        sums.entries = 1
        if let place = entry.parcel, !entry.isFurtherLine {
            sums.parcels = 1
            sums.ourFee = input.parcels[place].fee ?? .zero
            sums.due = input.parcels[place].due
        }
        if let place = entry.line {
            let line = input.lines[place]
            sums.lines = 1
            sums.theirFee = (line.fee ?? .zero) + (line.surcharge ?? .zero)
            sums.collected = line.collected ?? .zero
            sums.remitted = line.remitted ?? .zero
            if let parcel = entry.parcel, !entry.isFurtherLine,
                !ComparedField.isWhole(input.parcels[parcel], line)
            {
                sums.partly = 1
            }
        }
        return sums
    }
}
