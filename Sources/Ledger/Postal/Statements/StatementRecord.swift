import Basics
import PostalChannel

public typealias StatementID = Identifier<StatementRecord>

/// A statement of the post as the ledger has it: the file, how it was read, and what it adds up to. The file's bytes are
/// an artifact.
public struct StatementRecord: Hashable, Sendable, Identifiable {
    public enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// Its lines are being stored; they count for nothing yet.
        case loading
        /// What its columns mean is not known; a person must say so.
        case awaitingColumns = "awaiting_columns"
        case complete
        /// A corrected statement took its place; its lines are kept.
        case superseded
    }

    public let id: StatementID
    /// The file's bytes.
    public var artifact: ContentDigest
    public var source: StatementSource
    public var state: State
    /// How its columns were read, as JSON text; `nil` while that is not known.
    public var columnMap: String?
    /// The statement whose place it takes; the first, where there are several.
    public var supersedes: StatementID?
    /// The statement that took its place: a later one, or an earlier one that has the same lines. `nil` for one in force,
    /// and for one that a person set aside.
    public var supersededBy: StatementID?
    /// What people said of it.
    public var answers: StatementAnswers
    /// What was found when it was taken, as JSON text: why it waits, sums that were accepted though they differ.
    public var findings: String?
    public var totals: StatementTotals
    public var recordedAt: Instant
    /// When all of its lines were stored.
    public var completedAt: Instant?
    public var supersededAt: Instant?
    /// Its number, which is part of its lines' keys.
    let number: Int
}

/// What is known of a statement's file beside its lines.
public struct StatementSource: Hashable, Sendable {
    public var fileName: String
    /// The postal operator's short name.
    public var operatorName: String
    /// Names of the sheets that hold lines; empty for text files.
    public var sheet: String
    /// How its text is encoded: `utf-8`, `windows-1258`, `tcvn3`; empty for spreadsheets.
    public var encoding: String
    /// The days that it declares to cover; `nil` when it declares none.
    public var declaredPeriod: ClosedRange<CalendarDay>?

    public init(
        fileName: String, operatorName: String, sheet: String = "", encoding: String = "",
        declaredPeriod: ClosedRange<CalendarDay>? = nil
    ) {
        self.fileName = fileName
        self.operatorName = operatorName
        self.sheet = sheet
        self.encoding = encoding
        self.declaredPeriod = declaredPeriod
    }
}

/// What a person says of a statement of which the program is not sure.
public struct StatementAnswers: Hashable, Sendable {
    /// The statement of which it replaces the lines of the same numbers, while the others stay in force.
    public var amends: StatementID?
    /// Whether it stands beside all others, even if lines repeat.
    public var isIndependent: Bool
    /// Whether sums that differ and cells that cannot be read are accepted.
    public var isAccepted: Bool
    /// Who said so.
    public var by: String?

    public init(
        amends: StatementID? = nil, isIndependent: Bool = false, isAccepted: Bool = false, by: String? = nil
    ) {
        self.amends = amends
        self.isIndependent = isIndependent
        self.isAccepted = isAccepted
        self.by = by
    }
}

/// What the lines of a statement add up to.
public struct StatementTotals: Hashable, Sendable, Codable {
    public var lines = 0
    /// Rows that are no lines: totals, signatures.
    public var leftOut = 0
    public var fee = Dong.zero
    public var surcharge = Dong.zero
    public var collected = Dong.zero
    public var remitted = Dong.zero

    public init() {}

    mutating func add(_ line: StatementLine) {
        lines += 1
        fee += line.fee ?? .zero
        surcharge += line.surcharge ?? .zero
        collected += line.collected ?? .zero
        remitted += line.remitted ?? .zero
    }
}

/// A row of a statement, to be stored.
public struct StatementRow: Sendable {
    /// What the row says.
    public enum Content: Sendable {
        /// A line; the statement that its place names is not looked at.
        case line(StatementLine)
        /// No line: a total, a signature. With the reason as a stable code.
        case leftOut(sheet: Int, row: Int, reason: String)
    }

    public var content: Content
    /// The cells verbatim, as JSON text.
    public var rawCells: String

    public init(_ content: Content, rawCells: String) {
        self.content = content
        self.rawCells = rawCells
    }
}

/// The right to store the lines of a statement, until somebody else begins to.
public struct StatementLoad: Hashable, Sendable {
    public let id: StatementID
    let number: Int
    /// Counts the attempts.
    let load: Int
}

/// What came of opening a statement.
public enum StatementOpening: Hashable, Sendable {
    /// The same file is in the ledger, whole.
    case known(StatementRecord)
    /// Its lines can be stored now.
    case opened(StatementLoad)
}

/// A row of a statement that is no line, as it is stored.
public struct LeftOutRow: Hashable, Sendable {
    /// Sheet, counted from 0, and row, from 1.
    public var sheet: Int
    public var row: Int
    public var reason: String
    /// The cells verbatim, as JSON text.
    public var rawCells: String
}
