import Basics
import DocumentModel
import Dossiers
import VietnameseText

extension LedgerTransaction {
    // MARK: Recording

    /// Records what was found of a file's signatures. What is found once more as it was adds no fact: only that it was
    /// looked at again is noted.
    /// - Parameter trust: by what it was judged.
    /// - Returns: whether anything is new.
    @discardableResult
    public func record(
        _ report: SignatureReport, of file: ContentDigest, by trust: TrustState, at now: Instant
    ) throws -> Bool {
        let before = try signatureCheck(of: file)
        guard before?.report.timeless != report.timeless else {
            try sql.run(
                "UPDATE signed_files SET trust_revision = ?, checked_at = ? WHERE artifact = ?",
                [SQLValue(trust.revision), SQLValue(now), SQLValue.text(file.rawValue)])
            try noteVerification(of: file, at: now)
            return false
        }
        let id = newID(SignatureCheck.self, at: now)
        let json = try JSONColumn.encode(report)
        guard json.utf8.count <= Self.maximumDerivativeContent else {
            throw LedgerError(.tooLarge, "report on the signatures of \(file)")
        }
        try sql.run(
            """
            INSERT INTO signature_checks (id, artifact, outcome, fault, report, trust, trust_revision, occurred_at,
                recorded_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                SQLValue(id), SQLValue.text(file.rawValue), SQLValue(report.outcomeName), SQLValue(report.fault),
                SQLValue(json), SQLValue(trust.digest), SQLValue(trust.revision), SQLValue(Int(report.judgedAt)),
                SQLValue(now),
            ])
        acts.note(.signaturesChecked, id.rawValue, .signatureChecks, key: id.rawValue, at: now)
        try recordEvidence(report.evidence, of: id, at: now)
        try follow(report, of: file, check: id, trust.revision, at: now)
        try noteVerification(of: file, at: now)
        return true
    }

    private func recordEvidence(_ evidence: [SignatureEvidence], of id: SignatureCheckID, at now: Instant) throws {
        for (place, item) in evidence.enumerated() {
            guard let digest = ContentDigest(rawValue: item.digest) else {
                throw LedgerError(.damagedRecord, "digest of evidence")
            }
            try sql.run(
                "INSERT INTO signature_evidence (check_id, ordinal, kind, artifact) VALUES (?, ?, ?, ?)",
                [
                    SQLValue(id), SQLValue(place), SQLValue(item.kind),
                    refer(to: digest, as: .signatureEvidence, of: id.rawValue),
                ])
        }
        guard !evidence.isEmpty else { return }
        acts.note(.signaturesChecked, id.rawValue, .signatureEvidence, key: id.rawValue, at: now)
    }

    /// Has what is searched and counted follow the newest check.
    private func follow(
        _ report: SignatureReport, of file: ContentDigest, check id: SignatureCheckID, _ revision: Int, at now: Instant
    ) throws {
        let key = SQLValue.text(file.rawValue)
        let was = try sql.row("SELECT outcome FROM signed_files WHERE artifact = ?", [key])?.text("outcome")
        if let was { try count(-1, was) }
        try count(1, report.outcomeName)
        let authorities = Set(
            report.signatures.filter { $0.awaited == report.awaited }.compactMap(\.facts.issuerDigest))
        let awaitsOf = authorities.count == 1 ? authorities.first ?? "" : ""
        try sql.run(
            """
            INSERT INTO signed_files (artifact, check_id, outcome, awaits, awaits_of, trust_revision, checked_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (artifact) DO UPDATE SET check_id = excluded.check_id, outcome = excluded.outcome,
                awaits = excluded.awaits, awaits_of = excluded.awaits_of, trust_revision = excluded.trust_revision,
                checked_at = excluded.checked_at
            """,
            [
                key, SQLValue(id), SQLValue(report.outcomeName), SQLValue(report.awaited), SQLValue(awaitsOf),
                SQLValue(revision), SQLValue(now),
            ])
        try sql.run("DELETE FROM file_signatures WHERE artifact = ?", [key])
        try sql.run("DELETE FROM signer_words WHERE artifact = ?", [key])
        for (place, signature) in report.signatures.enumerated() {
            try sql.run(
                "INSERT INTO file_signatures (artifact, place, authority, serial) VALUES (?, ?, ?, ?)",
                [
                    key, SQLValue(place), SQLValue(signature.facts.issuerDigest ?? ""),
                    SQLValue(signature.facts.certificateSerial ?? ""),
                ])
        }
        for word in Self.signerWords(report) {
            try sql.run(
                "INSERT INTO signer_words (word, artifact) VALUES (?, ?) ON CONFLICT DO NOTHING", [SQLValue(word), key])
        }
    }

    private func count(_ change: Int, _ outcome: String) throws {
        try sql.run(
            """
            INSERT INTO signature_counts (outcome, files) VALUES (?, ?)
            ON CONFLICT (outcome) DO UPDATE SET files = signature_counts.files + excluded.files
            """, [SQLValue(outcome), SQLValue(change)])
    }

    /// What signers are found by: the folded words of their names and organs, and their codes.
    private static func signerWords(_ report: SignatureReport) -> Set<String> {
        let texts = report.signatures.map(\.facts).flatMap {
            [$0.signer, $0.unit, $0.organ, $0.taxCode, $0.budgetCode].compactMap(\.self)
        }
        return Set(texts.flatMap(words).prefix(400))
    }

    private static func words(_ text: String) -> [String] {
        Folding.folded(text).split { !$0.isLetter && !$0.isNumber }.map { String($0.prefix(64)) }
    }

    /// Puts the newest check beside the documents that the file stands for, as what was made of them.
    func noteVerification(of file: ContentDigest, at now: Instant) throws {
        guard let check = try signatureCheck(of: file) else { return }
        let content = try JSONColumn.encode(["check": check.id.rawValue, "outcome": check.report.outcomeName])
        for row in try sql.rows(
            "SELECT id FROM documents WHERE signed_original = ? LIMIT 1000", [SQLValue.text(file.rawValue)])
        {
            let key = [file.rawValue, check.trust]
            try add(
                Derivative(.verification, content: content, key: AuditHash.hex(of: key)), to: row.parsed("id"), at: now)
        }
    }

    // MARK: Asking

    /// What was found last of a file's signatures; `nil` where it was not looked at.
    public func signatureCheck(of file: ContentDigest) throws -> SignatureCheck? {
        try sql.row(
            """
            SELECT c.* FROM signed_files f JOIN signature_checks c ON c.id = f.check_id WHERE f.artifact = ?
            """, [SQLValue.text(file.rawValue)]
        ).map(signatureCheck)
    }

    /// What was found of a file's signatures over time, the newest first.
    public func signatureChecks(of file: ContentDigest, limit: Int = 100) throws -> [SignatureCheck] {
        try sql.rows(
            "SELECT * FROM signature_checks WHERE artifact = ? ORDER BY id DESC LIMIT ?",
            [SQLValue.text(file.rawValue), SQLValue(limit)]
        ).map(signatureCheck)
    }

    /// What was found last of the signed files from which a document's pages come, in the order of the pages.
    public func signatureChecks(of document: DigitizedDocument) throws -> [SignatureCheck] {
        var seen: Set<ContentDigest> = []
        return try document.content.pages.map(\.content.original).filter { seen.insert($0).inserted }
            .compactMap { try signatureCheck(of: $0) }
    }

    /// Signed files in the order of their digests.
    /// - Parameters:
    ///   - signer: words of signer, organ or code; each must be there, the last may be the beginning of one.
    ///   - outcome: only with this one.
    ///   - scope: only files that stand for a document of its agencies.
    ///   - last: the last file of the page before.
    public func signedFiles(
        signer: String = "", outcome: String? = nil, in scope: Scope = .everything, after last: ContentDigest? = nil,
        limit: Int
    ) throws -> [SignedFile] {
        var (conditions, values) = (["f.check_id IS NOT NULL", "f.artifact > ?"], [SQLValue(last?.rawValue ?? "")])
        if let outcome {
            conditions.append("f.outcome = ?")
            values.append(SQLValue(outcome))
        }
        for word in Self.words(signer).prefix(8) {
            conditions.append("f.artifact IN (SELECT artifact FROM signer_words WHERE word >= ? AND word < ?)")
            values += [SQLValue(word), SQLValue(word + "\u{10FFFF}")]
        }
        let ofCase = Self.documentCondition(scope)
        if scope != .everything {
            conditions.append(
                "EXISTS (SELECT 1 FROM documents d WHERE d.signed_original = f.artifact\(ofCase.sql))")
            values += ofCase.values
        }
        return try sql.rows(
            """
            SELECT c.* FROM signed_files f JOIN signature_checks c ON c.id = f.check_id
            WHERE \(conditions.joined(separator: " AND ")) ORDER BY f.artifact LIMIT ?
            """, values + [SQLValue(limit)]
        ).map { row in
            let check = try signatureCheck(row)
            let documents = try sql.rows(
                """
                SELECT d.id, d.case_code, d.component FROM documents d
                WHERE d.signed_original = ?\(ofCase.sql) ORDER BY d.id LIMIT 20
                """, [SQLValue.text(check.file.rawValue)] + ofCase.values)
            return SignedFile(
                check: check,
                documents: try documents.map {
                    SignedFile.DocumentPlace(
                        document: try $0.text("id"), caseCode: try $0.text("case_code"),
                        component: try $0.text("component"))
                })
        }
    }

    /// How many signed files there are, by outcome.
    public func signatureFigures() throws -> [SignatureFigures] {
        try sql.rows("SELECT outcome, files FROM signature_counts WHERE files <> 0 ORDER BY outcome", []).map {
            SignatureFigures(outcome: try $0.text("outcome"), files: try $0.integer("files"))
        }
    }

    private func signatureCheck(_ row: SQLRow) throws -> SignatureCheck {
        SignatureCheck(
            id: try row.parsed("id"), file: try row.parsed("artifact"),
            report: try JSONColumn.decode(try row.text("report")), trust: try row.text("trust"),
            trustRevision: try row.integer("trust_revision"), occurredAt: try row.instant("occurred_at"),
            recordedAt: try row.instant("recorded_at"))
    }
}

extension SignatureReport {
    /// The outcome as it is stored and counted.
    public var outcomeName: String { outcome?.rawValue ?? "none" }
}
