import Basics

/// What a person decided about a pairing of our side and the post's. Undoing a pairing is a new fact: the pairing stays
/// on record, and the decision says from when it no longer holds.
public struct MatchDecision: Hashable, Sendable, Codable, Identifiable {
    /// What was decided.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// The pairing holds, whatever a later run says.
        case confirmed
        /// The pairing no longer holds.
        case unmatched
    }

    public var id: String
    public var kind: Kind
    /// ``Parcel/id``.
    public var parcel: String
    /// ``StatementLine/Place/text``.
    public var line: String
    public var occurred: Instant
    public var recorded: Instant
    public var actor: String
    public var reason: String

    /// Takes a decision; `nil` without a person or a reason.
    public init?(
        id: String, kind: Kind, parcel: String, line: String, occurred: Instant, recorded: Instant, actor: String,
        reason: String
    ) {
        guard !actor.allSatisfy(\.isWhitespace), !reason.allSatisfy(\.isWhitespace), occurred <= recorded else {
            return nil
        }
        self.id = id
        self.kind = kind
        self.parcel = parcel
        self.line = line
        self.occurred = occurred
        self.recorded = recorded
        self.actor = actor
        self.reason = reason
    }
}

/// Which decisions about pairings are in force.
public struct MatchDecisions: Hashable, Sendable {
    private struct Pair: Hashable {
        var parcel: String
        var line: String
    }

    private var latest: [Pair: MatchDecision] = [:]

    /// Takes decisions in any order; for each pair the one recorded last is in force.
    public init(_ decisions: some Sequence<MatchDecision>) {
        for decision in decisions {
            let pair = Pair(parcel: decision.parcel, line: decision.line)
            if let known = latest[pair], (known.recorded, known.id) > (decision.recorded, decision.id) { continue }
            latest[pair] = decision
        }
    }

    /// The decision in force about a pair.
    public func decision(parcel: String, line: String) -> MatchDecision? { latest[Pair(parcel: parcel, line: line)] }

    /// Whether there is none.
    public var isEmpty: Bool { latest.isEmpty }

    /// The pairs that people confirmed, in the order in which they did.
    public var confirmed: [MatchDecision] {
        latest.values.filter { $0.kind == .confirmed }.sorted { ($0.recorded, $0.id) < ($1.recorded, $1.id) }
    }

    /// Whether a person took the pair apart.
    public func forbids(parcel: String, line: String) -> Bool {
        decision(parcel: parcel, line: line)?.kind == .unmatched
    }
}
