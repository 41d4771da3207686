import Basics
import Dossiers

extension LedgerTransaction {
    /// Records cases as the register has them now. What changed keeps its earlier version; what is not in `cases` stays
    /// as it is.
    public func importCases(_ cases: [CaseRecord], at now: Instant) throws -> CaseImportSummary {
        var summary = CaseImportSummary()
        var rest = cases[...]
        while !rest.isEmpty {
            let part = rest.prefix(CaseRows.atATime).prefixOfDistinctCodes
            try record(part, &summary, at: now)
            rest = rest.dropFirst(part.count)
        }
        return summary
    }

    /// Records cases of which no two have the same code, with a few statements for all of them.
    private func record(_ cases: ArraySlice<CaseRecord>, _ summary: inout CaseImportSummary, at now: Instant) throws {
        let known = try currentCases(cases.map(\.code))
        var rows = CaseRows()
        for record in cases {
            switch known[record.code] {
            case record: summary.unchanged += 1
            case nil:
                rows.addCase(record, at: now)
                // A case comes about by being received; later versions only when the register says so.
                add(record, occurred: record.received, to: &rows, at: now)
                summary.new += 1
            default:
                rows.supersede(record.code, at: now)
                add(record, occurred: now, to: &rows, at: now)
                summary.changed += 1
            }
        }
        try rows.write(to: sql)
    }

    private func add(_ record: CaseRecord, occurred: Instant, to rows: inout CaseRows, at now: Instant) {
        let id = identifiers.next(at: now)
        rows.addVersion(record, id: id, occurredAt: occurred, recordedAt: now)
        acts.note(.casesImported, record.code.rawValue, .caseVersions, key: id, at: now)
        if !record.components.isEmpty {
            acts.note(.casesImported, record.code.rawValue, .caseComponents, key: id, at: now)
        }
    }

    /// The cases of these codes as the register had them last.
    private func currentCases(_ codes: [CaseCode]) throws -> [CaseCode: CaseRecord] {
        guard let last = codes.last else { return [:] }
        // Always as many marks, so that the statement is prepared once.
        let values = (codes + repeatElement(last, count: max(0, CaseRows.atATime - codes.count))).map { SQLValue($0) }
        let marks = repeatElement("?", count: values.count).joined(separator: ", ")
        let condition = "v.superseded_at IS NULL AND v.case_code IN (\(marks))"
        var rules: [String: [ComponentRule]] = [:]
        try sql.forEachRow(
            """
            SELECT c.version_id, c.code, c.name, c.form, c.is_required, c.must_digitize
            FROM case_versions v JOIN case_components c ON c.version_id = v.id
            WHERE \(condition) ORDER BY c.version_id, c.ordinal
            """, values
        ) { row in
            let rule = ComponentRule(
                code: try row.parsed(1), name: try row.text(2), form: try row.parsed(3), isRequired: try row.flag(4),
                mustDigitize: try row.flag(5))
            rules[try row.text(0), default: []].append(rule)
        }
        var cases: [CaseCode: CaseRecord] = [:]
        try sql.forEachRow(
            """
            SELECT v.id, v.case_code, v.procedure_code, v.procedure_name, v.agency, v.applicant, v.id_number, v.phone,
                v.address, v.received_at, v.due, v.channel
            FROM case_versions v WHERE \(condition)
            """, values
        ) { row in
            let record = try CaseRecord(row, components: rules[row.text(0)] ?? [])
            cases[record.code] = record
        }
        return cases
    }
}

extension CaseRecord {
    fileprivate init(_ row: SQLCells, components: [ComponentRule]) throws {
        guard let received = try row.instant(9) else { throw LedgerError(.damagedRecord, "case without a date") }
        let due = try row.optionalText(10)
        guard due == nil || due.flatMap(CalendarDay.init(rawValue:)) != nil else {
            throw LedgerError(.damagedRecord, "column due")
        }
        self.init(
            code: try row.parsed(1), procedureCode: try row.text(2), procedure: try row.text(3),
            agency: try row.text(4), applicant: try row.text(5), idNumber: try row.text(6), phone: try row.text(7),
            address: try row.text(8), received: received, due: due.flatMap(CalendarDay.init(rawValue:)),
            channel: try row.parsed(11), components: components)
    }
}

extension ArraySlice<CaseRecord> {
    /// The first of them up to where a code comes again.
    fileprivate var prefixOfDistinctCodes: ArraySlice<CaseRecord> {
        var seen: Set<CaseCode> = []
        return prefix { seen.insert($0.code).inserted }
    }
}

