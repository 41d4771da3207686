import Basics
import Ledger
import PostalChannel
import PostalPipeline

extension Workspace.Postal {
    /// - Throws: `Refusal` `not_found`.
    public func discrepancy(_ id: DiscrepancyID) async throws -> DiscrepancyRecord {
        let scope = try caller.scope(for: .readPost)
        guard let record = try await ledger.read({ try $0.breakRecord(id, in: scope) }) else { throw Self.unknown(id) }
        return record
    }

    /// A page of the differences, the oldest first.
    /// - Throws: `Refusal` `not_found` when the page is to begin after one that there is not.
    public func discrepancies(_ filter: DiscrepancyFilter, _ request: PageRequest) async throws -> Page<
        DiscrepancyRecord
    > {
        let filter = try narrowed(filter, .readPost)
        return try await ledger.read { tx in
            let last = try request.after.map { after in
                let id = DiscrepancyID(rawValue: after)
                guard let place = try tx.breakRecord(id, in: filter.scope)?.place else { throw Self.unknown(id) }
                return place
            }
            // One more says whether this is the last page.
            let found = try tx.discrepancies(filter, after: last, limit: request.limit + 1)
            let records = Array(found.prefix(request.limit))
            return Page(records, next: found.count > records.count ? records.last?.id.rawValue : nil)
        }
    }

    /// What a person does to differences.
    public struct Work: Sendable {
        public var kind: DiscrepancyEvent.Kind
        public var reason: String
        /// Evidence: a letter, a scan.
        public var reference: String
        /// Who works it from now on; with `assigned`.
        public var owner: String?
        public var amount: Dong?
        public var resolution: DiscrepancyResolution?
        /// The last event that the caller saw of the difference, where it is one: what was recorded after it makes the work
        /// be refused.
        public var follows: DiscrepancyEventID?

        public init(
            _ kind: DiscrepancyEvent.Kind, reason: String = "", reference: String = "", owner: String? = nil,
            amount: Dong? = nil, resolution: DiscrepancyResolution? = nil, follows: DiscrepancyEventID? = nil
        ) {
            (self.kind, self.reason, self.reference) = (kind, reason, reference)
            (self.owner, self.amount, self.resolution) = (owner, amount, resolution)
            self.follows = follows
        }

        /// Approving is another person's act, and a right of its own.
        var permission: Permission {
            switch kind {
            case .resolutionApproved, .resolutionRejected: .approvePost
            default: .workPost
            }
        }
    }

    /// Records what the caller does to several differences: all of them or none.
    /// - Throws: `Refusal`; `LedgerError` when one of them is not there; `ImpossibleDiscrepancyMove` with the reason.
    public func work(on ids: [DiscrepancyID], _ work: Work) async throws -> [DiscrepancyRecord] {
        try await requireRight(to: work)
        let scope = try caller.scope(for: work.permission)
        return try await service.work(on: ids, in: scope, action(work))
    }

    /// The same to all that a filter chooses and that can be worked so.
    public func work(on filter: DiscrepancyFilter, _ work: Work) async throws -> [DiscrepancyRecord] {
        try await requireRight(to: work)
        let ids = try await service.discrepancies(narrowed(filter, work.permission)).filter {
            $0.value.allows(work.kind)
        }.map(\.id)
        return try await service.work(on: ids, action(work))
    }

    /// Approving takes a person where there are persons who may: else whoever proposed something could sign out and approve
    /// it as the machine's account.
    private func requireRight(to work: Work) async throws {
        guard work.permission == .approvePost, caller.actor.kind == .system else { return }
        if try await ledger.read({ try $0.hasActive(.supervisor) }) { throw Refusal.signInToApprove }
    }

    private func narrowed(_ filter: DiscrepancyFilter, _ permission: Permission) throws -> DiscrepancyFilter {
        var filter = filter
        filter.scope = try caller.scope(for: permission)
        return filter
    }

    private func action(_ work: Work) -> DiscrepancyAction {
        let owner = work.kind == .investigationStarted ? caller.name : work.owner
        var action = DiscrepancyAction(
            work.kind, by: caller.name, reason: work.reason, owner: owner, amount: work.amount,
            resolution: work.resolution, reference: work.reference)
        action.follows = work.follows
        return action
    }

    private static func unknown(_ id: DiscrepancyID) -> Refusal { .unknownDifference(id.rawValue) }
}
