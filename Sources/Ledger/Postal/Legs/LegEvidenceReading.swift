import PostalChannel

/// What is filed on legs and may tell of parcels, with the parcels of these legs.
public struct ParcelEvidence: Sendable {
    /// Hand-over lists that both sides signed, by number.
    public var handoverLists: [HandoverList] = []
    /// What is filed, by leg, oldest first.
    public var filed: [LegID: [LegEvidence]] = [:]
    /// The legs of which a paper was recalled, whether or not that is still in force, oldest first.
    public var recalled: [Leg] = []
    /// The parcels of all these legs, each leg's in order.
    public var parcels: [LegID: [String]] = [:]
}

extension LedgerTransaction {
    /// Everything that is filed.
    public func parcelEvidence() throws -> ParcelEvidence {
        ParcelEvidence(
            handoverLists: try confirmedHandoverLists(), filed: try filedEvidence(),
            recalled: try legsWithRecalledPapers(),
            parcels: try parcelsOfEvidence())
    }

    /// What is filed on the legs of some parcels.
    public func parcelEvidence(of ids: [String]) throws -> ParcelEvidence {
        var (evidence, legs, numbers) = (ParcelEvidence(), Set<String>(), Set<String>())
        let values = ids.map { SQLValue($0) }
        try sql.forEachRow("SELECT leg_id FROM parcel_legs WHERE parcel_id", in: values) { legs.insert(try $0.text(0)) }
        try sql.forEachRow("SELECT number FROM manifest_lines WHERE parcel_id", in: values) {
            numbers.insert(try $0.text(0))
        }
        evidence.handoverLists = try numbers.compactMap(HandoverListNumber.init).compactMap { try handoverList($0) }
            .filter { $0.state == .confirmed }.sorted { $0.number < $1.number }
        let legValues = legs.sorted().map { SQLValue($0) }
        var having: Set<String> = []
        try sql.forEachRow("SELECT leg_id FROM leg_evidence WHERE leg_id", in: legValues) {
            having.insert(try $0.text(0))
        }
        for id in having.sorted() {
            evidence.filed[LegID(rawValue: id)] = try self.evidence(leg: LegID(rawValue: id))
        }
        var recalled: Set<String> = []
        try sql.forEachRow(
            "SELECT leg_id FROM leg_events WHERE kind = 'note.paper_recalled' AND leg_id", in: legValues
        ) { recalled.insert(try $0.text(0)) }
        evidence.recalled = try recalled.sorted().compactMap { try leg(LegID(rawValue: $0)) }
        for id in having.union(recalled).sorted() {
            evidence.parcels[LegID(rawValue: id)] = try parcels(ofLeg: LegID(rawValue: id)).sorted()
        }
        return evidence
    }

    /// Everything that is filed on legs, by leg, oldest first.
    private func filedEvidence() throws -> [LegID: [LegEvidence]] {
        var evidence: [LegID: [LegEvidence]] = [:]
        for row in try sql.rows("SELECT * FROM leg_evidence ORDER BY leg_id, recorded_at, id", []) {
            let filed = try LegEvidence(row)
            evidence[filed.leg, default: []].append(filed)
        }
        return evidence
    }

    /// The legs of which a paper was recalled, whether or not that is still in force.
    private func legsWithRecalledPapers() throws -> [Leg] {
        // The kind is written out, as in the index.
        try legs(where: "l.id IN (SELECT leg_id FROM leg_events WHERE kind = 'note.paper_recalled')", [])
    }

    /// The parcels of the legs on which something is filed, or of which a paper was recalled, by leg; each leg's in order.
    private func parcelsOfEvidence() throws -> [LegID: [String]] {
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
    public func confirmedHandoverLists() throws -> [HandoverList] {
        try handoverLists(where: "state = ?", [SQLValue(HandoverList.State.confirmed)])
    }
}
