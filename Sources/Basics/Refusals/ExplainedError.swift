/// An error that explains itself: what a room throws where it knows the sentences that a person will read.
public protocol ExplainedError: RefusalConvertible, CustomStringConvertible {
    /// Stable, in snake case.
    var stableCode: String { get }
    /// What sort of fault it is; ``Refusal/Kind/badInput`` unless the error says otherwise.
    var refusalKind: Refusal.Kind { get }
    /// What is wrong and what to do, for clerks.
    var vietnamese: String { get }
    /// The same in English.
    var english: String { get }
}

extension ExplainedError {
    public var refusalKind: Refusal.Kind { .badInput }

    public var description: String { "\(vietnamese)\n\(english)" }

    public var refusal: Refusal {
        Refusal(stableCode, refusalKind, ShownText(lines: vietnamese), ShownText(lines: english))
    }
}
