import Basics
import DigitizationPipeline
import DocumentModel
import Dossiers
import Ledger
import Office

extension Workspace {
    public var review: Review { Review(workspace: self) }
}

/// What the machine is not sure of, as one queue, and what people decide about it.
public struct Review: UseCaseGroup {
    let workspace: Workspace

    // MARK: The queue

    /// By the cases' deadlines. What comes after an item is asked for by the item's identity.
    public func page(_ request: PageRequest, filter: ReviewFilter = ReviewFilter()) async throws -> Page<ReviewItem> {
        try requireAnywhere(.readPapers)
        let (scope, now) = (caller.scope, now())
        let items: [ReviewItem]
        do {
            items = try await ledger.read { tx in
                try tx.reviewItems(
                    filter.state, batch: filter.batch, scope: scope,
                    after: request.after.map(DocumentID.init(rawValue:)), limit: request.limit, at: now)
            }
        } catch let fault as ReviewFault { throw fault.refusal }
        try await workspace.look(listing: "review", showing: Set(items.map(\.caseCode)), for: .review)
        return Page(items, next: items.count == request.limit ? items.last?.id.rawValue : nil)
    }

    /// Of the caller's agencies.
    public func counts() async throws -> ReviewCounts {
        try requireAnywhere(.readPapers)
        let (scope, now) = (caller.scope, now())
        return try await ledger.read { try $0.reviewCounts(scope: scope, at: now) }
    }

    /// The item after one in a list on which nobody else works; `nil` at the end.
    public func next(after id: DocumentID, filter: ReviewFilter = ReviewFilter()) async throws -> DocumentID? {
        // Nothing of the items is shown: no look at a list to record.
        try requireAnywhere(.readPapers)
        let (scope, now, name) = (caller.scope, now(), caller.name)
        do {
            return try await ledger.read { tx in
                var after = id
                while true {
                    let part = try tx.reviewItems(
                        filter.state, batch: filter.batch, scope: scope, after: after, limit: Self.part, at: now)
                    if let free = part.first(where: { $0.lease == nil || $0.lease?.by == name }) { return free.id }
                    guard let last = part.last, part.count == Self.part else { return nil }
                    after = last.id
                }
            }
        } catch let fault as ReviewFault { throw fault.refusal }
    }

    private static let part = 50

    // MARK: One item

    /// Takes an item for the caller and gives what the screen shows. Of a document that is not in the queue an item is
    /// made: somebody wants to look at it.
    /// - Parameters:
    ///   - takingOver: whether it is taken from whoever has it.
    ///   - pages: of which the words are wanted, 0-based; `nil` for all.
    /// - Throws: `Refusal` `unknown_item`; `review_taken`.
    public func open(
        _ id: DocumentID, takingOver: Bool = false, pages: Set<Int>? = nil
    ) async throws -> OpenedReview {
        try await look(at: id, by: .decide)
        let now = now()
        try await record { try $0.takeReview(id, takingOver: takingOver, at: now) }
        return try await opened(id, pages: pages)
    }

    /// The same without taking it.
    public func show(_ id: DocumentID, pages: Set<Int>? = nil) async throws -> OpenedReview {
        try await look(at: id, by: .readPapers)
        return try await opened(id, pages: pages)
    }

    /// Whether somebody else than the caller works on an item.
    public func isOthers(_ item: ReviewItem) -> Bool { item.lease.map { $0.by != caller.name } ?? false }

    /// Whether the caller works on an item.
    public func isOwn(_ item: ReviewItem) -> Bool { item.lease.map { $0.by == caller.name } ?? false }

    /// Keeps an item that the caller has.
    public func renew(_ id: DocumentID) async throws { try await act(id) { try $0.renewReview(id, at: $1) } }

    public func release(_ id: DocumentID) async throws { try await act(id) { try $0.releaseReview(id, at: $1) } }

    /// Leaves an item to a senior, with the doubt.
    public func postpone(_ id: DocumentID, note: String) async throws {
        let words = note.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !words.isEmpty, words.count <= ReviewNote.maxLength else { throw ReviewFault.badNote.refusal }
        try await act(id) { try $0.postponeReview(id, note: words, at: $1) }
    }