/// Rows of cases on their way into the ledger, so that many take one statement each.
private struct CaseRows {
    /// Cases whose rows are gathered.
    static let atATime = 250

    private var cases = SQLBatch(columns: 3)
    private var proposed = SQLBatch(columns: 2)
    private var agencies = AgencyKeys()
    private var superseded = SQLBatch(columns: 2)
    private var versions = SQLBatch(columns: 15)
    private var components = SQLBatch(columns: 7)
    /// How far new cases have come; that of changed ones is made anew.
    private var progress = SQLBatch(columns: 6)
    private var newCases: [CaseCode] = []
    private var changedCases: [CaseCode] = []
    private var legsDue = LegsDue()

    mutating func addCase(_ record: CaseRecord, at now: Instant) {
        let code = record.code
        let agency = agencies.key(of: code)
        cases.append(code)
        cases.append(now)
        cases.append(agency)
        proposed.append(agency)
        proposed.append(code)
        // Nothing can have been digitized for it; what waits with its name on it is counted when all are there.
        let missing = record.components.count { $0.isRequired && $0.mustDigitize }
        progress.append(code)
        progress.append(agency)
        progress.append(record.dueKey)
        progress.append(missing)
        progress.append(0)
        progress.append(CaseProgressState(missing: missing, waiting: 0))
        newCases.append(code)
        legsDue.add(code)
    }

    mutating func supersede(_ code: CaseCode, at now: Instant) {
        superseded.append(now)
        superseded.append(code)
        changedCases.append(code)
    }

    mutating func addVersion(_ record: CaseRecord, id: String, occurredAt: Instant, recordedAt: Instant) {
        versions.append(id)
        versions.append(record.code)
        for text in [
            record.procedureCode, record.procedure, record.agency, record.applicant, record.idNumber, record.phone,
            record.address,
        ] { versions.append(text) }
        versions.append(record.received)
        versions.append(record.due)
        versions.append(record.channel)
        versions.append(occurredAt)
        versions.append(recordedAt)
        versions.append(PersonName.key(record.applicant))
        for (ordinal, rule) in record.components.enumerated() {
            components.append(id)
            components.append(ordinal)
            components.append(rule.code)
            components.append(rule.name)
            components.append(rule.form)
            components.append(rule.isRequired)
            components.append(rule.mustDigitize)
        }
    }

    /// Writes all of them; what others refer to goes first.
    mutating func write(to sql: any SQLSession) throws {
        try sql.flush("INSERT INTO cases (code, recorded_at, agency) VALUES (?, ?, ?)", &cases)
        // What waits with the case's name on it was its station's matter as long as nobody knew the case.
        try sql.flush(
            "UPDATE waiting_items SET agency = ? WHERE proposed_case = ? AND resolved_at IS NULL", &proposed)
        try sql.flush(
            "UPDATE case_versions SET superseded_at = ? WHERE case_code = ? AND superseded_at IS NULL", &superseded)
        try sql.flush(
            """
            INSERT INTO case_versions (id, case_code, procedure_code, procedure_name, agency, applicant, id_number,
                phone, address, received_at, due, channel, occurred_at, recorded_at,
                applicant_key)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, &versions)
        try sql.flush(
            """
            INSERT INTO case_components (version_id, ordinal, code, name, form, is_required, must_digitize)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """, &components)
        try writeProgress(to: sql)
        try legsDue.flush(to: sql)
    }

    private mutating func writeProgress(to sql: any SQLSession) throws {
        try sql.flush(
            "INSERT INTO case_progress (case_code, agency, due, missing, waiting, state) VALUES (?, ?, ?, ?, ?, ?)",
            &progress)
        let marks = repeatElement("?", count: Self.atATime).joined(separator: ", ")
        func renew(_ codes: [CaseCode], _ condition: String) throws {
            guard let last = codes.last else { return }
            let values = codes + repeatElement(last, count: max(0, Self.atATime - codes.count))
            try sql.run(CaseProgressSQL.renew(condition), values.map { SQLValue($0) })
        }
        try renew(
            newCases,
            """
            c.code IN (SELECT w.proposed_case FROM waiting_items w
                WHERE w.resolved_at IS NULL AND w.proposed_case IN (\(marks)))
            """)
        try renew(changedCases, "c.code IN (\(marks))")
        (newCases, changedCases) = ([], [])
    }
}
