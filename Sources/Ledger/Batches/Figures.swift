import Basics
import Dossiers

/// What a station has handed in.
public struct StationFigures: Hashable, Sendable {
    /// `nil` for batches of which nobody said where they were scanned.
    public var station: String?
    public var batches: Int
    /// Batches that are not finished.
    public var unfinished: Int
    public var lastHandedIn: Instant
}

extension LedgerTransaction {
    /// How many pages were read since an instant.
    public func pagesRead(since instant: Instant) throws -> Int {
        try sql.row("SELECT COUNT(*) AS total FROM page_readings WHERE recorded_at >= ?", [SQLValue(instant)])?
            .integer("total") ?? 0
    }

    /// The batches that are not finished, oldest first.
    /// - Parameter scope: only batches of its agencies.
    public func unfinishedBatches(in scope: Scope = .everything, limit: Int = 100) throws -> [BatchRecord] {
        let scope = scope.condition(on: "agency")
        return try sql.rows(
            "SELECT * FROM batches WHERE state <> 'finished'\(scope.sql) ORDER BY taken_at, id LIMIT ?",
            scope.values + [SQLValue(limit)]
        ).map(batchRecord)
    }

    /// What each station has handed in, by name.
    /// - Parameter scope: only stations of its agencies.
    public func stationFigures(in scope: Scope = .everything) throws -> [StationFigures] {
        let scope = scope.condition(on: "agency")
        let unfinished = try sql.rows(
            """
            SELECT COALESCE(station, '') AS name, COUNT(*) AS total FROM batches WHERE state <> 'finished'
            GROUP BY COALESCE(station, '')
            """, [])
        let counts = Dictionary(try unfinished.map { (try $0.text("name"), try $0.integer("total")) }) { a, _ in a }
        let ofScope = scope.sql.isEmpty ? "" : "WHERE station IN (SELECT name FROM stations WHERE 1 = 1\(scope.sql))"
        return try sql.rows("SELECT * FROM station_totals \(ofScope) ORDER BY station", scope.values).map {
            let name = try $0.text("station")
            return StationFigures(
                station: name.isEmpty ? nil : name, batches: try $0.integer("batch_count"),
                unfinished: counts[name] ?? 0, lastHandedIn: try $0.instant("last_handed_in_at"))
        }
    }

    /// Counts a batch that was handed in.
    func countBatch(of station: String?, at now: Instant) throws {
        try sql.run(
            """
            INSERT INTO station_totals (station, batch_count, last_handed_in_at) VALUES (?, 1, ?)
            ON CONFLICT (station) DO UPDATE SET batch_count = station_totals.batch_count + 1,
                last_handed_in_at = CASE WHEN excluded.last_handed_in_at > station_totals.last_handed_in_at
                    THEN excluded.last_handed_in_at ELSE station_totals.last_handed_in_at END
            """, [SQLValue(station ?? ""), SQLValue(now)])
    }
}
