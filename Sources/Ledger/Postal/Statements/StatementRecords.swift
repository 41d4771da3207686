import Basics

extension LedgerTransaction {
    /// All statements, oldest first.
    public func statements() throws -> [StatementRecord] {
        try sql.rows("SELECT * FROM statements ORDER BY number", []).map(statementRecord)
    }

    /// A page of all statements, oldest first.
    /// - Parameters:
    ///   - last: the last statement of the page before; `nil` for the first page.
    ///   - limit: most statements.
    public func statements(after last: StatementRecord?, limit: Int) throws -> [StatementRecord] {
        try sql.rows(
            "SELECT * FROM statements WHERE number > ? ORDER BY number LIMIT ?",
            [SQLValue(last?.number ?? 0), SQLValue(limit)]
        ).map(statementRecord)
    }

    /// The statements in a state, oldest first.
    public func statements(in state: StatementRecord.State) throws -> [StatementRecord] {
        try sql.rows("SELECT * FROM statements WHERE state = ? ORDER BY number", [SQLValue(state)]).map(statementRecord)
    }

    /// The statements that were made of a file, oldest first.
    public func statements(artifact: ContentDigest) throws -> [StatementRecord] {
        try ["state = 'superseded'", "state = 'complete'", "state IN ('loading', 'awaiting_columns')"].flatMap {
            try sql.rows(
                "SELECT * FROM statements WHERE artifact = ? AND \($0) ORDER BY number", [SQLValue(artifact.rawValue)]
            ).map(statementRecord)
        }.sorted { $0.number < $1.number }
    }

    /// Statements that fit a condition, oldest first.
    func statements(_ condition: String, _ values: [SQLValue]) throws -> [StatementRecord] {
        try sql.rows("SELECT * FROM statements WHERE \(condition) ORDER BY number", values).map(statementRecord)
    }

    /// The statements whose place a statement took, oldest first.
    public func statements(replacedBy id: StatementID) throws -> [StatementRecord] {
        try statements("superseded_by = ?", [SQLValue(id)])
    }

    /// The statement in force that stands at the end of the line of successors of one that is not; `nil` when there is
    /// none.
    public func successor(of statement: StatementRecord) throws -> StatementRecord? {
        var (seen, next) = (Set([statement.id]), statement.supersededBy)
        while let id = next, seen.insert(id).inserted {
            let found = try existingStatement(id)
            if found.state == .complete { return found }
            next = found.supersededBy
        }
        return nil
    }

    /// One statement.
    public func statement(_ id: StatementID) throws -> StatementRecord? {
        try sql.row("SELECT * FROM statements WHERE id = ?", [SQLValue(id)]).map(statementRecord)
    }

    func existingStatement(_ id: StatementID) throws -> StatementRecord {
        guard let statement = try statement(id) else { throw LedgerError(.notFound, "statement \(id)") }
        return statement
    }

    func insertStatement(
        _ source: StatementSource, _ artifact: ContentDigest, _ columnMap: String?, _ superseded: StatementID?,
        _ answers: StatementAnswers, _ state: StatementRecord.State, at now: Instant
    ) throws -> StatementLoad {
        let id = newID(StatementRecord.self, at: now)
        let load = StatementLoad(id: id, number: try next(.statement), load: 1)
        try sql.run(
            """
            INSERT INTO statements (id, number, artifact, file_name, operator, sheet, encoding, first_day, last_day,
                column_map, state, load, supersedes, amends, stands_beside, is_accepted, answered_by, line_count,
                left_out_count, fee_sum, surcharge_sum, collected_sum, remitted_sum, recorded_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, ?)
            """,
            [SQLValue(id), SQLValue(load.number), refer(to: artifact, as: .original, of: "statement \(id)")]
                + sourceValues(source) + [
                    SQLValue(columnMap), SQLValue(state), SQLValue(load.load), SQLValue(superseded),
                ] + answerValues(answers) + [SQLValue(now)])
        return load
    }

    /// Begins anew with a statement of which a part, or nothing, is stored.
    func reopen(
        _ statement: StatementRecord, _ source: StatementSource, _ columnMap: String, _ superseded: StatementID?,
        _ answers: StatementAnswers
    ) throws -> StatementLoad {
        let keys = LineKey.keys(of: statement.number)
        for table in ["statement_lines", "statement_left_out"] {
            try sql.run(
                "DELETE FROM \(table) WHERE line BETWEEN ? AND ?",
                [SQLValue(keys.lowerBound), SQLValue(keys.upperBound)])
        }
        try sql.run(
            """
            UPDATE statements SET file_name = ?, operator = ?, sheet = ?, encoding = ?, first_day = ?, last_day = ?,
                column_map = ?, state = ?, supersedes = ?, amends = ?, stands_beside = ?, is_accepted = ?,
                answered_by = ?, findings = NULL, load = load + 1, line_count = 0, left_out_count = 0, fee_sum = 0,
                surcharge_sum = 0, collected_sum = 0, remitted_sum = 0
            WHERE id = ?
            """,
            sourceValues(source) + [
                SQLValue(columnMap), SQLValue(StatementRecord.State.loading), SQLValue(superseded),
            ] + answerValues(answers) + [SQLValue(statement.id)])
        let load = try sql.row("SELECT load FROM statements WHERE id = ?", [SQLValue(statement.id)])?.integer("load")
        return StatementLoad(id: statement.id, number: statement.number, load: load ?? 1)
    }

