import Basics
import Dossiers

extension LedgerTransaction {
    /// Batches, the newest first.
    /// - Parameters:
    ///   - station: only what was scanned there; `nil` for all.
    ///   - scope: only batches of its agencies.
    ///   - before: only those that came earlier than this one.
    public func batches(
        of station: StationName?, in scope: Scope = .everything, before: BatchID?, limit: Int
    ) throws -> [BatchRecord] {
        let scope = scope.condition(on: "agency")
        var (conditions, values): ([String], [SQLValue]) = (["1 = 1\(scope.sql)"], scope.values)
        if let station {
            conditions.append("station = ?")
            values.append(SQLValue(station))
        }
        if let before {
            conditions.append("id < ?")
            values.append(SQLValue(before))
        }
        return try sql.rows(
            "SELECT * FROM batches WHERE \(conditions.joined(separator: " AND ")) ORDER BY id DESC LIMIT ?",
            values + [SQLValue(limit)]
        ).map(batchRecord)
    }

    /// One page of a batch, with the case and component to which the splitting or a person gave it.
    public func page(_ id: PageID) throws -> PageRecord? { try pages(where: "p.id = ?", [SQLValue(id)]).first }

    /// One file of a batch.
    public func file(_ ordinal: Int, of batch: BatchID) throws -> BatchFile? {
        try sql.row(
            "SELECT * FROM batch_files WHERE batch_id = ? AND ordinal = ?", [SQLValue(batch), SQLValue(ordinal)]
        ).map(batchFile)
    }

    /// How many items of a batch wait for a person.
    public func openItems(of batch: BatchID) throws -> Int {
        try sql.row(
            "SELECT COUNT(*) AS total FROM waiting_items WHERE batch_id = ? AND resolved_at IS NULL", [SQLValue(batch)]
        )?.integer("total") ?? 0
    }

    /// How many items wait in all, up to a number from which on nobody counts.
    public func openItems(upTo most: Int) throws -> Int {
        try sql.row(
            "SELECT COUNT(*) AS total FROM (SELECT 1 FROM waiting_items WHERE resolved_at IS NULL LIMIT ?) w",
            [SQLValue(most)]
        )?.integer("total") ?? 0
    }
}
