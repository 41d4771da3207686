import Dossiers

extension LedgerTransaction {
    /// Records cases as the register has them now. What changed keeps its earlier version; what is not in `cases` stays
    /// as it is.
    public func importCases(_ cases: [CaseRecord], at now: Instant) throws -> CaseImportSummary {
        var summary = CaseImportSummary()
        for record in cases {
            switch try findCase(record.code) {
            case record: summary.unchanged += 1
            case nil:
                try sql.run(
                    "INSERT INTO cases (code, recorded_at) VALUES (?, ?)", [SQLValue(record.code), SQLValue(now)])
                // A case comes about by being received; later versions only when the register says so.
                try insertVersion(record, occurredAt: record.received, recordedAt: now)
                summary.new += 1
            default:
                try sql.run(
                    "UPDATE case_versions SET superseded_at = ? WHERE case_code = ? AND superseded_at IS NULL",
                    [SQLValue(now), SQLValue(record.code)])
                try insertVersion(record, occurredAt: now, recordedAt: now)
                summary.changed += 1
            }
        }
        return summary
    }

    /// A case as the register had it last.
    public func findCase(_ code: CaseCode) throws -> CaseRecord? {
        try sql.row(
            "SELECT * FROM case_versions WHERE case_code = ? AND superseded_at IS NULL", [SQLValue(code)]
        ).map(caseRecord)
    }

    /// All versions of a case with the time at which each was recorded, oldest first.
    public func caseHistory(_ code: CaseCode) throws -> [(record: CaseRecord, recordedAt: Instant)] {
        try sql.rows("SELECT * FROM case_versions WHERE case_code = ? ORDER BY recorded_at, id", [SQLValue(code)])
            .map { (try caseRecord($0), try $0.instant("recorded_at")) }
    }

    /// The codes of all cases, ascending.
    public func caseCodes() throws -> [CaseCode] {
        try sql.rows("SELECT code FROM cases ORDER BY code", []).map { try $0.parsed("code") }
    }

    private func insertVersion(_ record: CaseRecord, occurredAt: Instant, recordedAt: Instant) throws {
        let id = identifiers.next(at: recordedAt)
        try sql.run(
            """
            INSERT INTO case_versions (id, case_code, procedure_code, procedure_name, agency, applicant, id_number,
                phone, address, received_at, due, channel, occurred_at, recorded_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                SQLValue(id), SQLValue(record.code), SQLValue(record.procedureCode), SQLValue(record.procedure),
                SQLValue(record.agency), SQLValue(record.applicant), SQLValue(record.idNumber),
                SQLValue(record.phone), SQLValue(record.address), SQLValue(record.received), SQLValue(record.due),
                SQLValue(record.channel), SQLValue(occurredAt), SQLValue(recordedAt),
            ])
        for (ordinal, rule) in record.components.enumerated() {
            try sql.run(
                """
                INSERT INTO case_components (version_id, ordinal, code, name, form, is_required, must_digitize)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    SQLValue(id), SQLValue(ordinal), SQLValue(rule.code), SQLValue(rule.name), SQLValue(rule.form),
                    SQLValue(rule.isRequired), SQLValue(rule.mustDigitize),
                ])
        }
    }

    private func caseRecord(_ row: SQLRow) throws -> CaseRecord {
        let rules = try sql.rows(
            "SELECT * FROM case_components WHERE version_id = ? ORDER BY ordinal", [SQLValue(row.text("id"))])
        return CaseRecord(
            code: try row.parsed("case_code"), procedureCode: try row.text("procedure_code"),
            procedure: try row.text("procedure_name"), agency: try row.text("agency"),
            applicant: try row.text("applicant"), idNumber: try row.text("id_number"), phone: try row.text("phone"),
            address: try row.text("address"), received: try row.instant("received_at"),
            due: try row.optionalParsed("due"), channel: try row.parsed("channel"),
            components: try rules.map {
                ComponentRule(
                    code: try $0.parsed("code"), name: try $0.text("name"), form: try $0.parsed("form"),
                    isRequired: try $0.flag("is_required"), mustDigitize: try $0.flag("must_digitize"))
            })
    }
}
