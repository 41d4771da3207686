import Basics

/// A step that a parcel took, with everything that proves it: the statement and the scanned slip of one delivery are
/// two facts and one step.
public struct LegStep: Hashable, Sendable {
    /// The fact that is first by time of occurrence.
    public let event: LegEvent
    /// Further facts that report the same step on the same day.
    public internal(set) var corroborating: [LegEvent] = []

    init(_ event: LegEvent) { self.event = event }

    /// Every fact that reports it, in order of occurrence.
    public var reports: [LegEvent] { [event] + corroborating }

    public var state: LegState? { event.step }

    /// The amount that the facts give: it counts once, however many report it.
    public var amount: Dong? { reports.lazy.compactMap(\.amount).first }

    /// The facts that somebody else can look at.
    public var documented: [LegEvent] { reports.filter(\.source.isDocumented) }
}
