import Basics
import PostalChannel

extension LedgerTransaction {
    /// What became of settled parcels, some at a time, for whoever has to list all pairs there ever were.
    /// - Parameters:
    ///   - last: the last parcel of the page before, by ``Parcel/id``.
    ///   - limit: most parcels.
    /// - Returns: a result for each parcel, in the order of their identities, and the last one that was looked at; `nil`
    ///   after the last page.
    public func sealedResults(after last: String?, limit: Int) throws -> (
        results: [ReconciliationResult], last: String?
    ) {
        let ids = try sql.rows(
            "SELECT DISTINCT parcel_id FROM seals WHERE parcel_id > ? ORDER BY parcel_id LIMIT ?",
            [SQLValue(last ?? ""), SQLValue(limit)]
        ).map { try $0.text("parcel_id") }
        let results = try resultsInForce(ofParcels: ids)
        return (ids.compactMap { results[$0]?.result }, ids.last)
    }

    /// What the entries in force say of parcels, by the parcels' identities, with the keys of their lines.
    func resultsInForce(
        ofParcels ids: [String]
    ) throws -> [String: (result: ReconciliationResult, keys: [Int])] {
        let entries = try entriesInForce(ofParcels: ids)
        let parcels = try parcels(inVersions: entries.compactMap(\.version))
        let lines = try lines(withKeys: entries.compactMap(\.line))
        var results: [String: (result: ReconciliationResult, keys: [Int])] = [:]
        for (id, entries) in Dictionary(grouping: entries, by: { $0.parcel ?? "" }) {
            guard let parcel = entries.first?.version.flatMap({ parcels[$0] }) else { continue }
            let keys = entries.compactMap(\.line)
            let result = try ReconciliationResult(entries, of: parcel, lines: keys.compactMap { lines[$0] }, keys: keys)
            results[id] = (result, keys)
        }
        return results
    }
}
