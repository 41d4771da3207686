import Dossiers
import PostalChannel

/// A parcel that is known to carry papers of a registered case, and is not linked to a leg of it yet.
public struct UnlinkedParcel: Hashable, Sendable {
    public var caseCode: CaseCode
    /// ``Parcel/id``.
    public var parcel: String

    public init(caseCode: CaseCode, parcel: String) {
        self.caseCode = caseCode
        self.parcel = parcel
    }
}

extension LedgerTransaction {
    /// Parcels of registered cases that no leg of the case has, by case and parcel.
    /// - Parameters:
    ///   - last: where an earlier call stopped; `nil` from the beginning.
    ///   - limit: most that are returned.
    public func parcelsWithoutLegs(after last: UnlinkedParcel? = nil, limit: Int) throws -> [UnlinkedParcel] {
        // From the cases on, in their order: an engine that begins with the keys goes through all of them for each part.
        try sql.rows(
            """
            SELECT c.code AS case_code, p.parcel_id AS parcel_id
            FROM cases c CROSS JOIN parcel_keys k CROSS JOIN parcel_versions p
            WHERE k.key = c.code AND p.version = k.version AND p.superseded_at IS NULL
            AND c.code >= ? AND (c.code > ? OR p.parcel_id > ?) AND NOT EXISTS (
                SELECT 1 FROM parcel_legs pl JOIN legs l ON l.id = pl.leg_id
                WHERE pl.parcel_id = p.parcel_id AND l.case_code = c.code)
            ORDER BY c.code, p.parcel_id LIMIT ?
            """,
            [
                SQLValue(last?.caseCode.rawValue ?? ""), SQLValue(last?.caseCode.rawValue ?? ""),
                SQLValue(last?.parcel ?? ""), SQLValue(limit),
            ]
        ).map { UnlinkedParcel(caseCode: try $0.parsed("case_code"), parcel: try $0.text("parcel_id")) }
    }

    /// References of the sources of one kind of which legs have all facts already. One with a fact that came too late
    /// for its period is not among them: it is looked at again, for when the period is open.
    public func legSources(_ kind: EventSource.Kind) throws -> Set<String> {
        Set(
            try sql.rows(
                """
                SELECT DISTINCT source_reference FROM leg_events WHERE source_kind = ? AND source_reference NOT IN (
                    SELECT source_reference FROM leg_events WHERE source_kind = ? AND id LIKE ?)
                """, [SQLValue(kind), SQLValue(kind), SQLValue("%" + KeptFact.late.rawValue)]
            ).map { try $0.text("source_reference") })
    }

    /// The parcels that some leg is linked with.
    public func linkedParcels() throws -> Set<String> {
        Set(try sql.rows("SELECT DISTINCT parcel_id FROM parcel_legs", []).map { try $0.text("parcel_id") })
    }
}
