import Basics
import Dossiers
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
                try Self.require(tx, name, policy, now)
                try tx.recordLook(
                    by: name, roles: caller.roles, in: caller.session, at: subject, for: purpose, at: now)
            }
        }

        /// Records that a list showed the papers of some cases, before it is shown: those that it showed to the caller for
        /// this purpose in this session within half an hour are not named again.
        /// - Throws: as ``record(of:purpose:)``.
        public func record(listing name: String, showing codes: Set<CaseCode>, purpose: LookPurpose) async throws {
            guard caller.actor.kind == .person else { return }
            guard !codes.isEmpty else { return try await record(of: .listing(name), purpose: purpose) }
            let (caller, now, policy) = (caller, now(), workspace.accountServices.policy)
            let since = now.adding(.zero - policy.lookWindow)
            let account = caller.actor.account
            let unseen: @Sendable (LedgerTransaction) throws -> Set<CaseCode> = {
                codes.subtracting(
                    try $0.casesShown(among: codes, to: account, for: purpose, in: caller.session, since: since))
            }
            if try await ledger.read(unseen).isEmpty { return }
            try await ledger.write { tx in
                let new = try unseen(tx).sorted()
                try Self.require(tx, account, policy, now)
                for start in stride(from: 0, to: new.count, by: LedgerTransaction.maxCasesOfLook) {
                    try tx.recordLook(
                        by: account, roles: caller.roles, in: caller.session, at: .listing(name),
                        showing: Set(new[start..<min(new.count, start + LedgerTransaction.maxCasesOfLook)]),
                        for: purpose, at: now)
                }
            }
        }

        /// Records that a whole list was taken away: each time, with how many rows and by which filters it was made, never
        /// with words of papers.
        public func record(export name: String, filters: String, rows: Int) async throws {
            guard caller.actor.kind == .person else { return }
            let (caller, now, policy) = (caller, now(), workspace.accountServices.policy)
            let note = ["\(rows) rows", filters].filter { !$0.isEmpty }.joined(separator: ", ")
            try await ledger.write { tx in
                try Self.require(tx, caller.actor.account, policy, now)
                try tx.recordLook(
                    by: caller.actor.account, roles: caller.roles, in: caller.session, at: .listing(name),
                    for: LookPurpose(.export, note: note), at: now)
            }
        }

        private static func require(
            _ tx: LedgerTransaction, _ account: String, _ policy: AccountPolicy, _ now: Instant
        ) throws {
            guard try !tx.hasLooked(account, times: policy.maxLooksPerHour, since: now.adding(.seconds(-3_600))) else {
                throw Refusal.tooManyLooks(policy.maxLooksPerHour)
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

    /// Records whose papers a list of a use case shows, for the purpose of this workspace.
    /// - Parameter kind: the purpose where the workspace has none.
    func look(listing name: String, showing codes: Set<CaseCode>, for kind: LookPurpose.Kind = .caseWork) async throws {
        try await looks.record(listing: name, showing: codes, purpose: purpose ?? LookPurpose(kind))
    }
}
