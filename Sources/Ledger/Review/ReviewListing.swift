import Basics
import Dossiers

extension LedgerTransaction {
    /// One item.
    public func reviewItem(_ id: DocumentID, at now: Instant) throws -> ReviewItem? {
        try sql.row("SELECT * FROM review_items WHERE document_id = ?", [SQLValue(id)]).map {
            try reviewItem($0, at: now)
        }
    }

    /// A part of the queue, by deadline: a part costs the same wherever it begins.
    /// - Parameters:
    ///   - batch: only of this batch.
    ///   - scope: only of these agencies.
    ///   - earlier: the item after which the part begins; `nil` for the beginning.
    ///   - limit: most items.
    public func reviewItems(
        _ state: ReviewItem.State, batch: BatchID? = nil, scope: Scope = .everything, after earlier: DocumentID? = nil,
        limit: Int, at now: Instant
    ) throws -> [ReviewItem] {
        var place: [SQLValue] = []
        if let earlier {
            guard
                let row = try sql.row("SELECT due FROM review_items WHERE document_id = ?", [SQLValue(earlier)])
            else { throw ReviewFault.unknown }
            place = [SQLValue(try row.text("due")), SQLValue(earlier)]
        }
        let rest = "\(place.isEmpty ? "" : " AND (due, document_id) > (?, ?)") ORDER BY due, document_id LIMIT ?"
        let last = place + [SQLValue(limit)]
        let rows: [SQLRow]
        if let batch {
            // Of one batch there are few: those of other agencies are left out here.
            return try sql.rows(
                "SELECT * FROM review_items WHERE batch_id = ? AND state = ?" + rest,
                [SQLValue(batch), SQLValue(state)] + place + [SQLValue(Self.maximumOfBatch)]
            ).map { try reviewItem($0, at: now) }.filter { scope.covers($0.caseCode.agency) }.prefix(limit).map(\.self)
        } else if scope == .everything {
            rows = try sql.rows(
                "SELECT * FROM review_items WHERE state = ?" + rest, [SQLValue(state)] + last)
        } else {
            // Each agency by its own index, and the first of all of them.
            rows = try agencies(state, scope).flatMap { agency, _ in
                try sql.rows(
                    "SELECT * FROM review_items WHERE agency = ? AND state = ?" + rest,
                    [SQLValue(agency), SQLValue(state)] + last)
            }
        }
        let items = try rows.map { (try $0.text("due"), try reviewItem($0, at: now)) }
        return items.sorted { ($0.0, $0.1.id) < ($1.0, $1.1.id) }.prefix(limit).map(\.1)
    }

    private static var maximumOfBatch: Int { 10_000 }

    /// How many items there are, from counters.
    public func reviewCounts(scope: Scope = .everything, at now: Instant) throws -> ReviewCounts {
        var counts = ReviewCounts()
        func sum(_ state: ReviewItem.State) throws -> Int {
            try agencies(state, scope).reduce(0) { $0 + $1.count }
        }
        counts.open = try sum(.open)
        counts.postponed = try sum(.postponed)
        counts.done = try sum(.done)
        counts.leased = try sql.rows(
            "SELECT case_code FROM review_items WHERE lease_until > ? AND state = 'open'", [SQLValue(now)]
        ).count { scope.covers(try $0.parsed("case_code", as: CaseCode.self).agency) }
        counts.pendingRebuilds = try sql.rows(
            """
            SELECT d.case_code FROM corrected_documents c CROSS JOIN documents d
            WHERE c.applied < c.revision AND d.id = c.document_id AND d.state IN ('current', 'beside')
            """, []
        ).count { scope.covers(try $0.parsed("case_code", as: CaseCode.self).agency) }
        return counts
    }

    /// The agencies inside of a scope that have items in a state, and how many.
    private func agencies(_ state: ReviewItem.State, _ scope: Scope) throws -> [(agency: String, count: Int)] {
        try sql.rows("SELECT agency, items FROM review_counts WHERE state = ? AND items > 0", [SQLValue(state)])
            .map { (try $0.text("agency"), try $0.integer("items")) }
            .filter { scope == .everything || scope.covers($0.0) }
    }

    func reviewItem(_ row: SQLRow, at now: Instant) throws -> ReviewItem {
        let due = try row.text("due")
        let agency = try row.text("agency")
        var lease: ReviewLease?
        if let until = try row.optionalInstant("lease_until"), until > now {
            lease = ReviewLease(
                by: try row.text("lease_name"), since: try row.instant("leased_at"), until: until)
        }
        let note = try row.optionalText("note").map {
            ReviewNote(text: $0, by: try row.text("noted_by"), at: try row.instant("noted_at"))
        }
        return ReviewItem(
            id: try row.parsed("document_id"), caseCode: try row.parsed("case_code"),
            component: try row.parsed("component"), batchID: try row.parsed("batch_id"),
            agency: AgencyScope(rawValue: agency),
            due: due == Self.noDeadline ? nil : CalendarDay(rawValue: due), pages: try row.integer("pages"),
            unsureWords: try row.integer("unsure_words"), openWords: try row.integer("open_words"),
            openFields: try row.integer("open_fields"), state: try row.parsed("state"),
            reason: try row.parsed("reason"), lease: lease, note: note, createdAt: try row.instant("created_at"),
            doneAt: try row.optionalInstant("done_at"), doneBy: try row.optionalText("done_by"))
    }
}
