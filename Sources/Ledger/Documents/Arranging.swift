import Basics
import DocumentModel
import Dossiers

/// What a person did with pages, worked out: which documents go, and which take their place.
public struct NewArrangement: Sendable {
    public struct Made: Sendable {
        public var draft: DocumentDraft
        /// The documents whose fields, as people corrected them, go on in it; the first ones count most.
        public var heirOf: [DocumentID]

        public init(_ draft: DocumentDraft, heirOf: [DocumentID]) { (self.draft, self.heirOf) = (draft, heirOf) }
    }

    public var verb: PageAct.Verb
    /// The pages that it is about.
    public var pages: [PageID]
    /// Documents that the person saw in force, and that go.
    public var replaced: [DocumentID]
    public var made: [Made]
    /// What pages are found to be.
    public var kinds: [PageID: PageRecord.Kind]
    public var reason: String

    public init(
        _ verb: PageAct.Verb, pages: [PageID], replaced: [DocumentID], made: [Made],
        kinds: [PageID: PageRecord.Kind] = [:], reason: String = ""
    ) {
        self.verb = verb
        self.pages = pages
        self.replaced = replaced
        self.made = made
        self.kinds = kinds
        self.reason = reason
    }
}

extension LedgerTransaction {
    /// Puts documents in the place of others, as a person arranged their pages. The earlier ones stay kept; where there was
    /// a document of exactly these pages before, that one comes back.
    /// - Parameters:
    ///   - key: by which the act is known when it is sent again: then nothing is done a second time.
    ///   - scope: documents of other agencies are as ones that there are not.
    /// - Throws: ``PageActFault``; as ``attach(_:at:)``.
    @discardableResult
    public func arrange(
        _ new: NewArrangement, key: ReviewActKey? = nil, by person: String, in scope: Scope = .everything,
        at now: Instant
    ) throws -> PageAct {
        if let key, let known = try pageAct(key, by: actor.account) { return known }
        let replaced = try new.replaced.map { try inForce($0, of: new.pages, scope) }
        try check(new, replaced)
        let touched = Set(new.pages + new.made.flatMap { $0.draft.pages.map(\.pageID) }).sorted()
        let before = PageArrangement(
            documents: try replaced.map { try entry($0) }, pages: try placed(touched))
        let number = try next(.pageAct)
        var after = PageArrangement()
        let gone = Set(new.replaced)
        for made in new.made {
            let state = state(of: made.draft, insteadOf: replaced)
            let id = try putInForce(made, as: state, besides: gone, by: person, at: now)
            after.documents.append(.init(id: id, state: state, heirOf: made.heirOf))
        }
        for document in replaced where !after.documents.contains(where: { $0.id == document.id }) {
            try setState(.superseded, of: document.id, by: person, at: now)
        }
        try handOverItems(before.documents, replaced, to: &after, new.made, by: person, at: now)
        for (page, kind) in new.kinds.sorted(by: { $0.key < $1.key }) {
            try decide(kind, of: page, by: person, at: now)
        }
        after.pages = try given(new, before.pages)
        let act = PageAct(
            number: number, verb: new.verb, pages: touched, before: before, after: after, reason: new.reason,
            account: actor.account, person: actor.claimed, recordedAt: now)
        try record(act, key)
        try assign(after.pages, instead: before.pages, act, by: person, at: now)
        // What was to be scanned again was.
        if new.verb == .rescan { try withdrawSentBack(Array(new.kinds.keys), at: now) }
        return act
    }

