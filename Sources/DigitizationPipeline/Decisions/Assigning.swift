import Basics
import Dossiers
import Ledger

extension Decisions {
    /// Gives the pages of a waiting item to a component.
    /// - Parameter person: who decided; kept with the decision.
    /// - Returns: what became of the document; `nil` when the component held all the pages already.
    /// - Throws: ``DecisionFault``; errors of ledger, store and recognizer.
    public func assign(_ id: WaitingID, to slot: ComponentSlot, by person: String) async throws -> AttachOutcome? {
        let (batch, records) = try await waiting(id, slot)
        let component = try await component(slot, records)
        guard !component.pages.isEmpty else { throw DecisionFault.nothingReadable }
        let made = try await document(component, batch)
        let instant = now()
        return try await office.ledger.write { tx in
            _ = try tx.assignHeldPages(id, to: slot.caseCode, component: slot.component, by: person, at: instant)
            return try made.map { try tx.attach($0, at: instant) }
        }
    }

    /// The content pages of an open item.
    private func waiting(
        _ id: WaitingID, _ slot: ComponentSlot
    ) async throws -> (BatchRecord, [(page: PageRecord, original: ContentDigest)]) {
        try await office.ledger.read { tx in
            guard let item = try tx.waitingItem(id), item.isOpen, item.documentID == nil,
                item.reason != .likelyDuplicate,
                let batch = try tx.batch(item.batchID)
            else { throw DecisionFault.notWaiting }
            guard try tx.findCase(slot.caseCode)?.rule(slot.component) != nil else { throw DecisionFault.unknownSlot }
            let wanted = Set(item.pageIDs)
            let pages = try tx.pages(batch: batch.id).filter { wanted.contains($0.id) && $0.kind == .content }
            return (batch, try tx.withOriginals(pages, of: batch.id))
        }
    }
}

extension LedgerTransaction {
    /// Attaches what a person had made, and records what its PDF lacks.
    fileprivate func attach(_ made: MadeDocument, at now: Instant) throws -> AttachOutcome {
        try noteUnwritten(made.unwritten, of: made.draft.pages, batch: made.draft.batchID, at: now)
        try noteRegisterDifferences(made.draft.fields, of: made.draft.pages, batch: made.draft.batchID, at: now)
        return try attach(made.draft, at: now)
    }

    /// Pages beside the original that each stands in.
    func withOriginals(
        _ pages: [PageRecord], of batch: BatchID
    ) throws -> [(page: PageRecord, original: ContentDigest)] {
        let originals = Dictionary(
            try files(of: batch).map { ($0.ordinal, $0.sha256) }, uniquingKeysWith: { first, _ in first })
        return pages.compactMap { page in originals[page.fileOrdinal].map { (page, $0) } }
    }
}
