import Basics
import Dossiers
import Ledger

extension Decisions {
    /// Puts a page back that was left out of its document as a blank back or as a sheet scanned twice: the document is
    /// made again with the page in its place, and takes the place of the earlier one, which stays kept.
    /// - Parameter person: who decided; kept with the decision.
    /// - Throws: ``DecisionFault``; errors of ledger, store and recognizer.
    public func restore(_ id: PageID, by person: String) async throws {
        let found = try await place(of: id, orElse: .notLeftOut)
        guard [.blank, .duplicate].contains(found.page.kind), !found.isInDocument else {
            throw DecisionFault.notLeftOut
        }
        try await make(found, with: found.pages { $0.id == id || found.held.contains($0.id) }, by: person) { tx, now in
            try tx.setKind(.content, of: id, at: now)
        }
    }

    /// Leaves a page out of its document that a person found to be blank or a second scan: the document is made again
    /// without it, and takes the place of the earlier one, which stays kept.
    /// - Parameter person: who decided; kept with the decision.
    /// - Throws: ``DecisionFault``; errors of ledger, store and recognizer.
    public func leaveOut(_ id: PageID, by person: String) async throws {
        let found = try await place(of: id, orElse: .notInDocument)
        guard found.isInDocument else { throw DecisionFault.notInDocument }
        let rest = found.pages { $0.id != id && found.held.contains($0.id) }
        guard !rest.isEmpty else { throw DecisionFault.onlyPage }
        let kind: PageRecord.Kind = found.page.duplicateOf == nil ? .blank : .duplicate
        try await make(found, with: rest, by: person) { tx, now in
            try tx.setKind(kind, of: id, at: now)
            for item in try tx.waitingItems(batch: found.batch.id)
            where item.reason == .likelyDuplicate && item.pageIDs == [id] {
                try tx.discardHeldPages(item.id, by: person, at: now)
            }
        }
    }

    /// A page with the component that it belongs to.
    private struct Place: Sendable {
        var batch: BatchRecord
        var slot: ComponentSlot
        var page: PageRecord
        /// The batch's pages in scan order.
        var all: [(page: PageRecord, original: ContentDigest)]
        /// Those that stand in the component's documents.
        var held: Set<PageID>

        var isInDocument: Bool { held.contains(page.id) }

        func pages(_ areWanted: (PageRecord) -> Bool) -> [(page: PageRecord, original: ContentDigest)] {
            all.filter { areWanted($0.page) }
        }
    }

    /// - Parameter refusal: for a page that belongs to no component.
    private func place(of id: PageID, orElse refusal: DecisionFault) async throws -> Place {
        try await office.ledger.read { tx in
            let batchID = BatchID(rawValue: String(id.rawValue.prefix { $0 != "." }))
            let all = try tx.pages(batch: batchID)
            guard let batch = try tx.batch(batchID), let page = all.first(where: { $0.id == id }) else {
                throw DecisionFault.unknownPage
            }
            guard let code = page.caseCode, let component = page.component else { throw refusal }
            let documents = try tx.documents(case: code, batch: batchID).filter {
                $0.content.component == component && ($0.state == .current || $0.state == .candidate)
            }
            return Place(
                batch: batch, slot: ComponentSlot(caseCode: code, component: component), page: page,
                all: try tx.withOriginals(all, of: batchID),
                held: Set(documents.flatMap { $0.content.pages.map(\.pageID) }))
        }
    }

    /// Makes the document of some pages and puts it in its place.
    /// - Parameter decided: what else is recorded with it.
    private func make(
        _ place: Place, with pages: [(page: PageRecord, original: ContentDigest)], by person: String,
        decided: @escaping @Sendable (LedgerTransaction, Instant) throws -> Void
    ) async throws {
        let component = try await component(place.slot, pages)
        guard !component.pages.isEmpty, let made = try await document(component, place.batch, isWanted: true) else {
            throw DecisionFault.nothingReadable
        }
        let instant = now()
        try await office.ledger.write { tx in
            try tx.putInPlace(made.draft, by: person, at: instant)
            try tx.noteUnwritten(made.unwritten, of: made.draft.pages, batch: place.batch.id, at: instant)
            try tx.noteRegisterDifferences(
                made.draft.fields, of: made.draft.pages, batch: place.batch.id, at: instant)
            try decided(tx, instant)
        }
    }
}