    /// Takes an act back, as a new fact: the documents that were in force before it are so again.
    /// - Throws: ``PageActFault/outrun(_:)`` when the pages were changed since.
    public func undoPageAct(
        _ number: Int, key: ReviewActKey? = nil, by person: String, in scope: Scope = .everything, at now: Instant
    ) throws -> PageAct {
        if let key, let known = try pageAct(key, by: actor.account) { return known }
        guard let act = try pageAct(number) else { throw PageActFault.unknown }
        for page in act.pages {
            guard try hasPage(page, in: scope) else { throw PageActFault.unknown }
        }
        guard ![.undo, .turn].contains(act.verb),
            try !isUndone(number)
        else { throw PageActFault.notToUndo }
        if act.verb == .sendBack { return try undoSendBack(act, key, at: now) }
        let standing = try act.after.documents.map { try inForce($0.id, of: act.pages, scope) }
        let pages = try placed(act.pages)
        for (now, then) in zip(pages, act.after.pages)
        where (now.kind, now.caseCode, now.component) != (then.kind, then.caseCode, then.component) {
            throw PageActFault.outrun(try lastPageAct(of: [now.id]))
        }
        let (kept, gone) = (Set(act.before.documents.map(\.id)), Set(act.after.documents.map(\.id)))
        for earlier in act.before.documents {
            try bringBack(earlier, besides: gone, act, standing, scope, by: person, at: now)
        }
        for document in standing where !kept.contains(document.id) {
            try setState(.superseded, of: document.id, by: person, at: now)
        }
        for earlier in act.before.documents {
            guard let item = earlier.item else { continue }
            try reopen(item, about: earlier.id, at: now)
        }
        for page in act.before.pages where page.kind != act.after.pages.first(where: { $0.id == page.id })?.kind {
            try setKind(page.kind, of: page.id, at: now)
        }
        let undoing = PageAct(
            number: try next(.pageAct), verb: .undo, pages: act.pages, before: act.after, after: act.before,
            reason: "", undoes: number, account: actor.account, person: actor.claimed, recordedAt: now)
        try record(undoing, key)
        try assign(act.before.pages, instead: act.after.pages, undoing, by: person, at: now)
        return undoing
    }

    /// Whether an act was taken back.
    public func isUndone(_ number: Int) throws -> Bool {
        try sql.row("SELECT number FROM page_acts WHERE undoes = ?", [SQLValue(number)]) != nil
    }

    private func undoSendBack(_ act: PageAct, _ key: ReviewActKey?, at now: Instant) throws -> PageAct {
        try withdrawSentBack(act.pages, at: now)
        let undoing = PageAct(
            number: try next(.pageAct), verb: .undo, pages: act.pages, before: act.after, after: act.before, reason: "",
            undoes: act.number, account: actor.account, person: actor.claimed, recordedAt: now)
        try record(undoing, key)
        return undoing
    }

    // MARK: Rules

    private func inForce(
        _ id: DocumentID, of pages: [PageID], _ scope: Scope
    ) throws -> DigitizedDocument {
        guard let document = try document(id, in: scope) else { throw PageActFault.unknown }
        guard document.isInForce else {
            throw PageActFault.outrun(try lastPageAct(of: pages + document.content.pages.map(\.pageID)))
        }
        return document
    }

    private func check(_ new: NewArrangement, _ replaced: [DigitizedDocument]) throws {
        let wholes = replaced.map { $0.content.pages.map(\.pageID) }
        let made = new.made.map { $0.draft.pages.map(\.pageID) }
        guard Set(made.flatMap(\.self)).count == made.reduce(0, { $0 + $1.count }) else { throw PageActFault.badPages }
        // Nothing falls between two documents.
        let left = Set(wholes.flatMap(\.self)).subtracting(made.flatMap(\.self))
        guard left.allSatisfy({ new.kinds[$0].map { $0 != .content } ?? false }) else { throw PageActFault.badPages }
        let stands = zip(replaced.map(\.content.slot), wholes).map { Standing(slot: $0, pages: $1) }
        let comes = zip(new.made.map(\.draft.slot), made).map { Standing(slot: $0, pages: $1) }
        guard Set(stands) != Set(comes) || !new.kinds.isEmpty else { throw PageActFault.nothingChanges }
        for document in replaced where document.content.signedOriginal != nil {
            let own = document.content.pages.map(\.pageID)
            let parts = made.filter { !Set($0).isDisjoint(with: own) }
            // A page of the file that the machine took for blank completes it.
            let isCompleted = new.verb == .putBack && new.made.allSatisfy { $0.draft.signedOriginal != nil }
            guard parts == [own] || isCompleted else { throw PageActFault.signed }
        }
    }

