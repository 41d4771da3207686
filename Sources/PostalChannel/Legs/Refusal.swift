/// Why something is not done: a stable code for scripts, a sentence for clerks and one in English.
///
/// A refusal changes nothing: what was asked for is not recorded, and the caller says why.
public protocol Refusal: Error, CustomStringConvertible, Sendable {
    /// Stable, in snake case.
    var stableCode: String { get }
    /// What is wrong and what to do, for clerks.
    var vietnamese: String { get }
    /// The same in English.
    var english: String { get }
}

extension Refusal {
    public var description: String { "\(vietnamese)\n\(english)" }
}
