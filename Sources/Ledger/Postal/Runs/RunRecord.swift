import Basics
import PostalChannel

public typealias RunID = Identifier<RunRecord>

/// One reconciliation: what went in, by which rules, and what it adds up to.
public struct RunRecord: Hashable, Sendable, Identifiable {
    public let id: RunID
    public var basis: RunBasis
    /// See ``RunBasis/digest(latest:)``.
    public var inputDigest: ContentDigest
    public var totals: RunTotals
    public var recordedAt: Instant
    /// Its number, which is part of its entries' keys.
    let number: Int
    /// Whether its entries stand by themselves, and not as what differs from the run before.
    let isWhole: Bool
}

/// What a run goes by, beside the parcels.
public struct RunBasis: Hashable, Sendable {
    public var rulesVersion: String
    /// Last day that counts; `nil` for the last that the statements cover.
    public var cutOff: CalendarDay?
    /// The statements whose lines were reconciled, in any order.
    public var statements: [StatementID]
    /// Digest of whatever else went in: facts of hand-over records, pairs that people decided; empty for nothing.
    public var additionalInputs: String

    public init(
        rulesVersion: String, cutOff: CalendarDay? = nil, statements: [StatementID], additionalInputs: String = ""
    ) {
        self.rulesVersion = rulesVersion
        self.cutOff = cutOff
        self.statements = statements.sorted()
        self.additionalInputs = additionalInputs
    }
}

/// Counts and sums of a run.
public struct RunTotals: Hashable, Sendable, Codable {
    public var parcels = 0
    public var lines = 0
    public var entries = 0
    /// Entries that pair a parcel with a line, further lines left out.
    public var pairs = 0
    /// Entries that a person has to close.
    public var breaks = 0
    /// Our side: fees and what was due, of all parcels.
    public var ourFee = Dong.zero
    public var ourDue = Dong.zero
    /// Their side: of all lines.
    public var fee = Dong.zero
    public var surcharge = Dong.zero
    public var collected = Dong.zero
    public var remitted = Dong.zero

    public init() {}

    /// The totals of a result.
    public init(_ result: ReconciliationResult) {
        parcels = result.input.parcels.count
        lines = result.input.lines.count
        entries = result.entries.count
        for entry in result.entries {
            if entry.parcel != nil, entry.line != nil, !entry.isFurtherLine { pairs += 1 }
            if entry.isDiscrepancy { breaks += 1 }
        }
        for parcel in result.input.parcels {
            ourFee += parcel.fee ?? .zero
            ourDue += parcel.due
        }
        var sums = StatementTotals()
        for line in result.input.lines { sums.add(line) }
        (fee, surcharge, collected, remitted) = (sums.fee, sums.surcharge, sums.collected, sums.remitted)
    }
}

/// What recording a run came to.
public struct RecordedRun: Hashable, Sendable {
    public var run: RunRecord
    /// Whether nothing was recorded, since a run with the same input was there.
    public var wasKnown: Bool
}

/// An entry of a run as it is stored.
public struct RunEntry: Hashable, Sendable {
    /// Our parcel, in the version that was reconciled; `nil` when we have none.
    public var parcel: ParcelVersion?
    /// Where their line stands; `nil` when they have none.
    public var line: StatementLine.Place?
    public var rule: MatchRule?
    public var outcomes: OutcomeSet
    public var remarks: RemarkSet
    public var runnerUp: StoredRunnerUp?
    /// Whether the line is a further one of a parcel that another entry pairs.
    public var isFurtherLine: Bool

    /// Whether a person has to close something.
    public var isDiscrepancy: Bool { outcomes.isDiscrepancy || remarks.isDiscrepancy }
}

/// What else might have been paired.
public enum StoredRunnerUp: Hashable, Sendable {
    case parcel(ParcelVersion)
    case line(StatementLine.Place)
}

/// In what two runs differ.
public struct RunDifference: Sendable {
    /// The parcel that the entries are about; `nil` for lines without one.
    public var parcel: String?
    /// The line, where the entries have no parcel.
    public var line: StatementLine.Place?
    /// The entries of the earlier run about it that the later one does not have.
    public var before: [RunEntry]
    /// The entries of the later run about it that the earlier one did not have.
    public var after: [RunEntry]
}
