import Basics

/// How two values of one field relate.
public enum Agreement: String, Hashable, Sendable, Codable {
    case same
    /// Names: the same but for their marks.
    case marksDiffer = "marks_differ"
    case differs
    /// One side, or both, says nothing.
    case unknown

    var agrees: Bool { self == .same || self == .marksDiffer }
}

/// What speaks for and against a parcel and a line being the same item, the number left aside.
struct PairEvidence {
    var caseCode: Agreement
    var name: Agreement
    var fee: Agreement
    var due: Agreement
    var weight: Agreement
    /// Days from our hand-over to the post's acceptance; `nil` when one is not known.
    var days: Int?
    /// Whether those days lie in the window of the rules; true when they are not known.
    var isInWindow: Bool
    /// Whether something had to be collected: agreeing on nothing says little.
    private let hasDue: Bool

    init(_ parcel: Parcel, _ line: StatementLine, _ rules: ReconciliationRules) {
        caseCode = line.caseCode.map { parcel.cases.contains($0) ? .same : .differs } ?? .unknown
        name = Names.compare(parcel.recipient, line.recipient)
        fee = Self.fee(parcel, line, tolerance: rules.amountTolerance)
        due = line.collected.map { Self.near(parcel.due, $0, rules.amountTolerance) } ?? .unknown
        weight = Self.known(parcel.weight, line.weight).map { $0 == $1 ? .same : .differs } ?? .unknown
        days = Self.known(parcel.handedOver, line.accepted).map {
            $1.dayNumber - PostalTime.dayNumber(of: $0)
        }
        isInWindow = days.map(rules.dayWindow.contains) ?? true
        hasDue = parcel.due != .zero
    }

    /// Whether the line can hardly be this parcel, although the number says so.
    var isContradiction: Bool {
        guard !caseCode.agrees, name == .differs else { return false }
        return caseCode == .differs || !isInWindow || (fee != .same && due != .same)
    }

    /// How well they agree; higher is better, and a nearer day is better.
    var score: Int {
        let points =
            (caseCode.agrees ? 60 : 0) + (name == .same ? 40 : name == .marksDiffer ? 38 : 0)
            + (fee == .same ? 8 : 0) + (due == .same ? (hasDue ? 12 : 6) : 0) + (weight == .same ? 6 : 0)
        return points * 100 - min(abs(days ?? 30), 90)
    }

    /// Whether there is a second field beside a doubtful number: case or name, with the days, and no amount that
    /// disagrees where both do.
    var secondsTypo: Bool {
        guard isInWindow, caseCode != .differs, name != .differs else { return false }
        if caseCode.agrees || name.agrees { return !(fee == .differs && due == .differs) }
        return days != nil && fee == .same && due == .same && hasDue && weight == .same
    }

    /// Whether name, day and amounts together stand for a number that is not there.
    var replacesNumber: Bool {
        guard isInWindow, days != nil, caseCode != .differs, fee == .same, due != .differs else { return false }
        return caseCode.agrees || (name.agrees && (due == .same || !hasDue))
    }

    /// Whether the post took the item within two days of our hand-over.
    var isNear: Bool { days.map { abs($0) <= 2 } ?? false }

    private static func fee(_ parcel: Parcel, _ line: StatementLine, tolerance: Dong) -> Agreement {
        guard let ours = parcel.fee, let theirs = line.fee else { return .unknown }
        let total = theirs + (line.surcharge ?? .zero)
        return near(ours, theirs, tolerance) == .same ? .same : near(ours, total, tolerance)
    }

    private static func near(_ a: Dong, _ b: Dong, _ tolerance: Dong) -> Agreement {
        (tolerance.rawValue == 0 ? a == b : (a - b).rawValue.magnitude <= tolerance.rawValue.magnitude)
            ? .same : .differs
    }

    private static func known<A, B>(_ a: A?, _ b: B?) -> (A, B)? {
        guard let a, let b else { return nil }
        return (a, b)
    }
}
