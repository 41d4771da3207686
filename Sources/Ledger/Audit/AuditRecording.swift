import Basics

extension LedgerTransaction {
    /// Subjects of one act that its entry names; of more it says how many there are.
    private static let namedSubjects = 20

    /// Writes what the transaction has done into the record of acts, as its last step.
    func recordActs() throws {
        for act in acts.acts { try record(act) }
        acts.removeAll()
    }

    private func record(_ act: ActLog.Act) throws {
        let audited = try act.facts.flatMap { try self.audited($1, in: $0) } + act.removed
        let subjects = act.subjects.count <= Self.namedSubjects ? act.subjects : ["\(act.subjects.count) records"]
        try append(act.act, by: actor, to: subjects.joined(separator: " "), audited, at: act.at)
    }

    private func append(
        _ act: AuditAct, by actor: Actor, to subject: String, _ facts: [AuditedFacts], at now: Instant
    ) throws {
        // Takes the head's row first: transactions that write side by side come one after the other from here.
        guard let head = try sql.row("UPDATE audit_head SET number = number + 1 RETURNING number, hash", []) else {
            throw LedgerError(.damagedRecord, "audit_head")
        }
        var entry = AuditEntry(
            number: try head.integer("number"), recorded: now, actor: actor, context: context, act: act.rawValue,
            subject: subject, facts: try JSONColumn.encode(facts), hash: "")
        entry.hash = entry.expectedHash(after: try head.text("hash"))
        try insert(entry)
    }

    /// Has the record vouch for further tables: how many of their facts are from before, for which nobody does.
    /// - Parameter extent: of the tables; see ``FactTable/extent``.
    package func extendAudit(to extent: Int, at now: Instant) throws {
        try append(
            .extended, by: .program, to: "", countedFacts { $0.extent == extent && !$0.isState }, at: now)
    }

    /// How many facts there are, by table.
    func countedFacts(_ isWanted: (FactTable) -> Bool) throws -> [AuditedFacts] {
        try FactTable.all.filter(isWanted).map { table in
            AuditedFacts(table: table.name, count: try sql.row(table.counting, [])?.integer("n") ?? 0, digest: "")
        }
    }

    /// Adds an entry and moves the head to it.
    func insert(_ entry: AuditEntry) throws {
        // Migrations write entries before there is a column for the context.
        let (further, mark) = entry.context == nil ? ("", "") : (", context", ", ?")
        try sql.run(
            """
            INSERT INTO audit_entries (number, recorded_at, actor_kind, account, claimed, act, subject, facts,
                hash\(further))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?\(mark))
            """,
            [
                SQLValue(entry.number), SQLValue(entry.recorded), SQLValue(entry.actor.kind),
                SQLValue(entry.actor.account), SQLValue(entry.actor.claimed), SQLValue(entry.act),
                SQLValue(entry.subject), SQLValue(entry.facts), SQLValue(entry.hash),
            ] + (entry.context.map { [SQLValue($0)] } ?? []))
        try sql.run("UPDATE audit_head SET hash = ?", [SQLValue(entry.hash)])
    }

    /// Where the chain of acts ends.
    public func auditHead() throws -> AuditHead {
        guard let row = try sql.row("SELECT number, hash FROM audit_head", []) else {
            throw LedgerError(.damagedRecord, "audit_head")
        }
        return AuditHead(number: try row.integer("number"), hash: try row.text("hash"))
    }
}
