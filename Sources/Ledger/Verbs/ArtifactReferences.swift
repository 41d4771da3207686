import DocumentModel

extension LedgerTransaction {
    /// Every artifact that a record names, ascending, for verification, backup and sweeping.
    public func referencedArtifacts() throws -> [ContentDigest] {
        try sql.rows(
            """
            SELECT sha256 AS digest FROM batch_files
            UNION SELECT artifact FROM page_readings
            UNION SELECT image_artifact FROM page_readings WHERE image_artifact IS NOT NULL
            UNION SELECT pdf FROM documents WHERE pdf IS NOT NULL
            UNION SELECT signed_original FROM documents WHERE signed_original IS NOT NULL
            ORDER BY digest
            """, []
        ).map { try $0.parsed("digest") }
    }
}
