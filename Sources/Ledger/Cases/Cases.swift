import Basics
import Dossiers

extension LedgerTransaction {
    /// A case as the register had it last.
    public func findCase(_ code: CaseCode) throws -> CaseRecord? {
        try sql.row(
            "SELECT * FROM case_versions WHERE case_code = ? AND superseded_at IS NULL", [SQLValue(code)]
        ).map(caseRecord)
    }

    /// All versions of a case with the time at which each was recorded, oldest first.
    public func caseHistory(_ code: CaseCode) throws -> [(record: CaseRecord, recordedAt: Instant)] {
        // Two questions in one, so that each finds its index.
        try sql.rows(
            """
            SELECT * FROM case_versions WHERE case_code = ? AND superseded_at IS NOT NULL
            UNION ALL SELECT * FROM case_versions WHERE case_code = ? AND superseded_at IS NULL
            ORDER BY recorded_at, id
            """, [SQLValue(code), SQLValue(code)]
        ).map { (try caseRecord($0), try $0.instant("recorded_at")) }
    }

    /// The codes of all cases, ascending.
    public func caseCodes() throws -> [CaseCode] {
        try sql.rows("SELECT code FROM cases ORDER BY code", []).map { try $0.parsed("code") }
    }

    /// The codes that begin like this, ascending.
    /// - Parameter scope: only cases of its agencies.
    public func caseCodes(beginning text: String, in scope: Scope, limit: Int) throws -> [CaseCode] {
        // Codes are written in capital letters, digits, dots and dashes.
        let first = text.uppercased()
        let range = [SQLValue(first), SQLValue(first + "\u{7F}")]
        func codes(_ condition: String, _ values: [SQLValue]) throws -> [String] {
            try sql.rows(
                "SELECT code FROM cases WHERE \(condition)code >= ? AND code < ? ORDER BY code LIMIT ?",
                values + range + [SQLValue(limit)]
            ).map { try $0.text("code") }
        }
        let found =
            if let roots = scope.roots {
                try merged(agencies(roots, of: "cases", where: "1 = 1"), limit: limit) {
                    try codes("agency = ? AND ", [SQLValue($0)])
                }
            } else {
                try codes("", [])
            }
        return found.compactMap(CaseCode.init(rawValue:))
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