    private struct Standing: Hashable {
        var slot: ComponentSlot
        var pages: [PageID]
    }

    /// What waits beside another still does.
    private func state(
        of draft: DocumentDraft, insteadOf replaced: [DigitizedDocument]
    ) -> DigitizedDocument.State {
        let pages = Set(draft.pages.map(\.pageID))
        let origins = replaced.filter {
            $0.content.slot == draft.slot && !pages.isDisjoint(with: $0.content.pages.map(\.pageID))
        }
        return !origins.isEmpty && origins.allSatisfy { $0.state == .candidate } ? .candidate : .current
    }

    /// - Parameter gone: documents that go with the same act.
    private func putInForce(
        _ made: NewArrangement.Made, as state: DigitizedDocument.State, besides gone: Set<DocumentID>,
        by person: String, at now: Instant
    ) throws -> DocumentID {
        let draft = made.draft
        for page in draft.pages { try requireFree(page.pageID, besides: gone) }
        let id: DocumentID
        if let held = try holder(of: draft) {
            if !gone.contains(held) { try bringBack(held, as: state, draft, by: person, at: now) }
            id = held
        } else {
            let taken = try sql.row(
                "SELECT id FROM documents WHERE case_code = ? AND component = ? AND content_digest = ?",
                [SQLValue(draft.caseCode), SQLValue(draft.component), SQLValue(draft.contentDigest.rawValue)])
            guard taken == nil else { throw PageActFault.heldAlready }
            id = try insert(draft, as: state, by: person, at: now)
        }
        let heirs = try made.heirOf.reversed().compactMap { try document($0) }.filter { $0.id != id }
        if heirs.isEmpty {
            if let document = try document(id) { try followCorrections(of: document, at: now) }
        } else {
            try carryCorrections(from: heirs, to: id, at: now)
        }
        return id
    }

    /// A page stands in one document.
    private func requireFree(_ page: PageID, besides gone: Set<DocumentID>) throws {
        guard try documentsInForce(holding: page).allSatisfy({ gone.contains($0.id) }) else {
            throw PageActFault.outrun(try lastPageAct(of: [page]))
        }
    }

    private func bringBack(
        _ earlier: PageArrangement.Document, besides gone: Set<DocumentID>, _ act: PageAct,
        _ standing: [DigitizedDocument], _ scope: Scope, by person: String, at now: Instant
    ) throws {
        guard let document = try document(earlier.id, in: scope) else { throw PageActFault.unknown }
        for page in document.content.pages { try requireFree(page.pageID, besides: gone) }
        if document.state != earlier.state { try setState(earlier.state, of: earlier.id, by: person, at: now) }
        let heirs = Set(act.after.documents.filter { $0.heirOf?.contains(earlier.id) ?? false }.map(\.id))
        let successors = standing.filter { heirs.contains($0.id) && $0.id != earlier.id }
        if successors.isEmpty {
            try followCorrections(of: document, at: now)
        } else {
            try carryCorrections(from: successors, to: earlier.id, at: now)
        }
    }

    // MARK: What goes with it

    private func entry(_ document: DigitizedDocument) throws -> PageArrangement.Document {
        PageArrangement.Document(id: document.id, state: document.state, item: try item(about: document.id))
    }

    /// The items that ask, or asked, about a document.
    private func items(about document: DocumentID) throws -> [WaitingID] {
        try sql.rows("SELECT id FROM waiting_items WHERE document_id = ?", [SQLValue(document)]).map {
            try $0.parsed("id")
        }
    }

    /// The open item that asks about a document.
    private func item(about document: DocumentID) throws -> WaitingID? {
        try sql.row(
            "SELECT id FROM waiting_items WHERE document_id = ? AND resolved_at IS NULL", [SQLValue(document)]
        )?.parsed("id")
    }

