import Basics

/// What a person said the columns of an operator's statements mean.
public struct ConfirmedColumnMap: Hashable, Sendable {
    public var operatorName: String
    /// Fingerprint of the header.
    public var header: String
    /// JSON text.
    public var columnMap: String
    public var confirmedBy: String
    public var confirmedAt: Instant
}

extension LedgerTransaction {
    /// Remembers what the columns under a header mean. The same once more changes nothing; another meaning takes the
    /// place of the earlier one, which is kept.
    /// - Throws: ``LedgerError/Code/tooLarge``.
    public func confirmColumns(
        _ columnMap: String, operator name: String, header: String, by person: String, at now: Instant
    ) throws {
        guard [name, header, person].allSatisfy({ $0.utf8.count <= StatementLimits.text }),
            columnMap.utf8.count <= StatementLimits.columnMap
        else { throw LedgerError(.tooLarge, "a map of columns") }
        guard try columnMapInForce(operator: name, header: header)?.columnMap != columnMap else { return }
        try sql.run(
            """
            UPDATE statement_columns SET superseded_at = ?
            WHERE operator = ? AND header = ? AND superseded_at IS NULL
            """, [SQLValue(now), SQLValue(name), SQLValue(header)])
        let id = identifiers.next(at: now)
        acts.note(.columnsConfirmed, id, .columnMaps, key: id, at: now)
        try sql.run(
            """
            INSERT INTO statement_columns (id, operator, header, column_map, confirmed_by, confirmed_at)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                SQLValue(id), SQLValue(name), SQLValue(header), SQLValue(columnMap),
                SQLValue(person), SQLValue(now),
            ])
    }

    /// What the columns under a header of an operator mean, where somebody said so.
    public func columnMapInForce(operator name: String, header: String) throws -> ConfirmedColumnMap? {
        try columnMaps("operator = ? AND header = ? AND superseded_at IS NULL", [SQLValue(name), SQLValue(header)])
            .first
    }

    /// What is remembered of an operator's headers, the last confirmed first.
    public func columnMaps(operator name: String) throws -> [ConfirmedColumnMap] {
        try columnMaps("operator = ? AND superseded_at IS NULL", [SQLValue(name)])
    }

    private func columnMaps(_ condition: String, _ values: [SQLValue]) throws -> [ConfirmedColumnMap] {
        try sql.rows("SELECT * FROM statement_columns WHERE \(condition) ORDER BY confirmed_at DESC, id DESC", values)
            .map {
                ConfirmedColumnMap(
                    operatorName: try $0.text("operator"), header: try $0.text("header"),
                    columnMap: try $0.text("column_map"), confirmedBy: try $0.text("confirmed_by"),
                    confirmedAt: try $0.instant("confirmed_at"))
            }
    }
}
