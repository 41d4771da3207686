import Basics
import DocumentModel
import Dossiers
import VietnameseText

/// By what a held paper is found again: a row for each document, made with its fields in the same transaction.
extension LedgerTransaction {
    /// Notes what the fields of a document say, in the place of what they said before.
    func indexPaper(_ id: DocumentID, _ fields: DocumentFields) throws {
        try sql.run("DELETE FROM paper_index WHERE document_id = ?", [SQLValue(id)])
        try sql.run(
            """
            INSERT INTO paper_index (document_id, kind, title_key, number, number_key, id_number, birth_date, issued)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                SQLValue(id), SQLValue(fields[.docType]?.value ?? ""),
                SQLValue(Folding.folded(fields[.title]?.value ?? "")), SQLValue(fields[.number]?.value ?? ""),
                SQLValue(PaperNumber.key(fields[.number]?.value ?? "")),
                SQLValue(IdentityNumber(fields[.idNumber]?.value ?? "")?.digits ?? ""),
                SQLValue(Self.day(fields[.dateOfBirth])), SQLValue(Self.day(fields[.date])),
            ])
    }

    /// Fills the index of a ledger that had none, some hundred documents at a time.
    package func indexAllPapers() throws {
        var last = ""
        while true {
            let rows = try sql.rows(
                """
                SELECT document_id, content FROM derivatives
                WHERE kind = 'fields' AND superseded_at IS NULL AND document_id > ? ORDER BY document_id LIMIT 500
                """, [SQLValue(last)])
            guard !rows.isEmpty else { return }
            for row in rows {
                last = try row.text("document_id")
                let fields = try row.optionalText("content").map(FieldsColumn.decode) ?? [:]
                try indexPaper(DocumentID(rawValue: last), fields)
            }
        }
    }

    private static func day(_ field: FieldValue?) -> String? {
        field.flatMap { CalendarDay(rawValue: $0.value) }?.rawValue
    }

    // MARK: Finding

    /// Most papers that one question brings: whoever has more is found by a paper's number.
    package static let maxPapers = 200

    /// Current papers that bear an identity number, newest first.
    public func papers(bearing identityNumber: String, in scope: Scope) throws -> [HeldPaper] {
        guard let number = IdentityNumber(identityNumber) else { return [] }
        return try papers("p.id_number = ? AND p.id_number <> ''", [SQLValue(number.digits)], in: scope)
    }

    /// Current papers of the cases that the register has under an identity number, newest first.
    public func papers(ofApplicant identityNumber: String, in scope: Scope) throws -> [HeldPaper] {
        guard let number = IdentityNumber(identityNumber) else { return [] }
        return try papers("v.id_number = ? AND v.id_number <> ''", [SQLValue(number.digits)], in: scope)
    }

    /// Current papers that bear a date of birth, in cases of applicants who are called so, newest first.
    public func papers(
        ofApplicantCalled name: String, born day: CalendarDay, in scope: Scope
    ) throws -> [HeldPaper] {
        // A day of birth has few papers, a common name thousands of cases.
        try papers(
            "p.document_id IN (SELECT b.document_id FROM paper_index b WHERE b.birth_date = ?) AND v.applicant_key = ?",
            [SQLValue(day.rawValue), SQLValue(PersonName.key(name))], in: scope)
    }

    /// Current papers with a number, newest first; the same digits and letters, however they are written.
    public func papers(numbered number: String, in scope: Scope) throws -> [HeldPaper] {
        let key = PaperNumber.key(number)
        return key.isEmpty ? [] : try papers("p.number_key = ? AND p.number_key <> ''", [SQLValue(key)], in: scope)
    }

    /// One paper, of whatever state its document is; `nil` when there is no such document.
    public func paper(_ id: DocumentID, in scope: Scope = .everything) throws -> HeldPaper? {
        try papers("d.id = ?", [SQLValue(id)], in: scope, states: "").first
    }

    private func papers(
        _ condition: String, _ values: [SQLValue], in scope: Scope, states: String = "AND d.state = 'current'"
    ) throws -> [HeldPaper] {
        let narrowed = scope.condition(on: "k.agency")
        let rows = try sql.rows(
            """
            SELECT d.id, d.case_code, d.component, d.occurred_at, p.kind, p.title_key, p.number, p.id_number, p.birth_date,
                p.issued, v.applicant, v.id_number AS applicant_number, c.name AS component_name,
                (SELECT MAX(e.id) FROM paper_events e WHERE e.document_id = d.id) AS last_event
            FROM paper_index p
                JOIN documents d ON d.id = p.document_id
                JOIN cases k ON k.code = d.case_code
                JOIN case_versions v ON v.case_code = d.case_code AND v.superseded_at IS NULL
                LEFT JOIN case_components c ON c.version_id = v.id AND c.code = d.component
            WHERE \(condition) \(states)\(narrowed.sql)
            ORDER BY d.id DESC LIMIT \(Self.maxPapers)
            """, values + narrowed.values)
        return try rows.map { row in
            let id: DocumentID = try row.parsed("id")
            return HeldPaper(
                document: id,
                slot: ComponentSlot(caseCode: try row.parsed("case_code"), component: try row.parsed("component")),
                componentName: try row.optionalText("component_name") ?? "", kind: try row.text("kind"),
                titleKey: try row.text("title_key"),
                number: try row.text("number"), identityNumber: try row.text("id_number"),
                birthDate: try row.optionalText("birth_date").flatMap(CalendarDay.init),
                issued: try row.optionalText("issued").flatMap(CalendarDay.init),
                scannedAt: try row.instant("occurred_at"),
                applicant: Applicant(
                    name: try row.text("applicant"), identityNumber: try row.text("applicant_number")),
                revocation: try row.optionalText("last_event") == nil ? nil : revocation(of: id))
        }
    }
}

/// A paper's number as it is compared.
enum PaperNumber {
    /// Letters without marks and digits alone, capitals.
    static func key(_ number: String) -> String {
        Folding.folded(number).filter { $0.isLetter || $0.isNumber }.uppercased()
    }
}
