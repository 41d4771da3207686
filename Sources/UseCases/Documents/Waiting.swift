import Basics
import DigitizationPipeline
import Dossiers
import Ledger
import Office

extension Workspace {
    /// What waits for a person, and what a person decides about papers.
    public struct Waiting: UseCaseGroup {
        let workspace: Workspace

        /// An item with what is shown beside it.
        public struct Entry: Sendable {
            public var item: WaitingItem
            public var batchName: String
            /// All pages of the batch, in scan order.
            public var pages: [PageRecord]
        }

        /// Everything that waits, oldest first.
        /// - Throws: `Refusal` `not_found` when the page is to begin after an item that there is not.
        public func page(_ request: PageRequest) async throws -> Page<Entry> {
            try caller.require(.readPapers)
            try await workspace.look(at: .listing("waiting"), for: .review)
            return try await ledger.read { tx in
                let last = try request.after.map { after in
                    guard let item = try tx.waitingItem(WaitingID(rawValue: after)) else {
                        throw Refusal.unknownWaitingItem(after)
                    }
                    return item
                }
                let items = try tx.waitingItems(after: last, limit: request.limit)
                return Page(
                    try Self.entries(items, tx), next: items.count == request.limit ? items.last?.id.rawValue : nil)
            }
        }

        /// What waits in one case.
        public func of(_ code: CaseCode) async throws -> [Entry] {
            try caller.require(.readPapers, on: code)
            try await workspace.look(at: .case(code), for: .review)
            return try await ledger.read { tx in
                try Self.entries(tx.waitingItems(batch: nil, case: code, openOnly: true), tx)
            }
        }

        private static func entries(_ items: [WaitingItem], _ tx: LedgerTransaction) throws -> [Entry] {
            var known: [BatchID: (name: String, pages: [PageRecord])] = [:]
            return try items.map { item in
                if known[item.batchID] == nil {
                    known[item.batchID] = (try tx.batch(item.batchID)?.name ?? "", try tx.pages(batch: item.batchID))
                }
                let batch = known[item.batchID] ?? ("", [])
                return Entry(item: item, batchName: batch.name, pages: batch.pages)
            }
        }

        // MARK: Decisions

        /// Gives held-back pages to a component.
        public func assign(
            _ id: WaitingID, to slot: ComponentSlot, with recognition: Recognition
        ) async throws -> AttachOutcome? {
            try caller.require(.decide, on: slot.caseCode)
            return try await decisions(recognition).assign(id, to: slot, by: caller.name)
        }

        /// The pages or the document are not wanted; they stay kept.
        /// - Parameter recognition: used where a document has to be made without the page.
        public func discard(_ id: WaitingID, with recognition: Recognition) async throws {
            try caller.require(.decide)
            let (person, now) = (caller.name, now())
            let item = try await ledger.read { try $0.waitingItem(id) }
            if let item, item.isOpen, item.reason == .likelyDuplicate {
                let decisions = decisions(recognition)
                for page in item.pageIDs { try await decisions.leaveOut(page, by: person) }
            } else if item?.documentID == nil {
                try await ledger.write { try $0.discardHeldPages(id, by: person, at: now) }
            } else {
                try await ledger.write { try $0.decide(id, .discard, by: person, at: now) }
            }
        }

        /// What becomes of a document beside the current one of its component.
        public func decide(_ id: WaitingID, _ decision: OtherContentDecision) async throws {
            try caller.require(.decide)
            let (person, now) = (caller.name, now())
            try await ledger.write { try $0.decide(id, decision, by: person, at: now) }
        }

        /// The page was not scanned twice: it stays in its document.
        public func keep(_ id: WaitingID) async throws {
            try caller.require(.decide)
            let (person, now) = (caller.name, now())
            try await ledger.write { try $0.keepLikelyDuplicate(id, by: person, at: now) }
        }

        /// Leaves a page out of its document; it stays kept.
        public func leaveOut(_ page: PageID, with recognition: Recognition) async throws {
            try caller.require(.decide)
            try await decisions(recognition).leaveOut(page, by: caller.name)
        }

        /// Puts a page back that was left out.
        public func restore(_ page: PageID, with recognition: Recognition) async throws {
            try caller.require(.decide)
            try await decisions(recognition).restore(page, by: caller.name)
        }

        private func decisions(_ recognition: Recognition) -> Decisions {
            Decisions(
                office: office, recognizer: recognition.recognizer, pipeline: recognition.pipeline,
                rules: recognition.rules)
        }
    }
}
