import Basics
import Dossiers
import Ledger

extension Workspace.Waiting {
    /// An item with what a person needs to decide it.
    public struct Shown: Sendable {
        public var item: WaitingItem
        public var batch: BatchRecord
        /// The pages in question, in scan order.
        public var pages: [PageRecord]
        /// What they are to be compared with: the page that one repeats, the pages of the document that is there.
        public var others: [PageRecord]
        /// The case that was read, where the register has it and the caller may see it.
        public var record: CaseRecord?
        /// The document beside the current one, for an item that is about a document.
        public var document: DigitizedDocument?
    }

    /// One item.
    /// - Throws: `Refusal` `unknown_item`, also for an item of another agency.
    public func show(_ id: WaitingID) async throws -> Shown {
        let scope = try caller.scope(for: .readPapers)
        let found = try await ledger.read { tx -> Shown? in
            guard let item = try tx.waitingItem(id, in: scope), let batch = try tx.batch(item.batchID) else {
                return nil
            }
            return try Self.shown(item, batch, scope, tx)
        }
        guard let found else { throw Refusal.unknownWaitingItem(id.rawValue) }
        try await workspace.look(at: .waitingItem(id, of: found.record?.code))
        return found
    }

    /// Last days of the cases that items name, by the cases' codes; those that the register does not have are left out.
    public func deadlines(of entries: [Entry]) async throws -> [String: CalendarDay] {
        let codes = Set(entries.compactMap(\.item.proposedCase)).compactMap { CaseCode(rawValue: $0) }.filter {
            caller.scope.covers($0.agency)
        }
        return try await ledger.read { tx in
            try codes.reduce(into: [:]) { days, code in days[code.rawValue] = try tx.findCase(code)?.due }
        }
    }

    private static func shown(
        _ item: WaitingItem, _ batch: BatchRecord, _ scope: Scope, _ tx: LedgerTransaction
    ) throws -> Shown {
        let all = try tx.pages(batch: batch.id, in: scope)
        let document = try item.documentID.flatMap { try tx.document($0) }
        let wanted = Set(item.pageIDs).union(document?.content.pages.map(\.pageID) ?? [])
        let pages = all.filter { wanted.contains($0.id) }
        let repeated = Set(pages.compactMap(\.duplicateOf))
        var others = all.filter { repeated.contains($0.id) && !wanted.contains($0.id) }
        if let document {
            let beside = try tx.documents(case: document.content.caseCode).filter {
                $0.state == .current && $0.content.component == document.content.component
            }
            others += try beside.flatMap(\.content.pages).compactMap { try tx.page($0.pageID) }
        }
        let code = document?.content.caseCode ?? item.proposedCase.flatMap { CaseCode(rawValue: $0) }
        return Shown(
            item: item, batch: batch, pages: pages, others: others,
            record: try code.flatMap { scope.covers($0.agency) ? try tx.findCase($0) : nil },
            document: document)
    }
}
