import Basics
import DocumentModel
import Dossiers

/// How a person found a page to be turned, and what follows from it.
public struct NewTurn: Sendable {
    public var page: PageID
    /// How the upright page is turned in its file.
    public var turn: QuarterTurn
    /// The machine's reading of the page so turned.
    public var reading: String
    /// What was made anew of the documents in force that hold the page.
    public var made: [DocumentID: Derivatives]
    public var reason: String
    /// The act that is taken back, when that is what it does.
    public var undoes: Int?

    public init(
        _ page: PageID, _ turn: QuarterTurn, reading: String, made: [DocumentID: Derivatives], reason: String = "",
        undoes: Int? = nil
    ) {
        self.page = page
        self.turn = turn
        self.reading = reading
        self.made = made
        self.reason = reason
        self.undoes = undoes
    }
}

extension LedgerTransaction {
    /// The readings of pages of a document that a person turned: they stay, and corrections are about them.
    public func decidedReadings(of document: DocumentID) throws -> [PageID: String] {
        try readings(
            """
            SELECT p.id, p.decided_reading FROM document_pages d JOIN pages p ON p.id = d.page_id
            WHERE d.document_id = ? AND p.decided_reading IS NOT NULL
            """, SQLValue(document))
    }

    /// The same of the pages of a batch.
    public func decidedReadings(ofBatch batch: BatchID) throws -> [PageID: String] {
        try readings(
            "SELECT id, decided_reading FROM pages WHERE batch_id = ? AND decided_reading IS NOT NULL", SQLValue(batch))
    }

    /// Whether a person turned a page.
    public func isTurned(_ page: PageID) throws -> Bool {
        try sql.row("SELECT id FROM pages WHERE id = ? AND decided_reading IS NOT NULL", [SQLValue(page)]) != nil
    }

    private func readings(_ query: String, _ value: SQLValue) throws -> [PageID: String] {
        try sql.rows(query, [value]).reduce(into: [:]) {
            $0[try $1.parsed("id", as: PageID.self)] = try $1.text("decided_reading")
        }
    }

    /// Records how a person found a page to be turned: its reading and what was made of its documents follow, and no redo
    /// or splitting turns it back. Corrections of the reading that it had are kept, and count again when it is turned back.
    /// - Throws: ``PageActFault``; as ``replaceDerivatives(of:by:corrected:at:)``.
    @discardableResult
    public func turnPage(
        _ new: NewTurn, key: ReviewActKey? = nil, in scope: Scope = .everything, at now: Instant
    ) throws -> PageAct {
        if let key, let known = try pageAct(key, by: actor.account) { return known }
        guard try hasPage(new.page, in: scope), let page = try page(new.page),
            let reading = try pageReading(key: new.reading)
        else { throw PageActFault.unknown }
        if let undoes = new.undoes, try isUndone(undoes) { throw PageActFault.notToUndo }
        let documents = try documentsInForce(holding: new.page, in: scope)
        guard Set(documents.map(\.id)) == Set(new.made.keys) else {
            throw PageActFault.outrun(try lastPageAct(of: [new.page]))
        }
        guard documents.allSatisfy({ $0.content.signedOriginal == nil }) else { throw PageActFault.signed }
        var before = try placed([new.page])[0]
        before.turn = page.rotation.rawValue
        // What the machine had read, to which the page goes back.
        if before.readingKey == nil { before.readingKey = try machineReading(of: page) }
        guard before.turn != new.turn.rawValue || new.undoes != nil else { throw PageActFault.nothingChanges }
        try sql.run(
            """
            UPDATE pages SET decided_turn = ?, decided_reading = ?, reading_key = ?, rotation = ?, skew = ?, confidence = ?
            WHERE id = ?
            """,
            [
                SQLValue(new.turn.rawValue), SQLValue(new.reading), SQLValue(new.reading), SQLValue(new.turn.rawValue),
                SQLValue(reading.skew), SQLValue(reading.confidence), SQLValue(new.page),
            ])
        for (id, made) in new.made.sorted(by: { $0.key < $1.key }) {
            guard try !isOutrun(made, of: id) else { throw PageActFault.outrun(nil) }
            try replaceDerivatives(of: id, by: made, at: now)
            try renewReviewItem(of: id, at: now)
        }
        var after = before
        (after.turn, after.readingKey) = (new.turn.rawValue, new.reading)
        let entries = documents.map { PageArrangement.Document(id: $0.id, state: $0.state) }
        let act = PageAct(
            number: try next(.pageAct), verb: new.undoes == nil ? .turn : .undo, pages: [new.page],
            before: PageArrangement(documents: entries, pages: [before]),
            after: PageArrangement(documents: entries, pages: [after]), reason: new.reason, undoes: new.undoes,
            account: actor.account, person: actor.claimed, recordedAt: now)
        try record(act, key)
        return act
    }

    private func machineReading(of page: PageRecord) throws -> String? {
        let base = try sql.row(
            "SELECT reading_key FROM corrections WHERE page_id = ? ORDER BY number LIMIT 1", [SQLValue(page.id)])
        return try base?.optionalText("reading_key") ?? page.readingKey
    }

    // MARK: Sending back

    /// Asks the station to scan pages again. They stay where they are until the new scan stands in their place.
    /// - Throws: ``PageActFault``.
    @discardableResult
    public func sendBack(
        _ pages: [PageID], reason: String, key: ReviewActKey? = nil, in scope: Scope = .everything, at now: Instant
    ) throws -> PageAct {
        if let key, let known = try pageAct(key, by: actor.account) { return known }
        guard !pages.isEmpty, Set(pages).count == pages.count else { throw PageActFault.badPages }
        guard !reason.isEmpty, reason.count <= PageActFault.maxReason else { throw PageActFault.badReason }
        for id in pages {
            guard try hasPage(id, in: scope), let page = try page(id) else { throw PageActFault.unknown }
            try recordSentBack(
                IssueRecord(
                    batchID: page.batchID, fileName: page.fileName, pageIndex: page.pageIndex, code: .sentBack,
                    detail: reason), at: now)
        }
        let stands = PageArrangement(pages: try placed(pages))
        let act = PageAct(
            number: try next(.pageAct), verb: .sendBack, pages: pages, before: stands, after: stands, reason: reason,
            account: actor.account, person: actor.claimed, recordedAt: now)
        try record(act, key)
        return act
    }

    /// Pages were scanned again, or nobody asks for that any more.
    func withdrawSentBack(_ pages: [PageID], at now: Instant) throws {
        let records = try pages.compactMap { try page($0) }
        try replaceIssues(.sentBack, of: records, by: [], at: now)
    }
}
