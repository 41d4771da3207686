import DocumentModel
import Dossiers

extension LedgerTransaction {
    /// What waits for a person, oldest first.
    /// - Parameters:
    ///   - batch: only of this batch.
    ///   - code: only what is proposed for this case.
    ///   - openOnly: leave out what was decided.
    public func waitingItems(
        batch: BatchID? = nil, case code: CaseCode? = nil, openOnly: Bool = true
    ) throws -> [WaitingItem] {
        try waitingItems(
            where: """
                (? IS NULL OR w.batch_id = ?) AND (? IS NULL OR w.proposed_case = ?)
                AND (? = 0 OR w.resolved_at IS NULL)
                """,
            [SQLValue(batch), SQLValue(batch), SQLValue(code), SQLValue(code), SQLValue(openOnly)])
    }

    /// Batches of which something waits for one of these reasons, oldest first.
    /// - Parameter code: only what is proposed for this case.
    public func batchesWaiting(for reasons: [IssueCode], case code: CaseCode? = nil) throws -> [BatchID] {
        guard !reasons.isEmpty else { return [] }
        let marks = reasons.map { _ in "?" }.joined(separator: ", ")
        return try sql.rows(
            """
            SELECT DISTINCT batch_id FROM waiting_items
            WHERE resolved_at IS NULL AND reason IN (\(marks)) AND (? IS NULL OR proposed_case = ?) ORDER BY batch_id
            """, reasons.map { SQLValue($0) } + [SQLValue(code), SQLValue(code)]
        ).map { try $0.parsed("batch_id") }
    }

    /// One item.
    public func waitingItem(_ id: WaitingID) throws -> WaitingItem? {
        try waitingItems(where: "w.id = ?", [SQLValue(id)]).first
    }

    func waitingItems(where condition: String, _ values: [SQLValue]) throws -> [WaitingItem] {
        let pages = try sql.rows(
            """
            SELECT wp.waiting_id, wp.page_id FROM waiting_pages wp JOIN waiting_items w ON w.id = wp.waiting_id
            WHERE \(condition) ORDER BY wp.waiting_id, wp.ordinal
            """, values)
        var pageIDs: [WaitingID: [PageID]] = [:]
        for row in pages { pageIDs[try row.parsed("waiting_id"), default: []].append(try row.parsed("page_id")) }
        return try sql.rows(
            "SELECT w.* FROM waiting_items w WHERE \(condition) ORDER BY w.created_at, w.id", values
        ).map { row in
            let id: WaitingID = try row.parsed("id")
            return WaitingItem(
                id: id, batchID: try row.parsed("batch_id"), reason: try row.parsed("reason"),
                detail: try row.text("detail"), pageIDs: pageIDs[id] ?? [],
                proposedCase: try row.optionalText("proposed_case"),
                proposedComponent: try row.optionalText("proposed_component"),
                documentID: try row.optionalParsed("document_id"), createdAt: try row.instant("created_at"),
                resolvedAt: try row.optionalInstant("resolved_at"),
                resolution: try row.optionalParsed("resolution"), resolvedBy: try row.optionalText("resolved_by"))
        }
    }

    /// Makes `held` the pages of a batch that wait because of its splitting. Items that stay the same keep their
    /// identity; those that the splitting no longer holds are withdrawn; pages about which a person decided do not
    /// wait again.
    func replaceHeldPages(_ held: [HeldPages], batch: BatchID, at now: Instant) throws {
        let items = try waitingItems(batch: batch, openOnly: false).filter { $0.documentID == nil }
        let decisions: Set<WaitingItem.Resolution> = [.assigned, .discarded, .filed, .kept]
        let decided = Set(items.filter { $0.resolution.map(decisions.contains) ?? false }.flatMap(\.pageIDs))
        var open = items.filter(\.isOpen)
        for var held in held {
            held.pageIDs.removeAll(where: decided.contains)
            guard !held.pageIDs.isEmpty else { continue }
            if let same = open.firstIndex(where: { $0.holdsSame(as: held) }) {
                open.remove(at: same)
            } else {
                try insertWaitingItem(held, document: nil, batch: batch, at: now)
            }
        }
        for item in open { try resolve(item.id, as: .withdrawn, by: nil, at: now) }
    }

    @discardableResult
    func insertWaitingItem(
        _ held: HeldPages, document: DocumentID?, batch: BatchID, at now: Instant
    ) throws -> WaitingID {
        let id = newID(WaitingItem.self, at: now)
        try sql.run(
            """
            INSERT INTO waiting_items
                (id, batch_id, reason, detail, proposed_case, proposed_component, document_id, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                SQLValue(id), SQLValue(batch), SQLValue(held.reason), SQLValue(held.detail),
                SQLValue(held.proposedCase), SQLValue(held.proposedComponent), SQLValue(document), SQLValue(now),
            ])
        for (ordinal, page) in held.pageIDs.enumerated() {
            try sql.run(
                "INSERT INTO waiting_pages (waiting_id, ordinal, page_id) VALUES (?, ?, ?)",
                [SQLValue(id), SQLValue(ordinal), SQLValue(page)])
        }
        return id
    }

    func resolve(_ id: WaitingID, as resolution: WaitingItem.Resolution, by person: String?, at now: Instant) throws {
        try sql.run(
            """
            UPDATE waiting_items SET resolved_at = ?, resolution = ?, resolved_by = ?
            WHERE id = ? AND resolved_at IS NULL
            """, [SQLValue(now), SQLValue(resolution), SQLValue(person), SQLValue(id)])
    }
}

extension WaitingItem {
    fileprivate func holdsSame(as held: HeldPages) -> Bool {
        reason == held.reason && pageIDs == held.pageIDs && proposedCase == held.proposedCase
            && proposedComponent == held.proposedComponent
    }
}
