import Basics
import Dossiers
import Ledger

/// What a wish comes to, as the documents stand now.
struct ArrangementPlan: Sendable {
    /// A document that is to be made.
    struct Document: Sendable {
        var slot: ComponentSlot
        var batch: BatchRecord
        var pages: [(page: PageRecord, original: ContentDigest)]
        var heirOf: [DocumentID]
    }

    private(set) var pages: [PageID] = []
    private(set) var replaced: [DocumentID] = []
    private(set) var documents: [Document] = []
    private(set) var kinds: [PageID: PageRecord.Kind] = [:]

    /// - Throws: ``DecisionFault``, `PageActFault`.
    init(_ wish: PageWish, _ scope: Scope, _ tx: LedgerTransaction) throws {
        switch wish {
        case .leaveOut(let page): try leaveOut(page, scope, tx)
        case .putBack(let page): try putBack(page, scope, tx)
        case .move(let pages, let slot, let target): try move(pages, to: slot, joining: target, scope, tx)
        case .split(let id, let starts): try split(id, starts, scope, tx)
        case .merge(let ids): try merge(ids, scope, tx)
        case .reorder(let id, let order): try reorder(id, order, scope, tx)
        case .rescan(let bad, let new): try rescan(bad, by: new, scope, tx)
        }
        try checkSigned(tx)
    }

    // MARK: Verbs

    private mutating func leaveOut(_ id: PageID, _ scope: Scope, _ tx: LedgerTransaction) throws {
        guard try tx.hasPage(id, in: scope), let page = try tx.page(id) else { throw DecisionFault.unknownPage }
        guard let document = try tx.documentsInForce(holding: id, in: scope).first else {
            throw DecisionFault.notInDocument
        }
        let rest = document.ids.filter { $0 != id }
        guard !rest.isEmpty else { throw DecisionFault.onlyPage }
        pages = [id]
        kinds = [id: page.duplicateOf == nil ? .blank : .duplicate]
        try replace(document, by: rest, tx)
    }

    private mutating func putBack(_ id: PageID, _ scope: Scope, _ tx: LedgerTransaction) throws {
        guard try tx.hasPage(id, in: scope), let page = try tx.page(id) else { throw DecisionFault.unknownPage }
        guard [.blank, .duplicate].contains(page.kind), let slot = page.slot,
            try tx.documentsInForce(holding: id, in: scope).isEmpty
        else { throw DecisionFault.notLeftOut }
        pages = [id]
        kinds = [id: .content]
        let open = try tx.documents(case: slot.caseCode, batch: page.batchID, in: scope).filter {
            $0.content.component == slot.component && ($0.state == .current || $0.state == .candidate)
        }
        // After the page that stands before it in the batch, in whichever document that is.
        let earlier = open.flatMap { document in
            document.ids.filter { $0 < id }.map { (page: $0, document: document) }
        }.max { $0.page < $1.page }
        guard let document = earlier?.document ?? open.first else {
            return try make(slot, [id], heirOf: [], tx)
        }
        var order = document.ids
        order.insert(id, at: earlier.flatMap { found in order.firstIndex(of: found.page).map { $0 + 1 } } ?? 0)
        try replace(document, by: order, tx)
    }

    private mutating func move(
        _ moved: [PageID], to slot: ComponentSlot, joining target: DocumentID?, _ scope: Scope,
        _ tx: LedgerTransaction
    ) throws {
        guard scope.covers(slot.caseCode.agency), try tx.findCase(slot.caseCode)?.rule(slot.component) != nil else {
            throw PageActFault.unknownSlot
        }
        guard !moved.isEmpty, Set(moved).count == moved.count else { throw PageActFault.badPages }
        pages = moved
        let sources = try documents(holding: moved, scope, tx)
        guard !sources.contains(where: { $0.id == target }) else { throw PageActFault.badPages }
        for source in sources {
            let rest = source.ids.filter { !moved.contains($0) }
            if rest.isEmpty { replaced.append(source.id) } else { try replace(source, by: rest, tx) }
        }
        if let target {
            let document = try inForce(target, scope, tx)
            guard document.slot == slot else { throw PageActFault.badPages }
            try replace(document, by: document.ids + moved, tx)
        } else {
            // A document that goes as a whole keeps what people wrote into its fields.
            let wholes = sources.filter { Set($0.ids).isSubset(of: moved) }.map(\.id)
            try make(slot, moved, heirOf: wholes, tx)
        }
    }

    private mutating func split(
        _ id: DocumentID, _ starts: [PageID], _ scope: Scope, _ tx: LedgerTransaction
    ) throws {
        let document = try inForce(id, scope, tx)
        let wanted = Set(starts)
        guard !wanted.isEmpty, wanted.isSubset(of: document.ids.dropFirst()) else { throw PageActFault.badPages }
        pages = document.ids
        replaced = [id]
        var parts: [[PageID]] = [[]]
        for page in document.ids {
            if wanted.contains(page) { parts.append([]) }
            parts[parts.count - 1].append(page)
        }
        for (number, part) in parts.enumerated() {
            try make(document.slot, part, heirOf: number == 0 ? [id] : [], tx)
        }
    }

