import DocumentModel
import Dossiers
import Ledger

extension Decisions {
    /// Puts a page back that was left out of its document as a blank back or as a sheet scanned twice: the document is
    /// made again with the page in its place, and takes the place of the earlier one, which stays kept.
    /// - Parameter person: who decided; kept with the decision.
    /// - Throws: ``Refusal``; errors of ledger, store and recognizer.
    public func restore(_ id: PageID, by person: String) async throws {
        let (batch, slot, records) = try await pages(with: id)
        guard let draft = try await document(try await component(slot, records), batch) else {
            throw Refusal.notLeftOut
        }
        let instant = now()
        try await office.ledger.write { tx in
            if case .keptBeside(_, let item) = try tx.attach(draft, at: instant) {
                try tx.decide(item, .replace, by: person, at: instant)
            }
        }
    }

    /// The page, and the pages that stand in its component's documents from the same batch, in scan order.
    private func pages(
        with id: PageID
    ) async throws -> (BatchRecord, ComponentSlot, [(page: PageRecord, original: ContentDigest)]) {
        try await office.ledger.read { tx in
            let batchID = BatchID(rawValue: String(id.rawValue.prefix { $0 != "." }))
            let all = try tx.pages(batch: batchID)
            guard let batch = try tx.batch(batchID), let page = all.first(where: { $0.id == id }) else {
                throw Refusal.unknownPage
            }
            guard [.blank, .duplicate].contains(page.kind), page.documentID == nil, let code = page.caseCode,
                let component = page.component
            else { throw Refusal.notLeftOut }
            let wanted = all.filter { other in
                other.id == id
                    || (other.caseCode == code && other.component == component && other.documentID != nil)
            }
            let slot = ComponentSlot(caseCode: code, component: component)
            return (batch, slot, try tx.withOriginals(wanted, of: batchID))
        }
    }
}
