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
            /// All pages of the batch that the caller may see, in scan order.
            public var pages: [PageRecord]
        }

        /// Everything that waits, oldest first.
        /// - Throws: `Refusal` `not_found` when the page is to begin after an item that there is not.
        public func page(_ request: PageRequest) async throws -> Page<Entry> {
            let scope = try caller.scope(for: .readPapers)
            try await workspace.look(at: .listing("waiting"), for: .review)
            return try await ledger.read { tx in
                let last = try request.after.map { after in
                    guard let item = try tx.waitingItem(WaitingID(rawValue: after), in: scope) else {
                        throw Refusal.unknownWaitingItem(after)
                    }
                    return item
                }
                let items = try tx.waitingItems(in: scope, after: last, limit: request.limit)
                return Page(
                    try Self.entries(items, scope, tx),
                    next: items.count == request.limit ? items.last?.id.rawValue : nil)
            }
        }

        /// How much waits, by reason.
        public func figures() async throws -> [WaitingFigures] {
            let scope = try caller.scope(for: .readPapers)
            return try await ledger.read { try $0.waitingFigures(in: scope) }
        }

        /// What waits in one case.
        public func of(_ code: CaseCode) async throws -> [Entry] {
            try caller.require(.readPapers, on: code)
            let scope = caller.scope
            try await workspace.look(at: .case(code), for: .review)
            return try await ledger.read { tx in
                // A case that nobody registered is a name on a sheet: its pages are a matter of the station's agency.
                try Self.entries(tx.waitingItems(batch: nil, case: code, openOnly: true, in: scope), scope, tx)
            }
        }

        private static func entries(
            _ items: [WaitingItem], _ scope: Scope, _ tx: LedgerTransaction
        ) throws -> [Entry] {
            var known: [BatchID: (name: String, pages: [PageRecord])] = [:]
            return try items.map { item in
                if known[item.batchID] == nil {
                    known[item.batchID] = (
                        try tx.batch(item.batchID)?.name ?? "", try tx.pages(batch: item.batchID, in: scope)
                    )
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
            let scope = caller.scope
            guard try await ledger.read({ try $0.waitingItem(id, in: scope) }) != nil else {
                throw DecisionFault.notWaiting
            }
            return try await decisions(recognition).assign(id, to: slot, by: caller.name)
        }

        /// The pages or the document are not wanted; they stay kept.
        /// - Parameter recognition: used where a document has to be made without the page.
        public func discard(_ id: WaitingID, with recognition: Recognition) async throws {
            let scope = try caller.scope(for: .decide)
            let (person, now) = (caller.name, now())
            let item = try await ledger.read { try $0.waitingItem(id, in: scope) }
            if let item, item.isOpen, item.reason == .likelyDuplicate {
                let decisions = decisions(recognition)
                for page in item.pageIDs { try await decisions.leaveOut(page, by: person) }
            } else if item?.documentID == nil {
                try await decide(id, scope) { try $0.discardHeldPages(id, by: person, at: now) }
            } else {
                try await decide(id, scope) { try $0.decide(id, .discard, by: person, at: now) }
            }
        }

        /// What becomes of a document beside the current one of its component.
        public func decide(_ id: WaitingID, _ decision: OtherContentDecision) async throws {
            let scope = try caller.scope(for: .decide)
            let (person, now) = (caller.name, now())
            try await decide(id, scope) { try $0.decide(id, decision, by: person, at: now) }
        }

        /// The page was not scanned twice: it stays in its document.
        public func keep(_ id: WaitingID) async throws {
            let scope = try caller.scope(for: .decide)
            let (person, now) = (caller.name, now())
            try await decide(id, scope) { try $0.keepLikelyDuplicate(id, by: person, at: now) }
        }

        /// Decides about an item that is a matter of the caller's scope, in one transaction with looking whether it is.
        private func decide(
            _ id: WaitingID, _ scope: Scope, _ body: @escaping @Sendable (LedgerTransaction) throws -> Void
        ) async throws {
            try await ledger.write { tx in
                guard try tx.waitingItem(id, in: scope) != nil else {
                    throw LedgerError(.notFound, "waiting item \(id)")
                }
                try body(tx)
            }
        }

        /// Leaves a page out of its document; it stays kept.
        public func leaveOut(_ page: PageID, with recognition: Recognition) async throws {
            _ = try await workspace.arranging.carryOut(.leaveOut(page), with: recognition)
        }

        /// Puts a page back that was left out.
        public func restore(_ page: PageID, with recognition: Recognition) async throws {
            _ = try await workspace.arranging.carryOut(.putBack(page), with: recognition)
        }

        private func decisions(_ recognition: Recognition) -> Decisions {
            Decisions(
                office: office, recognizer: recognition.recognizer, pipeline: recognition.pipeline,
                rules: recognition.rules)
        }
    }
}
