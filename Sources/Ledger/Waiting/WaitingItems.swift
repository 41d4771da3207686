import Basics
import DocumentModel
import Dossiers

extension LedgerTransaction {
    /// What waits for a person, oldest first.
    /// - Parameters:
    ///   - batch: only of this batch.
    ///   - code: only what is proposed for this case.
    ///   - openOnly: leave out what was decided.
    ///   - scope: as of ``waitingItems(in:after:limit:)``.
    public func waitingItems(
        batch: BatchID? = nil, case code: CaseCode? = nil, openOnly: Bool = true, in scope: Scope = .everything
    ) throws -> [WaitingItem] {
        var (conditions, values): ([String], [SQLValue]) = (openOnly ? ["w.resolved_at IS NULL"] : ["1 = 1"], [])
        if let batch {
            conditions.append("w.batch_id = ?")
            values.append(SQLValue(batch))
        }
        if let code {
            conditions.append("w.proposed_case = ?")
            values.append(SQLValue(code))
        }
        let scope = scope.condition(on: "w.agency")
        return try waitingItems(where: conditions.joined(separator: " AND ") + scope.sql, values + scope.values)
    }

    /// A page of what waits for a person, oldest first.
    /// - Parameters:
    ///   - scope: only what is a matter of its agencies: of the case's where the register has it, else of the station's.
    ///   - reason: only what waits for this.
    ///   - last: the last item of the page before; `nil` for the first page.
    ///   - limit: most items.
    public func waitingItems(
        in scope: Scope = .everything, for reason: IssueCode? = nil, after last: WaitingItem?, limit: Int
    ) throws -> [WaitingItem] {
        guard limit > 0 else { return [] }
        let places =
            if let roots = scope.roots {
                try merged(agencies(roots, of: "waiting_items", where: "resolved_at IS NULL"), limit: limit) {
                    try openPlaces(of: $0, for: reason, after: last, limit: limit)
                }
            } else {
                try openPlaces(of: nil, for: reason, after: last, limit: limit)
            }
        guard !places.isEmpty else { return [] }
        let marks = places.map { _ in "?" }.joined(separator: ", ")
        return try waitingItems(where: "w.id IN (\(marks))", places.map { SQLValue($0.id) })
    }

    /// Where an item stands among those that wait.
    private struct WaitingPlace: Comparable {
        var createdAt: Int
        var id: String

        static func < (a: WaitingPlace, b: WaitingPlace) -> Bool { (a.createdAt, a.id) < (b.createdAt, b.id) }
    }

    /// - Parameter agency: of which they are; `nil` for all.
    private func openPlaces(
        of agency: String?, for reason: IssueCode?, after last: WaitingItem?, limit: Int
    ) throws -> [WaitingPlace] {
        var (conditions, values) = (["resolved_at IS NULL"], [SQLValue]())
        if let agency {
            conditions.append("agency = ?")
            values.append(SQLValue(agency))
        }
        if let reason {
            conditions.append("reason = ?")
            values.append(SQLValue(reason))
        }
        if let last {
            conditions.append("(created_at, id) > (?, ?)")
            values += [SQLValue(last.createdAt), SQLValue(last.id)]
        }
        return try sql.rows(
            """
            SELECT id, created_at FROM waiting_items WHERE \(conditions.joined(separator: " AND "))
            ORDER BY created_at, id LIMIT ?
            """, values + [SQLValue(limit)]
        ).map { WaitingPlace(createdAt: try $0.integer("created_at"), id: try $0.text("id")) }
    }

    /// How many items wait for a person, by reason; reasons without are left out.
    /// - Parameter scope: as of ``waitingItems(in:after:limit:)``.
    public func waitingFigures(in scope: Scope = .everything) throws -> [WaitingFigures] {
        let scope = scope.condition(on: "agency")
        return try sql.rows(
            """
            SELECT reason, COUNT(*) AS total, MIN(created_at) AS oldest FROM waiting_items
            WHERE resolved_at IS NULL\(scope.sql) GROUP BY reason ORDER BY reason
            """, scope.values
        ).map {
            WaitingFigures(
                reason: try $0.parsed("reason"), count: try $0.integer("total"), oldest: try $0.instant("oldest"))
        }
    }

    /// Batches of which something waits for one of these reasons, oldest first.
    /// - Parameter code: only what is proposed for this case.
    public func batchesWaiting(for reasons: [IssueCode], case code: CaseCode? = nil) throws -> [BatchID] {
        guard !reasons.isEmpty else { return [] }
        let marks = reasons.map { _ in "?" }.joined(separator: ", ")
        return try sql.rows(
            """
            SELECT DISTINCT batch_id FROM waiting_items
            WHERE resolved_at IS NULL AND reason IN (\(marks)) \(code == nil ? "" : "AND proposed_case = ?")
            ORDER BY batch_id
            """, reasons.map { SQLValue($0) } + (code.map { [SQLValue($0)] } ?? [])
        ).map { try $0.parsed("batch_id") }
    }

    /// One item.
    /// - Parameter scope: what is a matter of others is as what there is not.
    public func waitingItem(_ id: WaitingID, in scope: Scope = .everything) throws -> WaitingItem? {
        let scope = scope.condition(on: "w.agency")
        return try waitingItems(where: "w.id = ?\(scope.sql)", [SQLValue(id)] + scope.values).first
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
        acts.note(.waitingOpened, id.rawValue, .waitingItems, key: id.rawValue, at: now)
        try sql.run(
            """
            INSERT INTO waiting_items
                (id, batch_id, reason, detail, proposed_case, proposed_component, document_id, created_at, agency)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, COALESCE((SELECT c.agency FROM cases c WHERE c.code = ?),
                (SELECT b.agency FROM batches b WHERE b.id = ?), ''))
            """,
            [
                SQLValue(id), SQLValue(batch), SQLValue(held.reason), SQLValue(held.detail),
                SQLValue(held.proposedCase), SQLValue(held.proposedComponent), SQLValue(document), SQLValue(now),
                SQLValue(held.proposedCase), SQLValue(batch),
            ])
        for (ordinal, page) in held.pageIDs.enumerated() {
            try sql.run(
                "INSERT INTO waiting_pages (waiting_id, ordinal, page_id) VALUES (?, ?, ?)",
                [SQLValue(id), SQLValue(ordinal), SQLValue(page)])
        }
        if held.proposedCase != nil { try renewProgress(ofItem: id) }
        return id
    }

    func resolve(_ id: WaitingID, as resolution: WaitingItem.Resolution, by person: String?, at now: Instant) throws {
        acts.note(.waitingDecided, id.rawValue, .waitingItems, key: id.rawValue, at: now)
        try sql.run(
            """
            UPDATE waiting_items SET resolved_at = ?, resolution = ?, resolved_by = ?
            WHERE id = ? AND resolved_at IS NULL
            """, [SQLValue(now), SQLValue(resolution), SQLValue(person), SQLValue(id)])
        try renewProgress(ofItem: id)
    }
}

/// How many items wait for one reason.
public struct WaitingFigures: Hashable, Sendable {
    public var reason: IssueCode
    public var count: Int
    /// Since when the oldest one waits.
    public var oldest: Instant
}

extension WaitingItem {
    fileprivate func holdsSame(as held: HeldPages) -> Bool {
        reason == held.reason && pageIDs == held.pageIDs && proposedCase == held.proposedCase
            && proposedComponent == held.proposedComponent
    }
}
