/// A fact that was not taken is kept on its leg as a note, whose identity is the fact's own with an ending.
public enum RejectedFact: String, Hashable, Sendable, CaseIterable {
    /// It contradicts the other facts.
    case contradiction = "!refused"
    /// It tells of a day that was closed already. Once the period is open again, the same report is taken.
    case late = "!closed"

    /// The identity of the note about a fact.
    public func note(of fact: LegEventID) -> LegEventID { LegEventID(rawValue: fact.rawValue + rawValue) }
}

extension LegEvent {
    /// Why what this note tells of was not taken; `nil` for all other facts.
    public var keeps: RejectedFact? { RejectedFact.allCases.first { id.rawValue.hasSuffix($0.rawValue) } }
}
