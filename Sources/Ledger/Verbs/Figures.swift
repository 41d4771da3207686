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
    public func unfinishedBatches(limit: Int = 100) throws -> [BatchRecord] {
        try sql.rows(
            "SELECT * FROM batches WHERE state <> ? ORDER BY taken_at, id LIMIT ?",
            [SQLValue(BatchRecord.State.finished), SQLValue(limit)]
        ).map(batchRecord)
    }

    /// What each station has handed in, by name.
    public func stationFigures() throws -> [StationFigures] {
        try sql.rows(
            """
            SELECT station, COUNT(*) AS total, SUM(CASE WHEN state <> ? THEN 1 ELSE 0 END) AS unfinished,
                MAX(taken_at) AS last FROM batches GROUP BY station ORDER BY station
            """, [SQLValue(BatchRecord.State.finished)]
        ).map {
            StationFigures(
                station: try $0.optionalText("station"), batches: try $0.integer("total"),
                unfinished: try $0.integer("unfinished"), lastHandedIn: try $0.instant("last"))
        }
    }
}
