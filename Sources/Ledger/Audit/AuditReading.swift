import Basics

extension LedgerTransaction {
    /// Acts, newest first.
    /// - Parameters:
    ///   - number: only those before this one: the last of the page before.
    ///   - subject: only those on this record.
    public func auditEntries(before number: Int? = nil, subject: String? = nil, limit: Int) throws -> [AuditEntry] {
        var (conditions, values): ([String], [SQLValue]) = ([], [])
        if let number {
            conditions.append("number < ?")
            values.append(SQLValue(number))
        }
        if let subject {
            conditions.append("subject = ?")
            values.append(SQLValue(subject))
        }
        let condition = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))"
        return try sql.rows(
            "SELECT * FROM audit_entries \(condition) ORDER BY number DESC LIMIT ?", values + [SQLValue(limit)]
        ).map { try Self.auditEntry($0) }
    }

    static func auditEntry(_ row: SQLRow) throws -> AuditEntry {
        AuditEntry(
            number: try row.integer("number"), recorded: try row.instant("recorded_at"),
            actor: Actor(
                try row.parsed("actor_kind"), account: try row.text("account"),
                claimed: try row.optionalText("claimed")),
            context: try row.optionalText("context"), act: try row.text("act"), subject: try row.text("subject"),
            facts: try row.text("facts"),
            hash: try row.text("hash"))
    }
}
