import Basics
import Dossiers

/// The scope of a caller as a part of a query, so that nothing of other agencies is read to be left out afterwards.
///
/// Columns named `agency` hold ``AgencyScope/key``, empty where nobody can say whose a record is: that only a caller who
/// sees everything gets.
extension Scope {
    /// A condition on a column of agencies, to stand after others; empty for everything.
    func condition(on column: String) -> (sql: String, values: [SQLValue]) {
        guard let roots else { return ("", []) }
        guard !roots.isEmpty else { return (" AND 1 = 0", []) }
        let ranges = roots.map { _ in "\(column) >= ? AND \(column) < ?" }.joined(separator: " OR ")
        return (" AND (\(ranges))", roots.flatMap { [SQLValue($0.key), SQLValue($0.keyEnd)] })
    }
}

extension LedgerTransaction {
    /// The agencies of a scope that have rows, in order. It costs two looks into an index for each of them.
    /// - Parameters:
    ///   - table: with a column `agency` that an index begins with.
    ///   - condition: by which the index is limited.
    func agencies(_ roots: [AgencyScope], of table: String, where condition: String) throws -> [String] {
        func first(_ comparison: String) -> String {
            "SELECT MIN(t.agency) FROM \(table) t WHERE \(condition) AND t.agency \(comparison) AND t.agency < ?"
        }
        return try roots.flatMap { root in
            try sql.rows(
                """
                WITH RECURSIVE found(agency) AS (
                    SELECT (\(first(">= ?")))
                    UNION ALL SELECT (\(first("> found.agency"))) FROM found WHERE found.agency IS NOT NULL)
                SELECT agency FROM found WHERE agency IS NOT NULL
                """, [SQLValue(root.key), SQLValue(root.keyEnd), SQLValue(root.keyEnd)]
            ).map { try $0.text("agency") }
        }
    }

    /// A page of a list of some agencies in the order of the list: the first rows of each agency, merged.
    /// - Parameters:
    ///   - limit: most rows.
    ///   - rows: the first rows of one agency, in order.
    func merged<Row: Comparable>(
        _ agencies: [String], limit: Int, _ rows: (String) throws -> [Row]
    ) rethrows -> [Row] {
        var merged: [Row] = []
        for agency in agencies {
            // Those that come after a full page can be left out now, so that never more than two pages are held.
            merged = Array((merged + (try rows(agency))).sorted().prefix(limit))
        }
        return merged
    }
}

/// Keys of agencies, each worked out once.
struct AgencyKeys {
    private var known: [String: String] = [:]

    mutating func key(of code: CaseCode) -> String {
        let agency = code.agency
        if let key = known[agency] { return key }
        let key = AgencyScope.key(ofAgency: agency)
        known[agency] = key
        return key
    }

    /// Of the smallest agency that has all of these cases.
    mutating func key(of codes: [CaseCode]) -> String {
        guard let first = codes.first else { return "" }
        var common = key(of: first)
        for code in codes.dropFirst() { common = AgencyScope.commonKey(common, key(of: code)) }
        return common
    }
}
