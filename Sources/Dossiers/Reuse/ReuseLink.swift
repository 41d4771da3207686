import Basics

public typealias ReuseLinkID = Identifier<ReuseLink>

/// That a digitized document serves another case, so that nobody brings the paper again.
public struct ReuseLink: Hashable, Sendable {
    public var id: ReuseLinkID
    public var document: DocumentID
    /// What it serves.
    public var slot: ComponentSlot
    /// What for, as a person wrote it.
    public var purpose: String
    /// The rule by which the office may, as in `NĐ 118/2025/NĐ-CP`.
    public var legalBasis: String
    /// What spoke for it when it was linked.
    public var evidence: [ReuseEvidence]
    public var linkedAt: Instant
    public var linkedBy: String
    /// That it serves no longer; `nil` while it does.
    public var undoing: ReuseUndoing?

    public init(
        id: ReuseLinkID, document: DocumentID, slot: ComponentSlot, purpose: String, legalBasis: String,
        evidence: [ReuseEvidence], linkedAt: Instant, linkedBy: String, undoing: ReuseUndoing? = nil
    ) {
        self.id = id
        self.document = document
        self.slot = slot
        self.purpose = purpose
        self.legalBasis = legalBasis
        self.evidence = evidence
        self.linkedAt = linkedAt
        self.linkedBy = linkedBy
        self.undoing = undoing
    }

    /// Longest text that a person gives, characters.
    public static let maxText = 500
}

/// Who took a link back, and why.
public struct ReuseUndoing: Hashable, Sendable {
    public var at: Instant
    public var by: String
    public var reason: String

    public init(at: Instant, by: String, reason: String) {
        self.at = at
        self.by = by
        self.reason = reason
    }
}
