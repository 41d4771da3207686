import DocumentModel
import Dossiers
import Foundation

extension LedgerTransaction {
    /// Puts what was made anew of a document's pages in the place of what was made before, which stays kept as
    /// superseded. Identity, pages, state, history and questions of the document stay as they are; so do page kinds and
    /// places. The search index follows.
    ///
    /// Where only the keys differ, these are recorded and nothing is superseded.
    /// - Returns: whether anything but the keys changed; `false`, too, when the document is in force no longer.
    /// - Throws: ``LedgerError/Code/notFound``; ``LedgerError/Code/conflict`` when there is not one known reading for
    ///   each page, or a PDF takes the place of a signed original.
    @discardableResult
    public func replaceDerivatives(of id: DocumentID, by new: Derivatives, at now: Instant) throws -> Bool {
        guard let document = try document(id) else { throw LedgerError(.notFound, "document \(id)") }
        guard document.state == .current || document.state == .beside else { return false }
        guard new.readingKeys.count == document.content.pages.count,
            (new.pdf == nil) == (document.content.signedOriginal != nil)
        else { throw LedgerError(.conflict, "derivatives of other pages than document \(id) has") }
        let old = document.content.derivatives
        guard old != new else { return false }
        var oldKeyed = old
        oldKeyed.keys = new.keys
        let isOther = oldKeyed != new
        if isOther {
            acts.note(.documentMadeAgain, id.rawValue, at: now)
            try supersede(old, of: id, at: now)
            try replaceReadings(of: document, by: new)
        }
        try sql.run(
            """
            UPDATE documents SET fields = ?, pdf = ?, fields_key = ?, pdf_key = ?, derived_at = COALESCE(?, derived_at)
            WHERE id = ?
            """,
            [
                SQLValue(FieldsColumn.encode(new.fields)), SQLValue(new.pdf), SQLValue(new.keys?.fields),
                SQLValue(new.keys?.pdf), SQLValue(isOther ? now : nil), SQLValue(id),
            ])
        return isOther
    }

    /// What was made of a document's pages earlier, oldest first.
    public func supersededDerivatives(of id: DocumentID) throws -> [SupersededDerivatives] {
        try sql.rows(
            "SELECT * FROM document_derivatives WHERE document_id = ? ORDER BY superseded_at, id", [SQLValue(id)]
        ).map { row in
            SupersededDerivatives(
                derivatives: Derivatives(
                    readingKeys: try Self.readingKeys(row), fields: try FieldsColumn.decode(row.text("fields")),
                    pdf: try row.optionalParsed("pdf"), keys: try row.derivationKeys()),
                recordedAt: try row.instant("recorded_at"), supersededAt: try row.instant("superseded_at"))
        }
    }

    /// Documents that are current or wait beside one, in the order of their identities.
    /// - Parameters:
    ///   - code: only of this case.
    ///   - batches: only of these batches; `nil` for all.
    ///   - earlier: only those that come after this one.
    ///   - limit: most documents: a large ledger is worked through piece by piece.
    public func documentsInForce(
        case code: CaseCode? = nil, batches: Set<BatchID>? = nil, after earlier: DocumentID? = nil, limit: Int
    ) throws -> [DigitizedDocument] {
        var (condition, values) = ("state IN ('current', 'beside') AND id > ?", [SQLValue(earlier?.rawValue ?? "")])
        if let code {
            condition += " AND case_code = ?"
            values.append(SQLValue(code))
        }
        if let batches {
            condition += " AND batch_id IN (\((batches.map { _ in "?" } + ["''"]).joined(separator: ", ")))"
            values += batches.sorted().map { SQLValue($0) }
        }
        return try documents(
            where: "d.id IN (SELECT id FROM documents WHERE \(condition) ORDER BY id LIMIT ?)",
            values + [SQLValue(limit)]
        ).sorted { $0.id < $1.id }
    }

    // MARK: Parts

    private func supersede(_ old: Derivatives, of id: DocumentID, at now: Instant) throws {
        let readings = String(decoding: try JSONEncoder().encode(old.readingKeys), as: UTF8.self)
        try sql.run(
            """
            INSERT INTO document_derivatives
                (id, document_id, reading_keys, fields, pdf, fields_key, pdf_key, recorded_at, superseded_at)
            SELECT ?, id, ?, fields, pdf, fields_key, pdf_key, COALESCE(derived_at, recorded_at), ?
            FROM documents WHERE id = ?
            """, [SQLValue(identifiers.next(at: now)), SQLValue(readings), SQLValue(now), SQLValue(id)])
    }

    private func replaceReadings(of document: DigitizedDocument, by new: Derivatives) throws {
        for (place, page) in document.content.pages.enumerated() {
            let key = new.readingKeys[place]
            guard let reading = try pageReading(key: key), let old = try pageReading(key: page.readingKey) else {
                throw LedgerError(.conflict, "a document with a page that was not read")
            }
            let oldPage = IndexedPage(text: old.text, fields: document.content.fields, place: place)
            let newPage = IndexedPage(text: reading.text, fields: new.fields, place: place)
            if newPage != oldPage {
                try searchIndex.replace(
                    oldPage, by: newPage, document: document.id, case: document.content.caseCode,
                    pageNumber: place + 1)
            }
            guard key != page.readingKey else { continue }
            try sql.run(
                "UPDATE document_pages SET reading_key = ? WHERE document_id = ? AND ordinal = ?",
                [SQLValue(key), SQLValue(document.id), SQLValue(place)])
            try sql.run(
                "UPDATE pages SET reading_key = ?, rotation = ?, skew = ?, confidence = ? WHERE id = ?",
                [
                    SQLValue(key), SQLValue(reading.rotation.rawValue), SQLValue(reading.skew),
                    SQLValue(reading.confidence), SQLValue(page.pageID),
                ])
        }
    }

    private static func readingKeys(_ row: SQLRow) throws -> [String] {
        guard let keys = try? JSONDecoder().decode([String].self, from: Data(row.text("reading_keys").utf8)) else {
            throw LedgerError(.damagedRecord, "column reading_keys")
        }
        return keys
    }
}

extension SQLRow {
    /// The keys that stand in `fields_key` and `pdf_key`, if they were recorded.
    func derivationKeys() throws -> DerivationKeys? {
        guard let fields = try optionalText("fields_key"), let pdf = try optionalText("pdf_key") else { return nil }
        return DerivationKeys(fields: fields, pdf: pdf)
    }
}
