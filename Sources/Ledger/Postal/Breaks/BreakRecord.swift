import Dossiers
import PostalChannel

/// A difference as it is stored.
public struct BreakRecord: Hashable, Sendable, Identifiable {
    public var value: Break
    /// Last day of a complaint; `nil` when nothing says when the transit time ended.
    public var complaintDeadline: CalendarDay?

    public var id: BreakID { value.id }
}

/// A difference as a run finds it.
public struct FoundBreak: Hashable, Sendable, Identifiable {
    /// The same in every run that finds it: what it is about, our parcel or else their line, and the code.
    public let id: BreakID
    public let subject: BreakSubject
    /// An ``Outcome`` or ``Remark`` by its code.
    public let code: String
    /// The amount in question; negative for what we owe.
    public var amount: Dong
    public var complaintDeadline: CalendarDay?

    public init(_ code: String, _ subject: BreakSubject, amount: Dong = .zero, complaintDeadline: CalendarDay? = nil) {
        self.code = code
        self.subject = subject
        self.amount = amount
        self.complaintDeadline = complaintDeadline
        let about = subject.parcel.map { "P/\($0)" } ?? subject.line.map { "L/\($0)" } ?? "-"
        id = BreakID(rawValue: "\(about)/\(code)")
    }
}

/// What filing the differences of a run came to.
public struct BreakFiling: Hashable, Sendable, Codable {
    /// Found for the first time.
    public var opened = 0
    /// Closed because an earlier run did not find them, and found again.
    public var reopened = 0
    /// Known, and found again.
    public var known = 0
    /// Open, and not found any more.
    public var cleared = 0

    public init() {}
}
