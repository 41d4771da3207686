import Basics
import Dossiers

extension LedgerTransaction {
    /// Records what a person decided about a document that waits beside another. Deciding the same again changes
    /// nothing.
    /// - Throws: ``LedgerError/Code/notFound``; ``LedgerError/Code/conflict`` when the item is no such document or was
    ///   decided otherwise.
    public func decide(
        _ id: WaitingID, _ decision: OtherContentDecision, by person: String, at now: Instant
    ) throws {
        let item = try existing(id)
        guard let documentID = item.documentID, let document = try document(documentID) else {
            throw LedgerError(.conflict, "item \(id) is about pages, not about a document")
        }
        guard try isOpen(item, orResolvedAs: decision.resolution) else { return }
        switch decision {
        case .replace:
            let (code, component) = (document.content.caseCode, document.content.component)
            for earlier in try documents(case: code)
            where earlier.content.component == component && earlier.state == .current {
                try setState(.superseded, of: earlier.id, by: person, at: now)
            }
            try setState(.current, of: documentID, by: person, at: now)
        case .join:
            try setState(.current, of: documentID, by: person, at: now)
        case .discard:
            try setState(.discarded, of: documentID, by: person, at: now)
        }
        try resolve(id, as: decision.resolution, by: person, at: now)
    }

    /// Gives held-back pages to a case and component. Doing the same again changes nothing.
    /// - Returns: the pages as they stand now, for making the document.
    /// - Throws: ``LedgerError/Code/notFound`` when the item, the case or its component does not exist;
    ///   ``LedgerError/Code/conflict`` when the item is about a document or was decided otherwise.
    public func assignHeldPages(
        _ id: WaitingID, to code: CaseCode, component: ComponentCode, by person: String, at now: Instant
    ) throws -> [PageRecord] {
        let item = try existing(id)
        guard item.documentID == nil, item.reason != .likelyDuplicate else {
            throw LedgerError(.conflict, "item \(id) is about a document")
        }
        try requireComponent(component, of: code)
        if try isOpen(item, orResolvedAs: .assigned) {
            for page in item.pageIDs { try assign(page, item: id, to: code, component, by: person, at: now) }
            try resolve(id, as: .assigned, by: person, at: now)
        }
        let pages = try pages(
            where: "p.id IN (SELECT page_id FROM waiting_pages WHERE waiting_id = ?)", [SQLValue(id)])
        guard pages.allSatisfy({ $0.caseCode == code && $0.component == component }) else {
            throw LedgerError(.conflict, "item \(id) was given to another component")
        }
        return pages
    }

    /// Records that held-back pages are not wanted; they stay kept. Doing it again changes nothing.
    /// - Throws: as ``assignHeldPages(_:to:component:by:at:)``.
    public func discardHeldPages(_ id: WaitingID, by person: String, at now: Instant) throws {
        try settleHeldPages(id, as: .discarded, by: person, at: now)
    }

    /// Records that held-back pages were filed on legs of the postal channel: nobody has to give them to a component.
    /// Doing it again changes nothing.
    /// - Throws: as ``assignHeldPages(_:to:component:by:at:)``.
    public func fileHeldPages(_ id: WaitingID, by person: String, at now: Instant) throws {
        try settleHeldPages(id, as: .filed, by: person, at: now)
    }

    /// Records that a page that most likely repeats another, and stands in its document, stays there. Doing it again
    /// changes nothing.
    /// - Throws: as ``assignHeldPages(_:to:component:by:at:)``; ``LedgerError/Code/conflict`` when the item asks something
    ///   else.
    public func keepLikelyDuplicate(_ id: WaitingID, by person: String, at now: Instant) throws {
        guard try waitingItem(id)?.reason ?? .likelyDuplicate == .likelyDuplicate else {
            throw LedgerError(.conflict, "item \(id) is about pages that no document holds")
        }
        try settleHeldPages(id, as: .kept, by: person, at: now)
    }

    private func settleHeldPages(
        _ id: WaitingID, as resolution: WaitingItem.Resolution, by person: String, at now: Instant
    ) throws {
        let item = try existing(id)
        guard item.documentID == nil else { throw LedgerError(.conflict, "item \(id) is about a document") }
        guard try isOpen(item, orResolvedAs: resolution) else { return }
        try resolve(id, as: resolution, by: person, at: now)
    }

