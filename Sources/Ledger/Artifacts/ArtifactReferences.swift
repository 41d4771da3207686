import Basics
import Dossiers

/// For what a record names an artifact. A derivative names it by its kind.
public struct ArtifactRole: RawRepresentable, Hashable, Sendable, Codable {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    /// What a station or the post handed over: nothing can make it again.
    public static let original = ArtifactRole(rawValue: "original")
    /// The whole reading of a page; can be made again.
    public static let reading = ArtifactRole(rawValue: "reading")
    /// The picture of a page for its PDF; can be made again.
    public static let picture = ArtifactRole(rawValue: "picture")

    public init(_ kind: DerivativeKind) { rawValue = kind.rawValue }
}

/// That a record names an artifact.
public struct ArtifactUse: Hashable, Sendable {
    public var role: ArtifactRole
    /// The record: a batch and its file, a reading's key, a document.
    public var owner: String
}

extension LedgerTransaction {
    /// The value of a column that names an artifact; that it is named is recorded beside.
    ///
    /// There is no other way to write the digest of an artifact: whoever sweeps, verifies or copies the store asks for
    /// what stands here, and for nothing else.
    /// - Parameter owner: the record that names it, by its identity.
    func refer(to artifact: ContentDigest?, as role: ArtifactRole, of owner: String) throws -> SQLValue {
        guard let artifact else { return nil }
        let value = SQLValue.text(artifact.rawValue)
        try sql.run(
            "INSERT INTO artifact_references (artifact, role, owner) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [value, SQLValue(role), SQLValue(owner)])
        return value
    }

    /// Every artifact that a record names, ascending, for verification, backup and sweeping.
    /// - Parameter start: only those whose digest begins so: a large ledger names more than fit into memory at once.
    public func referencedArtifacts(startingWith start: String = "") throws -> [ContentDigest] {
        // Digests are of lower-case hexadecimal digits: what begins so ends before the letter after them.
        var artifacts: [ContentDigest] = []
        try sql.forEachRow(
            "SELECT DISTINCT artifact FROM artifact_references WHERE artifact >= ? AND artifact < ? ORDER BY artifact",
            [SQLValue(start), SQLValue(start + "g")]
        ) { artifacts.append(try $0.parsed(0)) }
        return artifacts
    }

    /// What an artifact is to the records that name it.
    public func uses(of artifact: ContentDigest) throws -> [ArtifactUse] {
        try sql.rows(
            "SELECT role, owner FROM artifact_references WHERE artifact = ? ORDER BY role, owner LIMIT 100",
            [SQLValue(artifact.rawValue)]
        ).map { ArtifactUse(role: try $0.parsed("role"), owner: try $0.text("owner")) }
    }
}

extension SQLValue {
    /// A digest is written as ``LedgerTransaction/refer(to:as:of:)`` gives it where it names an artifact of the store, and
    /// as its text where it is only compared.
    @available(*, unavailable, message: "use refer(to:as:of:), or rawValue where no artifact of the store is named")
    package init(_ digest: ContentDigest?) { self = .null }
}

extension SQLBatch {
    /// See ``SQLValue/init(_:)-digest``.
    @available(*, unavailable, message: "use refer(to:as:of:), or rawValue where no artifact of the store is named")
    package mutating func append(_ digest: ContentDigest?) {}
}
