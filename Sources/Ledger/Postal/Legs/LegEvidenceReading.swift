import Dossiers
import PostalChannel

extension LedgerTransaction {
    /// Everything that is filed on legs, by leg, oldest first.
    public func filedEvidence() throws -> [LegID: [LegEvidence]] {
        let legs = try sql.rows("SELECT DISTINCT leg_id FROM leg_evidence", [])
        return try Dictionary(
            uniqueKeysWithValues: legs.map { row in
                let id: LegID = try row.parsed("leg_id")
                return (id, try evidence(leg: id))
            })
    }

    /// The legs on which a fact of this kind was recorded, whether or not it is still in force.
    public func legs(having kind: LegEvent.Kind) throws -> [Leg] {
        try sql.rows("SELECT DISTINCT leg_id FROM leg_events WHERE kind = ? ORDER BY leg_id", [SQLValue(kind)])
            .compactMap { try leg($0.parsed("leg_id")) }
    }

    /// The hand-over lists that both sides signed, by number.
    public func confirmedManifests() throws -> [Manifest] {
        try sql.rows(
            "SELECT number FROM manifests WHERE state = ? ORDER BY office, year, sequence",
            [SQLValue(Manifest.State.confirmed)]
        ).compactMap { try manifest($0.parsed("number")) }
    }
}