    func setState(
        _ state: DigitizedDocument.State, of id: DocumentID, by person: String?, at now: Instant
    ) throws {
        try sql.run("UPDATE documents SET state = ? WHERE id = ?", [SQLValue(state), SQLValue(id)])
        try recordState(state, of: id, by: person, at: now)
        try renewReviewItem(of: id, at: now)
    }

    func recordState(
        _ state: DigitizedDocument.State, of id: DocumentID, by person: String?, at now: Instant
    ) throws {
        let entry = identifiers.next(at: now)
        acts.note(.documentAttached, id.rawValue, .documentHistory, key: entry, at: now)
        try sql.run(
            "INSERT INTO document_history (id, document_id, state, decided_by, recorded_at) VALUES (?, ?, ?, ?, ?)",
            [SQLValue(entry), SQLValue(id), SQLValue(state), SQLValue(person), SQLValue(now)])
    }

    func requireComponent(_ component: ComponentCode, of code: CaseCode) throws {
        guard let record = try findCase(code) else { throw LedgerError(.notFound, "case \(code)") }
        guard record.rule(component) != nil else {
            throw LedgerError(.notFound, "component \(component) of case \(code)")
        }
    }

    private func existing(_ id: WaitingID) throws -> WaitingItem {
        guard let item = try waitingItem(id) else { throw LedgerError(.notFound, "waiting item \(id)") }
        return item
    }

    /// Whether an item still has to be decided; one that was decided in the same way does not.
    private func isOpen(_ item: WaitingItem, orResolvedAs resolution: WaitingItem.Resolution) throws -> Bool {
        guard let earlier = item.resolution else { return true }
        guard earlier == resolution else {
            throw LedgerError(.conflict, "item \(item.id) was already \(earlier.rawValue)")
        }
        return false
    }

    private func assign(
        _ page: PageID, item: WaitingID, to code: CaseCode, _ component: ComponentCode, by person: String,
        at now: Instant
    ) throws {
        let slot = ComponentSlot(caseCode: code, component: component)
        try assign(page, to: slot, because: .item(item), by: person, at: now)
    }

    /// What gave a page to a component.
    enum AssignmentCause {
        /// It was held back, and somebody decided.
        case item(WaitingID)
        /// Somebody moved it from where it was; the number of the act.
        case act(Int)
    }

    func assign(
        _ page: PageID, to slot: ComponentSlot, because cause: AssignmentCause, by person: String, at now: Instant
    ) throws {
        try sql.run(
            "UPDATE page_assignments SET superseded_at = ? WHERE page_id = ? AND superseded_at IS NULL",
            [SQLValue(now), SQLValue(page)])
        let id = identifiers.next(at: now)
        var (item, number) = (WaitingID?.none, Int?.none)
        switch cause {
        case .item(let waiting):
            item = waiting
            acts.note(.waitingDecided, waiting.rawValue, .pageAssignments, key: id, at: now)
        case .act(let act):
            number = act
            acts.note(.pagesArranged, page.rawValue, .pageAssignments, key: id, at: now)
        }
        try sql.run(
            """
            INSERT INTO page_assignments (id, page_id, waiting_id, case_code, component, decided_by, recorded_at, act)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                SQLValue(id), SQLValue(page), SQLValue(item), SQLValue(slot.caseCode), SQLValue(slot.component),
                SQLValue(person), SQLValue(now), SQLValue(number),
            ])
    }

    /// The pages of a batch that a person gave to a component: they belong there whatever splitting says.
    public func decidedPages(of batch: BatchID) throws -> Set<PageID> {
        Set(
            try sql.rows(
                """
                SELECT a.page_id FROM pages p JOIN page_assignments a ON a.page_id = p.id
                WHERE p.batch_id = ? AND a.superseded_at IS NULL
                """, [SQLValue(batch)]
            ).map { try $0.parsed("page_id") })
    }
}

extension OtherContentDecision {
    fileprivate var resolution: WaitingItem.Resolution {
        switch self {
        case .replace: .replaced
        case .join: .joined
        case .discard: .discarded
        }
    }
}
