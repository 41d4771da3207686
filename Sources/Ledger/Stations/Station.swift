import Basics
import Dossiers

/// A scan station that may hand over batches through the HTTP API.
public struct Station: Hashable, Sendable {
    public var name: StationName
    public var createdAt: Instant
    /// Who added it.
    public var createdBy: String
    /// Whose papers are scanned there, as long as nobody knows of which case they are; `nil` when only those who see
    /// everything are to see them.
    public var agency: AgencyScope?
}

/// What is kept of a token: everything but its secret.
public struct TokenRecord: Hashable, Sendable {
    public var id: TokenID
    public var station: StationName
    public var createdAt: Instant
    /// Who asked for it.
    public var createdBy: String
    /// When it was last used, to within a minute or so; `nil` when it never was.
    public var lastUsedAt: Instant?
    /// When it was revoked; `nil` while it is good.
    public var revokedAt: Instant?
    /// Who revoked it.
    public var revokedBy: String?

    /// Whether the station may still use it.
    public var isGood: Bool { revokedAt == nil }
}

public typealias TokenID = Identifier<TokenRecord>