    /// Has who was asked about a document be asked about the one in its place, or about none when there is no such.
    private func handOverItems(
        _ before: [PageArrangement.Document], _ replaced: [DigitizedDocument], to after: inout PageArrangement,
        _ made: [NewArrangement.Made], by person: String, at now: Instant
    ) throws {
        for (entry, document) in zip(before, replaced) {
            guard let item = entry.item, !after.documents.contains(where: { $0.id == document.id }) else { continue }
            let place = after.documents.indices.first { index in
                after.documents[index].state == .candidate && after.documents[index].item == nil
                    && made[index].draft.slot == document.content.slot
            }
            if let place {
                try ask(item, about: after.documents[place].id, at: now)
                after.documents[place].item = item
            } else {
                try resolve(item, as: .assigned, by: person, at: now)
            }
        }
        for (index, entry) in after.documents.enumerated() where entry.state == .candidate && entry.item == nil {
            if let known = try items(about: entry.id).first {
                try reopen(known, about: entry.id, at: now)
                after.documents[index].item = known
                continue
            }
            let draft = made[index].draft
            let held = HeldPages(
                reason: .otherContent, pageIDs: draft.pages.map(\.pageID), proposedCase: draft.caseCode.rawValue,
                proposedComponent: draft.component.rawValue)
            after.documents[index].item = try insertWaitingItem(
                held, document: entry.id, batch: draft.batchID, at: now)
        }
    }

    private func ask(_ item: WaitingID, about document: DocumentID, at now: Instant) throws {
        // Only one item is about a document; an earlier one was decided, and is about its pages.
        for earlier in try items(about: document) where earlier != item {
            acts.note(.documentAttached, earlier.rawValue, .waitingItems, key: earlier.rawValue, at: now)
            try sql.run("UPDATE waiting_items SET document_id = NULL WHERE id = ?", [SQLValue(earlier)])
        }
        acts.note(.documentAttached, item.rawValue, .waitingItems, key: item.rawValue, at: now)
        try sql.run(
            "UPDATE waiting_items SET document_id = ? WHERE id = ?", [SQLValue(document), SQLValue(item)])
    }

    private func reopen(_ item: WaitingID, about document: DocumentID, at now: Instant) throws {
        try ask(item, about: document, at: now)
        try sql.run(
            "UPDATE waiting_items SET resolved_at = NULL, resolution = NULL, resolved_by = NULL WHERE id = ?",
            [SQLValue(item)])
    }

    private func decide(_ kind: PageRecord.Kind, of page: PageID, by person: String, at now: Instant) throws {
        try setKind(kind, of: page, at: now)
        guard kind != .content else { return }
        let batch = BatchID(rawValue: String(page.rawValue.prefix { $0 != "." }))
        for item in try waitingItems(batch: batch) where item.reason == .likelyDuplicate && item.pageIDs == [page] {
            try discardHeldPages(item.id, by: person, at: now)
        }
    }

    /// Where the pages stand after an act.
    private func given(_ new: NewArrangement, _ before: [PageArrangement.Page]) throws -> [PageArrangement.Page] {
        var slots: [PageID: ComponentSlot] = [:]
        for made in new.made { for page in made.draft.pages { slots[page.pageID] = made.draft.slot } }
        return before.map { page in
            var page = page
            if let slot = slots[page.id] { (page.caseCode, page.component) = (slot.caseCode, slot.component) }
            if let kind = new.kinds[page.id] { page.kind = kind }
            return page
        }
    }

    private func assign(
        _ after: [PageArrangement.Page], instead before: [PageArrangement.Page], _ act: PageAct, by person: String,
        at now: Instant
    ) throws {
        for (new, old) in zip(after, before) {
            guard let code = new.caseCode, let component = new.component,
                (code, component) != (old.caseCode, old.component)
            else { continue }
            let slot = ComponentSlot(caseCode: code, component: component)
            try assign(new.id, to: slot, because: .act(act.number), by: person, at: now)
        }
    }
}

extension DocumentDraft {
    var slot: ComponentSlot { ComponentSlot(caseCode: caseCode, component: component) }
}
