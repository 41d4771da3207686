import Basics
import Ledger
import PostalChannel

/// A ``StatementProblem`` as the ledger keeps it.
public struct FoundProblem: Codable, Hashable, Sendable {
    public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        case noTracking = "no_tracking"
        /// No column of ``FoundProblem/role``.
        case missing
        /// Several columns that may have the role, by their ``FoundProblem/heading``.
        case several
        /// Most cells of the role, or of the column with the heading, were not read.
        case unread
        case dateOrder = "date_order"
        case swappedDays = "swapped_days"
        /// A sum: ``FoundProblem/difference``.
        case total
        /// ``FoundProblem/overlap``.
        case overlap
    }

    /// Stable; see ``StatementProblem/code``.
    public var code: String
    /// `nil` in what earlier versions recorded, which has ``text`` in place of values.
    public var kind: Kind?
    public var role: ColumnRole?
    /// What stands at the head of the columns that are meant, as `H “Cước”`.
    public var heading: String?
    public var difference: StatementFindings.Difference?
    public var overlap: FoundOverlap?
    /// Identity of the statement with which lines are shared.
    public var other: String?
    /// What an earlier version said to clerks.
    public var text: String?

    /// Whether it is about what the statement is to others, and not about its columns.
    public var isAboutOthers: Bool { other != nil }

    public init(_ problem: StatementProblem) {
        code = problem.code
        role = problem.role
        switch problem {
        case .noTracking, .doubt(.noTracking, _): kind = .noTracking
        case .missing: kind = .missing
        case .doubt(.several, let heading): (kind, self.heading) = (.several, heading)
        case .doubt(.unread, let heading): (kind, self.heading) = (.unread, heading)
        case .doubt(.dateOrder, let heading): (kind, self.heading) = (.dateOrder, heading)
        case .doubt(.swappedDays, let heading): (kind, self.heading) = (.swappedDays, heading)
        case .mostlyUnread: kind = .unread
        case .total(let difference): (kind, self.difference) = (.total, StatementFindings.Difference(difference))
        case .overlap(let overlap):
            (kind, self.overlap, other) = (.overlap, FoundOverlap(overlap), overlap.statement.id.rawValue)
        }
    }
}

/// Lines that two statements share, as the ledger keeps it with the later one.
public struct FoundOverlap: Codable, Hashable, Sendable {
    /// What is said of a line: by what a clerk knows it, and what may be different.
    public struct Line: Codable, Hashable, Sendable {
        public var row: Int
        /// As it is written.
        public var number: String
        public var recipient: String
        public var status: PostalStatus
        public var accepted: PostalTime?
        public var delivered: PostalTime?
        /// Grams.
        public var weight: Int?
        public var fee: Dong?
        public var surcharge: Dong?
        public var collected: Dong?
        public var remitted: Dong?
    }

    public struct Change: Codable, Hashable, Sendable {
        public var before: Line
        public var after: Line
    }

    /// Name of the earlier statement's file.
    public var fileName: String
    /// How many lines are the same, say something else, count twice, are gone, are new.
    public var same: Int
    public var changed: Int
    public var repeated: Int
    public var vanished: Int
    public var added: Int
    /// The first of those that changed and of those that are gone; at most ``StatementOverlap/maxNamed``.
    public var changedLines: [Change]
    public var vanishedLines: [Line]
    public var vanishedTotals: StatementTotals
    public var repeatedTotals: StatementTotals
}

extension FoundOverlap {
    init(_ overlap: StatementOverlap) {
        let shared = overlap.shared
        self.init(
            fileName: overlap.statement.source.fileName, same: shared.same, changed: shared.changed,
            repeated: shared.repeated, vanished: shared.vanished, added: shared.added,
            changedLines: overlap.changed.map { Change(before: Line($0.before), after: Line($0.after)) },
            vanishedLines: overlap.vanished.map(Line.init), vanishedTotals: overlap.vanishedTotals,
            repeatedTotals: overlap.repeatedTotals)
    }
}

extension FoundOverlap.Line {
    init(_ line: StatementLine) {
        self.init(
            row: line.place.row, number: line.tracking.text, recipient: line.recipient, status: line.status,
            accepted: line.accepted, delivered: line.delivered, weight: line.weight, fee: line.fee,
            surcharge: line.surcharge, collected: line.collected, remitted: line.remitted)
    }
}
