/// For what a file of an administrator is trusted.
public enum TrustKind: String, Codable, Sendable, CaseIterable {
    /// A root certificate of signers.
    case root
    /// A root certificate of time-stamp authorities.
    case timeStampRoot = "time_stamp_root"
    /// A certificate between a root and signers, which files may lack. It is trusted only by a root.
    case intermediate
    case revocationList = "revocation_list"
    /// The answer of an OCSP responder.
    case statusAnswer = "status_answer"
}

/// What such a file says of itself.
public struct TrustDescription: Codable, Hashable, Sendable {
    /// Whom or what it is about, for people.
    public var subject: String
    /// SHA-256 of the name in DER of the authority whose certificates it is about: its own for a root.
    public var authority: String
    /// Since when and until when it holds, milliseconds since 1970.
    public var from: Int64?
    public var to: Int64?
    /// SHA-256 of the DER that is to be kept: the file may have been in PEM.
    public var digest: String
    /// Serial numbers of the certificates that it calls revoked, lower-case hexadecimal.
    public var revoked: [String]
    /// There are more than ``maxRevoked``.
    public var hasMoreRevoked: Bool
    /// For what it can be trusted.
    public var kinds: [TrustKind]

    /// Most serial numbers that are told.
    public static let maxRevoked = 20_000

    public init(
        subject: String, authority: String, from: Int64?, to: Int64?, digest: String, revoked: [String] = [],
        hasMoreRevoked: Bool = false, kinds: [TrustKind]
    ) {
        self.subject = subject
        self.authority = authority
        self.from = from
        self.to = to
        self.digest = digest
        self.revoked = revoked
        self.hasMoreRevoked = hasMoreRevoked
        self.kinds = kinds
    }
}
