import Basics
import Dossiers
import OneStop

/// That the figures of a period were frozen.
public struct ReportFreeze: Hashable, Sendable {
    public var id: String
    public var period: ReportPeriod
    public var frozen: Instant
    public var by: Actor
}

extension LedgerTransaction {
    /// Freezes the figures of a period, by both readings. What becomes known later counts in the next period: so this
    /// one's pending cases are the next one's carried ones, whatever is recorded.
    /// - Throws: ``LedgerError/Code/conflict`` when the period is frozen, is not over, or ends before one that is frozen;
    ///   ``LedgerError/Code/conflict`` too while facts wait to be counted (``renewLives(limit:rules:at:)``).
    public func freeze(_ period: ReportPeriod, by actor: Actor, at now: Instant) throws -> ReportFreeze {
        guard period.end <= now else { throw LedgerError(.conflict, "the period is not over") }
        guard try freeze(of: period) == nil else { throw LedgerError(.conflict, "the period is frozen") }
        if let last = try lastFrozenMoment(), period.end < last {
            throw LedgerError(.conflict, "a later period is frozen")
        }
        guard try !hasLivesDue() else { throw LedgerError(.conflict, "facts wait to be counted") }
        let freeze = ReportFreeze(id: identifiers.next(at: now), period: period, frozen: now, by: actor)
        try sql.run(
            """
            INSERT INTO report_freezes (id, start_at, end_at, frozen_at, actor_kind, account, claimed)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [SQLValue(freeze.id), SQLValue(period.start), SQLValue(period.end), SQLValue(now)] + actor.values)
        var batch = SQLBatch(columns: 6)
        for reading in CaseDeadline.Reading.allCases {
            let figures = try counted(period, by: reading, in: .everything)
            for (group, row) in figures.groups.sorted(by: { $0.key < $1.key }) {
                batch.append(freeze.id)
                batch.append(reading)
                batch.append(group.agency)
                batch.append(group.procedure)
                batch.append(group.channel)
                batch.append(try JSONColumn.encode(row))
            }
        }
        try sql.flush(
            """
            INSERT INTO report_frozen_rows (freeze_id, reading, agency, procedure_code, channel, figures)
            VALUES (?, ?, ?, ?, ?, ?)
            """, &batch)
        acts.note(.reportFrozen, freeze.id, .reportFreezes, key: freeze.id, at: now)
        acts.note(.reportFrozen, freeze.id, .reportFrozenRows, key: freeze.id, at: now)
        return freeze
    }

    /// The first moment after the last frozen period; `nil` while none is.
    public func lastFrozenMoment() throws -> Instant? {
        try sql.row("SELECT end_at FROM report_freezes ORDER BY end_at DESC LIMIT 1", [])?.instant("end_at")
    }

    public func freeze(of period: ReportPeriod) throws -> ReportFreeze? {
        try sql.row(
            "SELECT * FROM report_freezes WHERE end_at = ? AND start_at = ?",
            [SQLValue(period.end), SQLValue(period.start)]
        ).map { row in
            ReportFreeze(
                id: try row.text("id"), period: period, frozen: try row.instant("frozen_at"), by: try row.actor())
        }
    }

    func frozenRows(
        _ id: String, _ reading: CaseDeadline.Reading, in scope: Scope
    ) throws -> [FigureGroup: SettlementFigures] {
        let scope = scope.condition(on: "agency")
        var groups: [FigureGroup: SettlementFigures] = [:]
        try sql.forEachRow(
            """
            SELECT agency, procedure_code, channel, figures FROM report_frozen_rows
            WHERE freeze_id = ? AND reading = ?\(scope.sql)
            """, [SQLValue(id), SQLValue(reading)] + scope.values
        ) { row in
            let group = FigureGroup(agency: try row.text(0), procedure: try row.text(1), channel: try row.text(2))
            groups[group] = try JSONColumn.decode(row.text(3))
        }
        return groups
    }
}
