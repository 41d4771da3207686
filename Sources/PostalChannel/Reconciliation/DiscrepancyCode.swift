/// What a difference is: an ``Outcome`` or a ``Remark`` that somebody has to close.
public enum DiscrepancyCode: RawRepresentable, Hashable, Sendable {
    case outcome(Outcome)
    case remark(Remark)

    public init?(rawValue: String) {
        if let outcome = Outcome(rawValue: rawValue) {
            self = .outcome(outcome)
        } else if let remark = Remark(rawValue: rawValue) {
            self = .remark(remark)
        } else {
            return nil
        }
    }

    public var rawValue: String {
        switch self {
        case .outcome(let outcome): outcome.rawValue
        case .remark(let remark): remark.rawValue
        }
    }

    /// The Vietnamese words that screens and sheets show.
    public var vietnamese: String {
        switch self {
        case .outcome(let outcome): outcome.vietnamese
        case .remark(let remark): remark.vietnamese
        }
    }

    /// What the liaison should do about it; empty where the code says it all.
    public var advice: String {
        switch self {
        case .outcome(let outcome): outcome.advice
        case .remark(let remark): remark.advice
        }
    }
}

extension ReconciledEntry {
    /// What a person has to close, in a fixed order.
    public var breakCodes: [DiscrepancyCode] {
        outcomes.all.filter { !$0.isInformation }.map(DiscrepancyCode.outcome)
            + remarks.all.filter(\.isDiscrepancy).map(DiscrepancyCode.remark)
    }
}
