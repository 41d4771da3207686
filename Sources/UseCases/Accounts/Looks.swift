import Basics
import Ledger

extension Workspace {
    /// The record of looks at people's papers.
    public struct Looks: UseCaseGroup {
        let workspace: Workspace

        /// Records that the caller looks at something, before it is shown. Once for a person, a subject, a purpose and a
        /// session within half an hour: a page with twenty pictures is one look. For stations and accounts of the machine
        /// nothing is recorded: the former see only what they hand over, the latter have the files themselves.
        /// - Throws: `Refusal` `too_many_looks`; `LedgerError` when it cannot be recorded: nothing is shown then.
        public func record(of subject: LookSubject, purpose: LookPurpose) async throws {
            guard caller.actor.kind == .person else { return }
            let (caller, now, policy) = (caller, now(), workspace.accountServices.policy)
            let since = now.adding(.zero - policy.lookWindow)
            let name = caller.actor.account
            let isKnown: @Sendable (LedgerTransaction) throws -> Bool = {
                try $0.hasLooked(name, at: subject, for: purpose, in: caller.session, since: since)
            }
            if try await ledger.read(isKnown) { return }
            try await ledger.write { tx in
                guard try !isKnown(tx) else { return }
                let hour = now.adding(.seconds(-3_600))
                guard try !tx.hasLooked(name, times: policy.maxLooksPerHour, since: hour) else {
                    throw Refusal.tooManyLooks(policy.maxLooksPerHour)
                }
                try tx.recordLook(
                    by: name, roles: caller.roles, in: caller.session, at: subject, for: purpose, at: now)
            }
        }

        /// Looks, the newest first; the key of a page is the number of its last one.
        public func page(_ request: PageRequest, filter: LookFilter = LookFilter()) async throws -> Page<Look> {
            try caller.require(.readAudit)
            return try await ledger.read { tx in
                let looks = try tx.looks(before: request.after.flatMap { Int($0) }, filter, limit: request.limit)
                return Page(looks, next: looks.count == request.limit ? looks.last.map { String($0.number) } : nil)
            }
        }
    }

    /// Records a look of a use case that shows papers, for the purpose of this workspace.
    /// - Parameter kind: the purpose where the workspace has none.
    func look(at subject: LookSubject, for kind: LookPurpose.Kind = .caseWork) async throws {
        try await looks.record(of: subject, purpose: purpose ?? LookPurpose(kind))
    }
}
