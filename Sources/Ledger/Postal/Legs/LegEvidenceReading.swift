import Dossiers
import PostalChannel

extension LedgerTransaction {
    /// Everything that is filed on legs, by leg, oldest first.
    public func filedEvidence() throws -> [LegID: [LegEvidence]] {
        var evidence: [LegID: [LegEvidence]] = [:]
        for row in try sql.rows("SELECT * FROM leg_evidence ORDER BY leg_id, recorded_at, id", []) {
            let filed = try LegEvidence(row)
            evidence[filed.leg, default: []].append(filed)
        }
        return evidence
    }

    /// The legs of which a paper was recalled, whether or not that is still in force.
    public func legsWithRecalledPapers() throws -> [Leg] {
        // The kind is written out, as in the index.
        try legs(where: "l.id IN (SELECT leg_id FROM leg_events WHERE kind = 'note.paper_recalled')", [])
    }

    /// The parcels of the legs on which something is filed, or of which a paper was recalled, by leg; each leg's in order.
    public func parcelsOfEvidence() throws -> [LegID: [String]] {
        var parcels: [LegID: [String]] = [:]
        let rows = try sql.rows(
            """
            SELECT leg_id, parcel_id FROM parcel_legs WHERE leg_id IN (
                SELECT leg_id FROM leg_evidence
                UNION SELECT leg_id FROM leg_events WHERE kind = 'note.paper_recalled')
            ORDER BY leg_id, parcel_id
            """, [])
        for row in rows { parcels[try row.parsed("leg_id"), default: []].append(try row.text("parcel_id")) }
        return parcels
    }

    /// The hand-over lists that both sides signed, by number.
    public func confirmedManifests() throws -> [Manifest] {
        try manifests(where: "state = ?", [SQLValue(Manifest.State.confirmed)])
    }
}