    /// Puts an item that was postponed back among the open ones.
    public func resume(_ id: DocumentID) async throws { try await act(id) { try $0.resumeReview(id, at: $1) } }

    /// Ends the work on an item.
    /// - Throws: `Refusal` `review_unfinished` while something below the floor is undecided.
    public func finish(_ id: DocumentID) async throws { try await act(id) { try $0.finishReview(id, at: $1) } }

    // MARK: Drafts

    /// What the caller typed about a document and has not sent; `nil` where there is nothing.
    public func draft(of id: DocumentID) async throws -> ReviewDraft? {
        try await require(.decide, on: id)
        let account = caller.actor.account
        return try await ledger.read { try $0.reviewDraft(of: id, by: account) }
    }

    /// Keeps what the caller typed until it is sent or the item is finished, over a closed tab, an ended session and a
    /// restart.
    /// - Parameters:
    ///   - body: in the screen's own form, at most `ReviewDraft.maxBytes`; nothing to remove what was kept.
    ///   - revision: of what the caller looked at.
    /// - Throws: `Refusal` `draft_too_large`, `unknown_item`, `not_in_force`.
    public func saveDraft(_ body: String, of id: DocumentID, seen revision: Int) async throws {
        try await act(id) { try $0.saveReviewDraft(body, of: id, seen: revision, at: $1) }
    }

    /// What people wrote for words of a batch, by what had stood there; the most frequent first.
    public func replacements(inBatchOf id: DocumentID) async throws -> [String: [String]] {
        try await require(.decide, on: id)
        return try await ledger.read { tx in
            guard let document = try tx.document(id) else { return [:] }
            return try tx.replacements(inBatch: document.content.batchID)
        }
    }

    /// All facts about a document, oldest first.
    public func history(_ id: DocumentID) async throws -> [Correction] {
        try await look(at: id, by: .readPapers)
        return try await ledger.read { try $0.corrections(of: id) }
    }

    // MARK: Policy

    public func policy() async throws -> ReviewPolicy {
        try requireAnywhere(.readStatus)
        return try await ledger.read { try $0.reviewPolicy() }
    }

    /// Holds for what is attached or changes from now on.
    public func setPolicy(_ policy: ReviewPolicy) async throws {
        try caller.require(.keepHome)
        guard (0...1).contains(policy.sampleShare) else {
            throw Refusal.badSetting("sampleShare", expected: "a number from 0 to 1")
        }
        let now = now()
        try await ledger.write { try $0.setReviewPolicy(policy, at: now) }
    }

    // MARK: Parts

    /// Asks for something that every query narrows to the caller's agencies.
    private func requireAnywhere(_ permission: Permission) throws {
        guard !caller.may(permission) else { return }
        try caller.require(permission)
    }

    /// - Throws: `Refusal` as for an item that there is not, when its case is outside of the caller's scope.
    @discardableResult
    func require(_ permission: Permission, on id: DocumentID) async throws -> CaseCode {
        try requireAnywhere(permission)
        guard let document = try await ledger.read({ try $0.document(id) }),
            caller.scope.covers(document.content.caseCode.agency)
        else { throw ReviewFault.unknown.refusal }
        return document.content.caseCode
    }

    /// Asks for a document that is shown, and records that it was looked at.
    private func look(at id: DocumentID, by permission: Permission) async throws {
        let code = try await require(permission, on: id)
        try await workspace.look(at: .document(id, of: code), for: .review)
    }

    private func act(
        _ id: DocumentID, _ body: @escaping @Sendable (LedgerTransaction, Instant) throws -> Void
    ) async throws {
        try await require(.decide, on: id)
        let now = now()
        try await record { try body($0, now) }
    }

    /// Runs `body` in a transaction.
    /// - Throws: a `Refusal` for a `ReviewFault`.
    func record<T: Sendable>(_ body: @escaping @Sendable (LedgerTransaction) throws -> T) async throws -> T {
        do { return try await ledger.write(body) } catch let fault as ReviewFault { throw fault.refusal }
    }
}
