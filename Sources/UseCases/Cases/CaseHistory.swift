import Basics
import Dossiers
import Ledger

extension Workspace.Cases {
    /// What happened to a case, as far as it is recorded.
    public struct History: Sendable {
        /// The case as it was registered, and each time that the register changed it, oldest first.
        public var versions: [(record: CaseRecord, recordedAt: Instant)]
        public var documents: [DocumentChange]
        /// Batches that brought papers of the case.
        public var batches: [BatchRecord] = []
        /// What waited, and what became of it.
        public var waiting: [WaitingItem] = []
        /// What people decided about words and fields of its documents.
        public var corrections: [(component: ComponentCode, fact: Correction)] = []
        public var reuse: [ReuseLink] = []
        /// Who looked at its papers, the last ones; `nil` where the caller may not know.
        public var looks: [Look]?
    }

    /// Looks that are told of one case.
    private static let maxLooks = 100

    /// - Throws: `Refusal` `not_found`, also for a case outside of the caller's scope.
    public func history(_ code: CaseCode) async throws -> History {
        try caller.require(.readPapers, on: code)
        let showsLooks = caller.may(.readAudit)
        return try await ledger.read { tx in
            let documents = try tx.documents(case: code)
            var history = History(
                versions: try tx.caseHistory(code), documents: try tx.documentHistory(case: code),
                waiting: try tx.waitingHistory(case: code), reuse: try tx.reuseLinks(serving: code))
            let batches = Set(documents.map(\.content.batchID)).union(history.waiting.map(\.batchID))
            history.batches = try batches.sorted { $0.rawValue < $1.rawValue }.compactMap { try tx.batch($0) }
            var known: Set<Int> = []
            for document in documents {
                // A fact about a page stands in each document that has the page.
                for fact in try tx.corrections(of: document.id) where known.insert(fact.number).inserted {
                    history.corrections.append((document.content.component, fact))
                }
            }
            if showsLooks { history.looks = try tx.looks(LookFilter(case: code), limit: Self.maxLooks) }
            return history
        }
    }
}
