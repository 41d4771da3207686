import PostalChannel

/// A place in the history of parcels: what changed after it has a greater mark.
public struct ParcelMark: Hashable, Comparable, Sendable {
    let number: Int

    public static func < (a: ParcelMark, b: ParcelMark) -> Bool { a.number < b.number }
}

extension LedgerTransaction {
    /// Lets the next reconciliation look at parcels again: something of them changed that it goes by. Those that were
    /// sealed are so no more.
    /// - Parameter ids: ``Parcel/id``.
    public func reopen(parcels ids: [String]) throws {
        guard !ids.isEmpty else { return }
        try unseal(ids)
        var batch = SQLBatch(columns: 2)
        let mark = try next(.parcelMark)
        for id in Set(ids).sorted() {
            batch.append(id)
            batch.append(mark)
        }
        try sql.flush(Self.opening, &batch)
    }

    static let opening = """
        INSERT INTO open_parcels (parcel_id, mark) VALUES (?, ?)
        ON CONFLICT (parcel_id) DO UPDATE SET mark = excluded.mark
        """

    /// Whether anything is sealed: if not, all there is is the window.
    func hasSeals() throws -> Bool {
        try sql.row("SELECT 1 AS found FROM seals LIMIT 1", []) != nil
            || sql.row("SELECT 1 AS found FROM statements WHERE days_of_lines IS NOT NULL LIMIT 1", []) != nil
    }

    /// The parcels that are not sealed; `nil` when none is sealed.
    public func openParcels() throws -> Set<String>? {
        guard try hasSeals() else { return nil }
        var ids: Set<String> = []
        try sql.forEachRow("SELECT parcel_id FROM open_parcels", []) { ids.insert(try $0.text(0)) }
        return ids
    }

    /// Sealed parcels that had a case or number in common with some that have changed, as these were before.
    func sealedNeighbours(of parcels: [Parcel]) throws -> [String] {
        guard !parcels.isEmpty, try hasSeals() else { return [] }
        let keys = parcels.flatMap { $0.cases.map(\.rawValue) + ItemNumber.forms(of: $0.tracking) }
        return try sealedParcels(withKeys: keys).sorted()
    }

    /// The sealed parcels with one of these numbers or cases.
    func sealedParcels(withKeys keys: [String]) throws -> Set<String> {
        var ids: Set<String> = []
        try sql.forEachRow(
            """
            SELECT p.parcel_id FROM parcel_keys k CROSS JOIN parcel_versions p CROSS JOIN seals s
            WHERE p.version = k.version AND p.superseded_at IS NULL AND s.parcel_id = p.parcel_id AND k.key
            """, in: Set(keys).sorted().map { SQLValue($0) }
        ) { ids.insert(try $0.text(0)) }
        return ids
    }

    // MARK: Taking seals away

    private func unseal(_ ids: [String]) throws {
        guard try hasSeals() else { return }
        var among: Set<String> = []
        try sql.forEachRow("SELECT parcel_id FROM seals WHERE parcel_id", in: ids.map { SQLValue($0) }) {
            among.insert(try $0.text(0))
        }
        guard !among.isEmpty else { return }
        let sealed = try sealedContents(of: among.sorted())
        var lines = SQLBatch(columns: 1)
        var parcels = SQLBatch(columns: 1)
        for (parcel, keys) in sealed.lines.sorted(by: { $0.key < $1.key }) {
            parcels.append(parcel)
            for key in keys { lines.append(key) }
        }
        try sql.flush("INSERT INTO open_lines (line) VALUES (?) ON CONFLICT DO NOTHING", &lines)
        try sql.flush("DELETE FROM seals WHERE parcel_id = ?", &parcels)
        try count(sealed, isSealed: false)
    }

    /// Takes all seals away: reconciling goes by other rules now.
    func unsealAll() throws {
        guard try hasSeals() else { return }
        for table in ["seals", "open_lines", "sealed_days", "sealed_names"] { try sql.run("DELETE FROM \(table)", []) }
        try sql.run("UPDATE statements SET days_of_lines = NULL WHERE days_of_lines IS NOT NULL", [])
        try sql.run(
            """
            INSERT INTO open_parcels (parcel_id, mark) SELECT parcel_id, ? FROM parcel_versions
            WHERE superseded_at IS NULL ON CONFLICT DO NOTHING
            """, [SQLValue(try next(.parcelMark))])
    }

    /// A statement does not count any more: what was sealed with its lines is open.
    func reopenLines(ofStatement number: Int) throws {
        let keys = LineKey.keys(of: number)
        let range = [SQLValue(keys.lowerBound), SQLValue(keys.upperBound)]
        let parcels = try sql.rows("SELECT DISTINCT parcel_id FROM seals WHERE line BETWEEN ? AND ?", range)
        try reopen(parcels: parcels.map { try $0.text("parcel_id") })
        try sql.run("DELETE FROM open_lines WHERE line BETWEEN ? AND ?", range)
        try sql.run("UPDATE statements SET days_of_lines = NULL WHERE number = ?", [SQLValue(number)])
    }
}
