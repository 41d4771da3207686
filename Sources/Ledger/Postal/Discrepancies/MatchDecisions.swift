import PostalChannel

extension LedgerTransaction {
    /// Records what a person decided about a pair; it goes into every later run. Nothing is erased: a later decision
    /// about the same pair is the one in force.
    /// - Parameter decision: with an empty identity it gets a new one.
    /// - Throws: ``LedgerError/Code/conflict`` when another decision has its identity;
    ///   ``LedgerError/Code/periodClosed`` when the day of the hand-over or of the line is closed. A side of which a
    ///   difference is open, and so was carried forward, can still be worked.
    @discardableResult
    public func decide(_ decision: MatchDecision) throws -> MatchDecision {
        try checkOpen(decision)
        var decision = decision
        if decision.id.isEmpty { decision.id = identifiers.next(at: decision.recorded) }
        try sql.run(
            """
            INSERT INTO match_decisions (id, kind, parcel_id, line, occurred_at, recorded_at, actor, reason)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                SQLValue(decision.id), SQLValue(decision.kind), SQLValue(decision.parcel), SQLValue(decision.line),
                SQLValue(decision.occurred), SQLValue(decision.recorded), SQLValue(decision.actor),
                SQLValue(decision.reason),
            ])
        acts.note(.matchDecided, decision.id, .matchDecisions, key: decision.id, at: decision.recorded)
        try reopen(parcels: [decision.parcel] + sealedParcels(withLine: decision.line))
        return decision
    }

    private func sealedParcels(withLine text: String) throws -> [String] {
        guard let place = StatementLine.Place(text: text),
            let number = try statement(StatementID(rawValue: place.statement))?.number
        else { return [] }
        let key = try LineKey.encode(statement: number, sheet: place.sheet, row: place.row)
        return try sql.rows("SELECT parcel_id FROM seals WHERE line = ?", [SQLValue(key)]).map {
            try $0.text("parcel_id")
        }
    }

    private func checkOpen(_ decision: MatchDecision) throws {
        let closed = try closedDays()
        guard !closed.periods.isEmpty else { return }
        if try !hasOpenDiscrepancy("b.parcel_id", decision.parcel) {
            try closed.check(parcel(decision.parcel)?.handedOver)
        }
        if let line = try statementLine(at: decision.line), try !hasOpenDiscrepancy("b.line", decision.line) {
            try closed.check((line.accepted ?? line.delivered)?.instant)
        }
    }

    private func hasOpenDiscrepancy(_ column: String, _ value: String) throws -> Bool {
        try sql.row(
            "SELECT 1 AS found FROM breaks b WHERE \(column) = ? AND b.state <> ? LIMIT 1",
            [SQLValue(value), SQLValue(DiscrepancyState.closed)]) != nil
    }

    /// The line at a place, as its statement had it; `nil` when there is none. Lines of superseded statements are kept.
    /// - Parameter text: `StatementLine.Place.text`.
    public func statementLine(at text: String) throws -> StatementLine? {
        guard let place = StatementLine.Place(text: text),
            let number = try statement(StatementID(rawValue: place.statement))?.number
        else { return nil }
        let key = try LineKey.encode(statement: number, sheet: place.sheet, row: place.row)
        var line: StatementLine?
        try sql.forEachRow("SELECT \(LineColumns.selected) FROM statement_lines WHERE line = ?", [SQLValue(key)]) {
            line = try LineColumns.line($0, statement: place.statement)
        }
        return line
    }

    /// Everything that people decided about pairs, in the order of recording: the decided and the forbidden pairs of
    /// the next run.
    public func matchDecisions() throws -> [MatchDecision] {
        try sql.rows("SELECT * FROM match_decisions ORDER BY recorded_at, id", []).map {
            let decision = MatchDecision(
                id: try $0.text("id"), kind: try $0.parsed("kind"), parcel: try $0.text("parcel_id"),
                line: try $0.text("line"), occurred: try $0.instant("occurred_at"),
                recorded: try $0.instant("recorded_at"), actor: try $0.text("actor"), reason: try $0.text("reason"))
            guard let decision else { throw LedgerError(.damagedRecord, "a decision about a pair") }
            return decision
        }
    }
}
