/// What can be said of one signature.
public struct SignatureVerdict: Codable, Hashable, Sendable {
    public enum Outcome: String, Codable, Sendable, CaseIterable, Comparable {
        /// The bytes are those that were signed, the certificate leads to a trusted root and was usable, and nothing but
        /// further signatures and evidence was added.
        case valid
        /// As valid, but a digest on the way is SHA-1.
        case validWithWeakDigest
        /// The signature is right for an earlier state; see ``SignatureVerdict/changes`` for what is different now.
        case changedAfterwards
        /// See ``SignatureVerdict/reason``.
        case notVerifiable
        /// The signed bytes are others, or the signature isn't the certificate's.
        case broken

        /// The worse one is the greater.
        public static func < (one: Outcome, other: Outcome) -> Bool { one.rank < other.rank }

        private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    /// What a reader of the verdict must be told besides.
    public enum Warning: String, Codable, Sendable, CaseIterable {
        /// No answer on revocation covers the time that counts.
        case revocationNotAsked
        /// Revoked after the time that a trusted time stamp shows.
        case revokedLater
        /// No trusted time stamp: the certificate was looked at as of now.
        case noTrustedTime
        /// The claimed time is more than five minutes away from the time stamp's.
        case claimedTimeDiffers
        /// A signer forbade what was added afterwards.
        case changeForbidden
    }

    public var facts: SignatureFacts
    public var outcome: Outcome
    /// Why it is not verifiable or broken, as a code.
    public var reason: String?
    public var warnings: [Warning]
    /// All that later increments added or changed, the harmless things too.
    public var changes: [RevisionChange]
    /// When the certificate was looked at, milliseconds since 1970.
    public var checkedAt: Int64?
    /// SHA-256 of the certificates from the signer's to the root.
    public var chain: [String]

    public init(
        facts: SignatureFacts, outcome: Outcome, reason: String? = nil, warnings: [Warning] = [],
        changes: [RevisionChange] = [], checkedAt: Int64? = nil, chain: [String] = []
    ) {
        self.facts = facts
        self.outcome = outcome
        self.reason = reason
        self.warnings = warnings
        self.changes = changes
        self.checkedAt = checkedAt
        self.chain = chain
    }

    /// Which evidence could still make the verdict better. A revocation can always make it worse.
    public var awaited: AwaitedEvidence? {
        switch outcome {
        case .broken: nil
        case .valid, .validWithWeakDigest, .changedAfterwards:
            warnings.contains(.revocationNotAsked) ? .revocation : nil
        case .notVerifiable:
            switch reason {
            case "unknown_issuer", "time_stamp_unknown_issuer": .chain
            case "revocation_evidence_unusable", "time_stamp_revocation_evidence_unusable": .revocation
            default: nil
            }
        }
    }
}

/// What can be said of a whole document.
public struct DocumentVerdict: Codable, Hashable, Sendable {
    /// In the order of the revisions they cover.
    public var signatures: [SignatureVerdict]

    public init(signatures: [SignatureVerdict]) { self.signatures = signatures }

    /// The worst of all signatures; `nil` without any.
    public var outcome: SignatureVerdict.Outcome? { signatures.map(\.outcome).max() }
}

/// Evidence that may come later.
public enum AwaitedEvidence: String, Codable, Sendable, CaseIterable {
    /// A root, or a certificate on the way to one.
    case chain
    /// A revocation list, or the answer of a responder.
    case revocation
    /// Nothing but another attempt: whoever verified it ended without an answer.
    case attempt
}
