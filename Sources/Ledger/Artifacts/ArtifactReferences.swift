import DocumentModel

extension LedgerTransaction {
    /// Every artifact that a record names, ascending, for verification, backup and sweeping.
    /// - Parameter start: only those whose digest begins so: a large ledger names more than fit into memory at once.
    public func referencedArtifacts(startingWith start: String = "") throws -> [ContentDigest] {
        let length = start.utf8.count
        return try sql.rows(
            """
            SELECT digest FROM (
                SELECT sha256 AS digest FROM batch_files
                UNION SELECT artifact FROM page_readings
                UNION SELECT image_artifact FROM page_readings WHERE image_artifact IS NOT NULL
                UNION SELECT pdf FROM documents WHERE pdf IS NOT NULL
                UNION SELECT pdf FROM document_derivatives WHERE pdf IS NOT NULL
                UNION SELECT signed_original FROM documents WHERE signed_original IS NOT NULL
                UNION SELECT artifact FROM statements
                UNION SELECT artifact FROM leg_evidence WHERE artifact IS NOT NULL) named
            WHERE SUBSTR(digest, 1, ?) = ? ORDER BY digest
            """, [SQLValue(length), SQLValue(start)]
        ).map { try $0.parsed("digest") }
    }

    /// What an artifact is to the records that name it.
    public func uses(of artifact: ContentDigest) throws -> [ArtifactUse] {
        let name = SQLValue(artifact)
        return try sql.rows(
            """
            SELECT 'original' AS role, batch_id || ', file ' || name AS owner FROM batch_files WHERE sha256 = ?
            UNION SELECT 'reading', key FROM page_readings WHERE artifact = ?
            UNION SELECT 'picture', key FROM page_readings WHERE image_artifact = ?
            UNION SELECT 'pdf', id FROM documents WHERE pdf = ?
            UNION SELECT 'pdf', document_id FROM document_derivatives WHERE pdf = ?
            UNION SELECT 'original', id FROM documents WHERE signed_original = ?
            UNION SELECT 'original', 'statement ' || id FROM statements WHERE artifact = ?
            UNION SELECT 'original', 'leg ' || leg_id FROM leg_evidence WHERE artifact = ?
            ORDER BY role, owner LIMIT 100
            """, Array(repeating: name, count: 8)
        ).map { ArtifactUse(role: try $0.parsed("role"), owner: try $0.text("owner")) }
    }
}

/// For what a record names an artifact.
public struct ArtifactUse: Hashable, Sendable {
    public enum Role: String, Hashable, Sendable, Codable, CaseIterable {
        /// What a station handed over: nothing can make it again.
        case original
        /// The whole reading of a page; can be made again.
        case reading
        /// The picture of a page for its PDF; can be made again.
        case picture
        /// A document's searchable PDF; can be made again.
        case pdf
    }

    public var role: Role
    /// The record: a batch and its file, a reading's key, a document.
    public var owner: String
}