    func checkCurrent(_ load: StatementLoad) throws {
        let row = try sql.row("SELECT state, load FROM statements WHERE id = ?", [SQLValue(load.id)])
        guard let row else { throw LedgerError(.notFound, "statement \(load.id)") }
        guard try row.parsed("state") == StatementRecord.State.loading, try row.integer("load") == load.load else {
            throw LedgerError(.conflict, "statement \(load.id) is complete, or was begun anew")
        }
    }

    /// The closed days to which each line of a statement is held: none when the statement's own period was.
    func days(closedFor load: StatementLoad) throws -> ClosedDays {
        try existingStatement(load.id).source.declaredPeriod == nil ? closedDays() : ClosedDays(periods: [])
    }

    func addTotals(_ totals: StatementTotals, to load: StatementLoad) throws {
        try sql.run(
            """
            UPDATE statements SET line_count = line_count + ?, left_out_count = left_out_count + ?,
                fee_sum = fee_sum + ?, surcharge_sum = surcharge_sum + ?, collected_sum = collected_sum + ?,
                remitted_sum = remitted_sum + ?
            WHERE id = ?
            """,
            [
                SQLValue(totals.lines), SQLValue(totals.leftOut), SQLValue(totals.fee.rawValue),
                SQLValue(totals.surcharge.rawValue), SQLValue(totals.collected.rawValue),
                SQLValue(totals.remitted.rawValue), SQLValue(load.id),
            ])
    }

    // MARK: Columns

    private func sourceValues(_ source: StatementSource) -> [SQLValue] {
        [
            SQLValue(source.fileName), SQLValue(source.operatorName), SQLValue(source.sheet),
            SQLValue(source.encoding), SQLValue((source.declaredPeriod?.lowerBound).map(DayColumn.encode)),
            SQLValue((source.declaredPeriod?.upperBound).map(DayColumn.encode)),
        ]
    }

    func answerValues(_ answers: StatementAnswers) -> [SQLValue] {
        [
            SQLValue(answers.amends), SQLValue(answers.isIndependent), SQLValue(answers.isAccepted),
            SQLValue(answers.by),
        ]
    }

    private func statementRecord(_ row: SQLRow) throws -> StatementRecord {
        let last = try row.optionalInteger("last_day")
        var totals = StatementTotals()
        totals.lines = try row.integer("line_count")
        totals.leftOut = try row.integer("left_out_count")
        totals.fee = try row.dong("fee_sum")
        totals.surcharge = try row.dong("surcharge_sum")
        totals.collected = try row.dong("collected_sum")
        totals.remitted = try row.dong("remitted_sum")
        return StatementRecord(
            id: try row.parsed("id"), artifact: try row.parsed("artifact"),
            source: StatementSource(
                fileName: try row.text("file_name"), operatorName: try row.text("operator"),
                sheet: try row.text("sheet"), encoding: try row.text("encoding"),
                declaredPeriod: try row.optionalInteger("first_day").map {
                    try DayColumn.range($0, last ?? $0)
                }),
            state: try row.parsed("state"), columnMap: try row.optionalText("column_map"),
            supersedes: try row.optionalParsed("supersedes"),
            supersededBy: try row.optionalParsed("superseded_by"),
            answers: StatementAnswers(
                amends: try row.optionalParsed("amends"), isIndependent: try row.integer("stands_beside") != 0,
                isAccepted: try row.integer("is_accepted") != 0, by: try row.optionalText("answered_by")),
            findings: try row.optionalText("findings"), totals: totals,
            recordedAt: try row.instant("recorded_at"), completedAt: try row.optionalInstant("completed_at"),
            supersededAt: try row.optionalInstant("superseded_at"), number: try row.integer("number"))
    }
}

extension StatementRecord {
    /// Whether its lines are still to come.
    var isBegun: Bool { state == .loading || state == .awaitingColumns }
}

extension SQLRow {
    func dong(_ column: String) throws -> Dong { Dong(try integer(column)) }
}
