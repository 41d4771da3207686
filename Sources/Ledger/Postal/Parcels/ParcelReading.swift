import Basics
import Dossiers
import PostalChannel

extension LedgerTransaction {
    /// All parcels as they are now, by identity.
    public func registeredParcels() throws -> RegisteredParcels {
        var found = RegisteredParcels()
        let count = try sql.row("SELECT COUNT(*) AS count FROM parcel_versions WHERE superseded_at IS NULL", [])
        found.reserve(try count?.integer("count") ?? 0)
        found.latest = try latestParcelVersion()
        return try parcels(where: "", [], into: found)
    }

    /// The version that was recorded last; `nil` when there are no parcels. Whoever knows it can tell whether parcels
    /// read before are still all that there are: a change makes a new version, always of a parcel that stays.
    public func latestParcelVersion() throws -> ParcelVersion? {
        let row = try sql.row("SELECT max(version) AS latest FROM parcel_versions", [])
        return try row?.optionalInteger("latest").map(ParcelVersion.init(number:))
    }

    /// The parcels with this tracking number, by identity: a number may have been used again.
    public func parcels(tracking number: String) throws -> RegisteredParcels {
        try parcels(where: "AND p.tracking = ? AND \(Self.hasKey)", [SQLValue(number), SQLValue(number)])
    }

    /// The parcels that carry papers of a case, by identity.
    public func parcels(case code: CaseCode) throws -> RegisteredParcels {
        let found = try parcels(where: "AND \(Self.hasKey)", [SQLValue(code)])
        // A tracking number could read like a case.
        return found.filter { $0.cases.contains(code) }
    }

    /// The parcels on a hand-over list, by identity.
    public func parcels(manifest number: String) throws -> RegisteredParcels {
        try parcels(where: "AND p.manifest = ?", [SQLValue(number)])
    }

    /// The parcels handed over on these days at +07:00, by identity.
    public func parcels(handedOver days: ClosedRange<CalendarDay>) throws -> RegisteredParcels {
        try parcels(
            where: "AND p.handed_over_at >= ? AND p.handed_over_at < ?",
            [
                .integer(DayColumn.begin(of: days.lowerBound).milliseconds),
                .integer(DayColumn.begin(of: days.upperBound).milliseconds + DayColumn.milliseconds),
            ])
    }

    /// A parcel as it is now.
    /// - Parameter scope: one with a case of another agency is as one that there is not.
    public func parcel(_ id: String, in scope: Scope = .everything) throws -> Parcel? {
        let scope = scope.condition(on: "p.agency")
        return try parcels(where: "AND p.parcel_id = ?\(scope.sql)", [SQLValue(id)] + scope.values).parcels.first
    }

    /// All versions of a parcel, oldest first.
    public func parcelHistory(_ id: String) throws -> [ParcelHistoryEntry] {
        var history: [ParcelHistoryEntry] = []
        // Two questions in one, so that each finds its index.
        try sql.forEachRow(
            """
            SELECT \(ParcelColumns.selected), p.recorded_at, p.superseded_at FROM parcel_versions p
            WHERE p.parcel_id = ? AND p.superseded_at IS NOT NULL
            UNION ALL
            SELECT \(ParcelColumns.selected), p.recorded_at, p.superseded_at FROM parcel_versions p
            WHERE p.parcel_id = ? AND p.superseded_at IS NULL
            ORDER BY 1
            """, [SQLValue(id), SQLValue(id)]
        ) { row in
            let place = ParcelColumns.count
            history.append(
                ParcelHistoryEntry(
                    parcel: try ParcelColumns.parcel(row), recordedAt: try row.present(row.instant(place), place),
                    supersededAt: try row.instant(place + 1)))
        }
        return history
    }

    private static let hasKey = "p.version IN (SELECT version FROM parcel_keys WHERE key = ?)"

    private func parcels(
        where condition: String, _ values: [SQLValue], into empty: RegisteredParcels = RegisteredParcels()
    ) throws -> RegisteredParcels {
        var found = empty
        try sql.forEachRow(
            """
            SELECT \(ParcelColumns.selected) FROM parcel_versions p
            WHERE p.superseded_at IS NULL \(condition) ORDER BY p.parcel_id
            """, values
        ) { row in
            found.parcels.append(try ParcelColumns.parcel(row))
            found.versions.append(try ParcelColumns.version(row))
        }
        return found
    }
}

extension DayColumn {
    static let milliseconds: Int64 = 86_400_000

    /// The begin of a day at +07:00.
    static func begin(of day: CalendarDay) -> Instant {
        Instant(milliseconds: Int64(day.daysSinceEpoch) * milliseconds - LocalTime.offset)
    }
}
