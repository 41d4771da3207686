import Basics
import DocumentModel
import Dossiers

extension LedgerTransaction {
    // MARK: Reading

    /// What an account did with a key before; `nil` when it was never sent.
    /// - Throws: ``ReviewFault/actDiffers`` when the key stood for something else.
    public func pageAct(_ key: ReviewActKey, by account: String) throws -> PageAct? {
        let row = try sql.row(
            "SELECT * FROM page_acts WHERE account = ? AND key = ?", [SQLValue(account), SQLValue(key.key)])
        guard let row else { return nil }
        guard try row.text("content") == key.content else { throw ReviewFault.actDiffers }
        return try pageAct(row)
    }

    public func pageAct(_ number: Int) throws -> PageAct? {
        try sql.row("SELECT * FROM page_acts WHERE number = ?", [SQLValue(number)]).map(pageAct)
    }

    /// What people did with a page, oldest first.
    public func pageActs(of page: PageID) throws -> [PageAct] {
        try sql.rows(
            """
            SELECT a.* FROM page_act_pages p JOIN page_acts a ON a.number = p.act
            WHERE p.page_id = ? ORDER BY p.act
            """, [SQLValue(page)]
        ).map(pageAct)
    }

    /// What people did with the pages of a document, and with those that were taken out of it, oldest first.
    public func pageActs(of document: DocumentID) throws -> [PageAct] {
        try sql.rows(
            """
            SELECT * FROM page_acts WHERE number IN (
                SELECT p.act FROM document_pages d JOIN page_act_pages p ON p.page_id = d.page_id
                WHERE d.document_id = ?) ORDER BY number
            """, [SQLValue(document)]
        ).map(pageAct)
    }

    /// The last act about any of some pages.
    func lastPageAct(of pages: some Sequence<PageID>) throws -> PageAct? {
        let numbers = try pages.compactMap { page in
            try sql.row("SELECT MAX(act) AS act FROM page_act_pages WHERE page_id = ?", [SQLValue(page)])?
                .optionalInteger("act")
        }
        return try numbers.max().flatMap { try pageAct($0) }
    }

    /// The last act about any page of some documents.
    public func lastPageAct(ofDocuments ids: [DocumentID]) throws -> PageAct? {
        try lastPageAct(of: ids.flatMap { try document($0)?.content.pages.map(\.pageID) ?? [] })
    }

    /// The documents in force that hold a page, the current ones first.
    public func documentsInForce(holding page: PageID, in scope: Scope = .everything) throws -> [DigitizedDocument] {
        let bounds = Self.documentCondition(scope)
        return try documents(
            where: """
                d.id IN (SELECT document_id FROM document_pages WHERE page_id = ?)
                    AND d.state IN ('current', 'beside')\(bounds.sql)
                """, [SQLValue(page)] + bounds.values
        ).sorted { ($0.state == .current ? 0 : 1, $0.id) < ($1.state == .current ? 0 : 1, $1.id) }
    }

    func pageAct(_ row: SQLRow) throws -> PageAct {
        let number = try row.integer("number")
        let pages = try sql.rows(
            "SELECT page_id FROM page_act_pages WHERE act = ? ORDER BY ordinal", [SQLValue(number)])
        return PageAct(
            number: number, verb: try row.parsed("verb"), pages: try pages.map { try $0.parsed("page_id") },
            before: try JSONColumn.decode(row.text("before")), after: try JSONColumn.decode(row.text("after")),
            reason: try row.text("reason"), undoes: try row.optionalInteger("undoes"),
            account: try row.text("account"), person: try row.optionalText("person"),
            recordedAt: try row.instant("recorded_at"))
    }

    // MARK: Recording

    /// What of pages an act changes or rests on.
    func placed(_ pages: [PageID]) throws -> [PageArrangement.Page] {
        try pages.map { id in
            guard let page = try page(id) else { throw PageActFault.unknown }
            let decided = try sql.row(
                "SELECT decided_turn, decided_reading FROM pages WHERE id = ?", [SQLValue(id)])
            return PageArrangement.Page(
                id: id, kind: page.kind, caseCode: page.caseCode, component: page.component,
                turn: try decided?.optionalInteger("decided_turn"),
                readingKey: try decided?.optionalText("decided_reading"))
        }
    }

    func record(_ act: PageAct, _ key: ReviewActKey?) throws {
        try sql.run(
            """
            INSERT INTO page_acts (number, verb, before, after, reason, undoes, key, content, account, person,
                recorded_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                SQLValue(act.number), SQLValue(act.verb), SQLValue(try JSONColumn.encode(act.before)),
                SQLValue(try JSONColumn.encode(act.after)), SQLValue(act.reason), SQLValue(act.undoes),
                SQLValue(key?.key ?? identifiers.next(at: act.recordedAt)), SQLValue(key?.content ?? ""),
                SQLValue(act.account), SQLValue(act.person), SQLValue(act.recordedAt),
            ])
        for (ordinal, page) in act.pages.enumerated() {
            try sql.run(
                "INSERT INTO page_act_pages (page_id, act, ordinal) VALUES (?, ?, ?)",
                [SQLValue(page), SQLValue(act.number), SQLValue(ordinal)])
        }
        acts.note(
            .pagesArranged, act.pages.first?.rawValue ?? "", .pageActs, range: act.number...act.number,
            at: act.recordedAt)
    }
}
