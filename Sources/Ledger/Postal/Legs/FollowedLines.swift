import PostalChannel

extension LedgerTransaction {
    /// Which of some parcels are linked with a leg.
    public func linkedParcels(among ids: [String]) throws -> Set<String> {
        var linked: Set<String> = []
        try sql.forEachRow("SELECT parcel_id FROM parcel_legs WHERE parcel_id", in: ids.map { SQLValue($0) }) {
            linked.insert(try $0.text(0))
        }
        return linked
    }

    /// Which of some parcels have a leg with a fact that came too late for its period.
    public func parcelsWithLateFacts(among ids: [String]) throws -> Set<String> {
        var late: Set<String> = []
        try sql.forEachRow(
            "SELECT pl.parcel_id, e.id FROM parcel_legs pl JOIN leg_events e ON e.leg_id = pl.leg_id WHERE pl.parcel_id",
            in: ids.map { SQLValue($0) }
        ) { row in
            if try row.text(1).hasSuffix(RejectedFact.late.rawValue) { late.insert(try row.text(0)) }
        }
        return late
    }

    /// References of the sources of one kind of which the legs of some parcels have all facts already. One with a fact
    /// that came too late for its period is not among them: it is looked at again, for when the period is open.
    public func legSources(_ kind: EventSource.Kind, ofParcels ids: [String]) throws -> Set<String> {
        var (known, late): (Set<String>, Set<String>) = ([], [])
        try sql.forEachRow(
            """
            SELECT e.source_kind, e.source_reference, e.id FROM parcel_legs pl JOIN leg_events e ON e.leg_id = pl.leg_id
            WHERE pl.parcel_id
            """, in: ids.map { SQLValue($0) }
        ) { row in
            guard try row.text(0) == kind.rawValue else { return }
            let reference = try row.text(1)
            known.insert(reference)
            if try row.text(2).hasSuffix(RejectedFact.late.rawValue) { late.insert(reference) }
        }
        return known.subtracting(late)
    }
}
