import Basics

extension LedgerTransaction {
    /// The agencies inside of a scope that have rows, in order: two looks into an index for each.
    /// - Parameters:
    ///   - table: with a column `agency` that an index begins with.
    ///   - condition: by which the index is limited.
    func agencies(in scope: Scope, of table: String, where condition: String) throws -> [String] {
        let ranges = scope.roots.map { $0.map { ($0.key, $0.keyEnd) } } ?? [("", "~")]
        func first(_ comparison: String) -> String {
            "SELECT MIN(t.agency) FROM \(table) t WHERE \(condition) AND t.agency \(comparison) AND t.agency < ?"
        }
        return try ranges.flatMap { start, end in
            try sql.rows(
                """
                WITH RECURSIVE found(agency) AS (
                    SELECT (\(first(">= ?")))
                    UNION ALL SELECT (\(first("> found.agency"))) FROM found WHERE found.agency IS NOT NULL)
                SELECT agency FROM found WHERE agency IS NOT NULL
                """, [SQLValue(start), SQLValue(end), SQLValue(end)]
            ).map { try $0.text("agency") }
        }
    }
}
