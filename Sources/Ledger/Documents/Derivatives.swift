import Basics
import Dossiers

extension LedgerTransaction {
    /// Puts what was made anew of a document's pages in the place of what was made before, which stays kept as
    /// superseded. Identity, pages, state, history and questions of the document stay as they are; so do page kinds and
    /// places. The search index follows.
    ///
    /// What a person made stays in force when a machine makes it again. Where only the keys differ, these are recorded and
    /// nothing is superseded.
    /// - Parameter corrected: of what a person made the content; a machine made all else.
    /// - Returns: whether anything but the keys changed; `false`, too, when the document is in force no longer.
    /// - Throws: ``LedgerError/Code/notFound``; ``LedgerError/Code/conflict`` when there is not one known reading for
    ///   each page, a PDF takes the place of a signed original, or they do not follow the corrections that what is in force
    ///   follows: see ``isOutrun(_:of:)``.
    @discardableResult
    public func replaceDerivatives(
        of id: DocumentID, by new: Derivatives, corrected: Set<DerivativeKind> = [], at now: Instant
    ) throws -> Bool {
        guard let document = try document(id) else { throw LedgerError(.notFound, "document \(id)") }
        guard document.state == .current || document.state == .candidate else { return false }
        guard new.readingKeys.count == document.content.pages.count,
            (new.pdf == nil) == (document.content.signedOriginal != nil)
        else { throw LedgerError(.conflict, "derivatives of other pages than document \(id) has") }
        let frozen = Set(try derivatives(of: id).map(\.value).filter(\.isFrozen).map(\.slot))
        let made = try marked(Self.derivatives(new, corrected: corrected), new, of: document)
            .filter { $0.isFrozen || !frozen.contains($0.slot) }
        let outcome = try record(made, of: id, isNew: false, as: .documentMadeAgain, at: now)
        try noteApplied(new, of: id)
        guard outcome == .changed else { return false }
        if let renewed = try self.document(id) { try follow(document, by: renewed) }
        try renewReviewItem(of: id, at: now)
        return true
    }

    /// Adds something that was made of a document beside its readings, fields and PDF: a preview, a signed PDF, what came
    /// of verifying it. It takes the place of what is in force of its kind and page; the same once more changes nothing.
    /// - Throws: ``LedgerError/Code/notFound``; ``LedgerError/Code/conflict`` where it would take the place of what a person
    ///   made and it is a machine's, or of what is signed, and for the kinds that are searched, which
    ///   ``replaceDerivatives(of:by:corrected:at:)`` replaces together; ``LedgerError/Code/tooLarge``.
    public func add(_ derivative: Derivative, to id: DocumentID, at now: Instant) throws {
        guard ![.reading, .fields, .pdf].contains(derivative.kind) else {
            throw LedgerError(.conflict, "\(derivative.kind.rawValue) is replaced with what belongs to it")
        }
        guard try document(id) != nil else { throw LedgerError(.notFound, "document \(id)") }
        _ = try record([derivative], of: id, isNew: false, as: .documentMadeAgain, at: now)
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

    /// Readings, fields and PDF as they are recorded.
    static func derivatives(_ made: Derivatives, corrected: Set<DerivativeKind> = []) throws -> [Derivative] {
        var all = made.readingKeys.enumerated().map { Derivative(.reading, place: $0, key: $1) }
        all.append(Derivative(.fields, content: try FieldsColumn.encode(made.fields), key: made.keys?.fields))
        // A signed original has no PDF of ours, but is looked at by the same key.
        if made.pdf != nil || made.keys != nil {
            all.append(Derivative(.pdf, artifact: made.pdf, key: made.keys?.pdf))
        }
        for place in all.indices where corrected.contains(all[place].kind) { all[place].maker = .person }
        return all
    }

    /// Has the pages and the search index follow what is in force now.
    private func follow(_ old: DigitizedDocument, by new: DigitizedDocument) throws {
        for (place, (before, after)) in zip(old.content.pages, new.content.pages).enumerated() {
            guard let reading = try pageReading(key: after.readingKey),
                let was = try pageReading(key: before.readingKey)
            else { throw LedgerError(.conflict, "a document with a page that was not read") }
            let oldPage = IndexedPage(text: was.text, place: place, of: old.content)
            let newPage = IndexedPage(text: reading.text, place: place, of: new.content)
            if newPage != oldPage {
                try searchIndex.replace(oldPage, by: newPage, document: old.id, pageNumber: place + 1)
            }
            guard after.readingKey != before.readingKey else { continue }
            try sql.run(
                "UPDATE pages SET reading_key = ?, rotation = ?, skew = ?, confidence = ? WHERE id = ?",
                [SQLValue(after.readingKey)] + reading.properties.columns + [SQLValue(before.pageID)])
        }
    }
}
