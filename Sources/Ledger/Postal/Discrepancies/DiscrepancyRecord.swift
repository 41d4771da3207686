import Basics
import PostalChannel

/// A difference as it is stored.
public struct DiscrepancyRecord: Hashable, Sendable, Identifiable {
    public var value: Discrepancy
    /// Last day of a complaint; `nil` when nothing says when the transit time ended.
    public var complaintDeadline: CalendarDay?

    public var id: DiscrepancyID { value.id }
}

/// A difference as a run finds it.
public struct FoundDiscrepancy: Hashable, Sendable, Identifiable {
    /// The same in every run that finds it, by ``DiscrepancyNaming``.
    public let id: DiscrepancyID
    public let subject: DiscrepancySubject
    /// An `Outcome` or `Remark` by its code.
    public let code: String
    /// The amount in question; negative for what we owe. What is no sum of money any more counts as the largest there is,
    /// so that one line cannot keep all others from being filed.
    public private(set) var amount: Dong
    /// What both sides have.
    public private(set) var evidence: DiscrepancyEvidence
    public var complaintDeadline: CalendarDay?

    public init(
        _ id: DiscrepancyID, _ code: String, _ subject: DiscrepancySubject, amount: Dong = .zero,
        evidence: DiscrepancyEvidence = DiscrepancyEvidence(), complaintDeadline: CalendarDay? = nil
    ) {
        self.id = id
        self.code = code
        self.subject = subject
        self.amount = Self.limited(amount)
        self.evidence = evidence
        self.complaintDeadline = complaintDeadline
    }

    /// Takes in what a further line of the same item adds to the difference.
    mutating func add(_ further: FoundDiscrepancy) {
        amount = Self.limited(amount + further.amount)
        evidence.add(further.evidence)
    }

    private static func limited(_ amount: Dong) -> Dong {
        max(.zero - Discrepancy.Limit.amount, min(Discrepancy.Limit.amount, amount))
    }
}

/// What filing the differences of a run came to.
public struct DiscrepancyFiling: Hashable, Sendable, Codable {
    /// Found for the first time.
    public var opened = 0
    /// Found again after an earlier run did not find them, or with other figures than those that were settled.
    public var reopened = 0
    /// Known, and found again.
    public var known = 0
    /// Open, and not found any more.
    public var cleared = 0
    /// Found again, with the figures for which people closed them.
    public var settled: Set<DiscrepancyID> = []

    public init() {}

    /// Counts one that is on record just as it was found.
    mutating func note(_ known: Discrepancy) {
        self.known += 1
        if known.state == .closed { settled.insert(known.id) }
    }

    public static func += (a: inout DiscrepancyFiling, b: DiscrepancyFiling) {
        a.opened += b.opened
        a.reopened += b.reopened
        a.known += b.known
        a.cleared += b.cleared
        a.settled.formUnion(b.settled)
    }

    static func + (a: DiscrepancyFiling, b: DiscrepancyFiling) -> DiscrepancyFiling {
        var sum = a
        sum += b
        return sum
    }
}