    private mutating func merge(_ ids: [DocumentID], _ scope: Scope, _ tx: LedgerTransaction) throws {
        guard ids.count > 1, Set(ids).count == ids.count else { throw PageActFault.badPages }
        let merged = try ids.map { try inForce($0, scope, tx) }
        guard Set(merged.map(\.slot)).count == 1 else { throw PageActFault.differentComponents }
        pages = merged.flatMap(\.ids)
        replaced = ids
        try make(merged[0].slot, pages, heirOf: ids, tx)
    }

    private mutating func reorder(
        _ id: DocumentID, _ order: [PageID], _ scope: Scope, _ tx: LedgerTransaction
    ) throws {
        let document = try inForce(id, scope, tx)
        guard order.count == document.ids.count, Set(order) == Set(document.ids) else { throw PageActFault.badPages }
        guard order != document.ids else { throw PageActFault.nothingChanges }
        pages = order
        try replace(document, by: order, tx)
    }

    private mutating func rescan(
        _ bad: PageID, by new: PageID, _ scope: Scope, _ tx: LedgerTransaction
    ) throws {
        guard bad != new else { throw PageActFault.badPages }
        let (place, source) = (
            try documents(holding: [bad], scope, tx)[0], try documents(holding: [new], scope, tx)[0]
        )
        pages = [bad, new]
        kinds = [bad: .duplicate]
        if source.id == place.id {
            return try replace(
                place, by: place.ids.filter { $0 != new }.map { $0 == bad ? new : $0 }, tx)
        }
        let rest = source.ids.filter { $0 != new }
        if rest.isEmpty { replaced.append(source.id) } else { try replace(source, by: rest, tx) }
        try replace(place, by: place.ids.map { $0 == bad ? new : $0 }, tx)
    }

    // MARK: Parts

    private func inForce(
        _ id: DocumentID, _ scope: Scope, _ tx: LedgerTransaction
    ) throws -> DigitizedDocument {
        guard let document = try tx.document(id, in: scope) else { throw PageActFault.unknown }
        guard document.state == .current || document.state == .candidate else {
            throw PageActFault.outrun(try tx.lastPageAct(ofDocuments: [id]))
        }
        return document
    }

    /// The documents in force that pages stand in, in the order of the pages.
    private func documents(
        holding pages: [PageID], _ scope: Scope, _ tx: LedgerTransaction
    ) throws -> [DigitizedDocument] {
        var found: [DigitizedDocument] = []
        for page in pages where !found.contains(where: { $0.ids.contains(page) }) {
            guard try tx.hasPage(page, in: scope) else { throw DecisionFault.unknownPage }
            guard let document = try tx.documentsInForce(holding: page, in: scope).first else {
                throw DecisionFault.notInDocument
            }
            found.append(document)
        }
        return found
    }

    private mutating func replace(
        _ document: DigitizedDocument, by pages: [PageID], _ tx: LedgerTransaction
    ) throws {
        replaced.append(document.id)
        try make(document.slot, pages, heirOf: [document.id], tx)
    }

    private mutating func make(
        _ slot: ComponentSlot, _ pages: [PageID], heirOf: [DocumentID], _ tx: LedgerTransaction
    ) throws {
        let records = try pages.map { id -> (page: PageRecord, original: ContentDigest) in
            guard let page = try tx.page(id), let file = try tx.file(page.fileOrdinal, of: page.batchID) else {
                throw DecisionFault.unknownPage
            }
            return (page, file.sha256)
        }
        // A document is of the batch of its first page.
        guard let first = records.first, let batch = try tx.batch(first.page.batchID) else {
            throw DecisionFault.unknownPage
        }
        documents.append(Document(slot: slot, batch: batch, pages: records, heirOf: heirOf))
    }

    /// Found out before anything is made; the ledger makes sure once more.
    private func checkSigned(_ tx: LedgerTransaction) throws {
        for id in replaced {
            guard let document = try tx.document(id), document.content.signedOriginal != nil else { continue }
            let parts = documents.map { $0.pages.map(\.page.id) }.filter { !Set($0).isDisjoint(with: document.ids) }
            let original = document.content.signedOriginal
            let isCompleted =
                kinds.values.contains(.content)
                && documents.allSatisfy { $0.pages.allSatisfy { $0.original == original } }
            guard parts == [document.ids] || isCompleted else { throw PageActFault.signed }
        }
    }
}

extension DigitizedDocument {
    fileprivate var ids: [PageID] { content.pages.map(\.pageID) }
    fileprivate var slot: ComponentSlot { ComponentSlot(caseCode: content.caseCode, component: content.component) }
}

extension PageRecord {
    fileprivate var slot: ComponentSlot? {
        guard let caseCode, let component else { return nil }
        return ComponentSlot(caseCode: caseCode, component: component)
    }
}
