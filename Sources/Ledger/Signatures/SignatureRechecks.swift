import Basics
import DocumentModel

/// Which files are to be verified again when trust changes: those that what is new concerns, not all that there are.
extension LedgerTransaction {
    /// Files that were never verified, or not to the end.
    public func unverifiedFiles(limit: Int) throws -> [ContentDigest] {
        try files(
            """
            SELECT artifact FROM signed_files WHERE awaits = 'attempt' AND awaits_of = '' AND trust_revision = -1
            ORDER BY artifact LIMIT ?
            """, [SQLValue(limit)])
    }

    /// Files that an item of trust concerns and that were not verified since it came or went. Each that is recorded leaves
    /// this list.
    /// - Parameter revoked: serial numbers that a list or answer calls revoked; `nil` when there are too many to tell.
    public func filesToVerify(because item: TrustItem, revoked: [String]?, limit: Int) throws -> [ContentDigest] {
        // As often as trust had changed when the item came or went.
        let since = try revision(of: item)
        if item.withdrawal != nil { return try files(restingOn: item.artifact, before: since, limit: limit) }
        switch item.kind {
        case .root, .timeStampRoot, .intermediate:
            return try files(
                """
                SELECT artifact FROM signed_files WHERE awaits IN ('chain', 'attempt') AND trust_revision < ?
                ORDER BY artifact LIMIT ?
                """, [SQLValue(since), SQLValue(limit)])
        case .revocationList, .statusAnswer:
            let waiting = try waiting(for: item, before: since, limit: limit)
            guard waiting.isEmpty else { return waiting }
            return try files(ofRevoked: revoked, by: item.authority, before: since, limit: limit)
        }
    }

    /// Files of which nobody knows yet whether a certificate of that authority is revoked. Of roots, and of responders,
    /// whose answers name nobody, all that wait.
    private func waiting(for item: TrustItem, before since: Int, limit: Int) throws -> [ContentDigest] {
        let isOfRoot = try sql.row(
            "SELECT 1 AS n FROM trust_items WHERE kind IN ('root', 'time_stamp_root') AND authority = ? LIMIT 1",
            [SQLValue(item.authority)])
        let ofAuthority = item.authority.isEmpty || isOfRoot != nil ? "" : " AND awaits_of IN (?, '')"
        return try files(
            """
            SELECT artifact FROM signed_files WHERE awaits = 'revocation'\(ofAuthority) AND trust_revision < ?
            ORDER BY artifact LIMIT ?
            """, (ofAuthority.isEmpty ? [] : [SQLValue(item.authority)]) + [SQLValue(since), SQLValue(limit)])
    }

    private func files(
        ofRevoked serials: [String]?, by authority: String, before since: Int, limit: Int
    ) throws -> [ContentDigest] {
        guard let serials else {
            return try files(
                """
                SELECT DISTINCT s.artifact FROM file_signatures s JOIN signed_files f ON f.artifact = s.artifact
                WHERE s.authority = ? AND f.trust_revision < ? ORDER BY s.artifact LIMIT ?
                """, [SQLValue(authority), SQLValue(since), SQLValue(limit)])
        }
        for start in stride(from: 0, to: serials.count, by: 200) {
            let part = serials[start..<min(start + 200, serials.count)]
            let ofAuthority = authority.isEmpty ? "" : " AND s.authority = ?"
            let found = try files(
                """
                SELECT DISTINCT s.artifact FROM file_signatures s JOIN signed_files f ON f.artifact = s.artifact
                WHERE s.serial IN (\(part.map { _ in "?" }.joined(separator: ", ")))\(ofAuthority)
                    AND f.trust_revision < ? ORDER BY s.artifact LIMIT ?
                """,
                part.map { SQLValue($0) } + (authority.isEmpty ? [] : [SQLValue(authority)])
                    + [SQLValue(since), SQLValue(limit)])
            if !found.isEmpty { return found }
        }
        return []
    }

    private func files(restingOn artifact: ContentDigest, before since: Int, limit: Int) throws -> [ContentDigest] {
        try files(
            """
            SELECT DISTINCT f.artifact FROM signature_evidence e JOIN signed_files f ON f.check_id = e.check_id
            WHERE e.artifact = ? AND f.trust_revision < ? ORDER BY f.artifact LIMIT ?
            """, [SQLValue.text(artifact.rawValue), SQLValue(since), SQLValue(limit)])
    }

    private func revision(of item: TrustItem) throws -> Int {
        let moment = item.withdrawal?.at ?? item.recordedAt
        let row = try sql.row(
            """
            SELECT (SELECT COUNT(*) FROM trust_items WHERE recorded_at <= ?)
                + (SELECT COUNT(*) FROM trust_withdrawals WHERE recorded_at <= ?) AS n
            """, [SQLValue(moment), SQLValue(moment)])
        return try row?.integer("n") ?? 0
    }

    private func files(_ statement: String, _ values: [SQLValue]) throws -> [ContentDigest] {
        try sql.rows(statement, values).map { try $0.parsed("artifact") }
    }
}
