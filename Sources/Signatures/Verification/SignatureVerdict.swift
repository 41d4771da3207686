/// What can be said of one signature.
public struct SignatureVerdict: Codable, Equatable, Sendable {
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
}

/// What can be said of a whole document.
public struct DocumentVerdict: Codable, Equatable, Sendable {
    /// In the order of the revisions they cover.
    public var signatures: [SignatureVerdict]

    /// The worst of all signatures; `nil` without any.
    public var outcome: SignatureVerdict.Outcome? { signatures.map(\.outcome).max() }
}
