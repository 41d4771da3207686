import Basics
import Ledger

extension Workspace {
    /// Who may sign in, and with what rights: for administrators.
    public struct Accounts: UseCaseGroup {
        let workspace: Workspace

        private var policy: AccountPolicy { workspace.accountServices.policy }

        // MARK: Reading

        /// Accounts by login name.
        public func page(
            _ request: PageRequest, filter: AccountFilter = AccountFilter()
        ) async throws -> Page<Account> {
            try caller.require(.manageAccounts)
            let scope = caller.scope
            return try await ledger.read { tx in
                let accounts = try tx.accounts(
                    after: request.after.flatMap { LoginName(rawValue: $0) }, filter, within: scope,
                    limit: request.limit)
                let isFull = accounts.count == request.limit
                return Page(accounts, next: isFull ? accounts.last?.name.rawValue : nil)
            }
        }

        /// - Throws: `Refusal` `unknown_account`, also for an account that reaches beyond the caller's scope.
        public func show(_ name: LoginName) async throws -> Account {
            try caller.require(.manageAccounts)
            let scope = caller.scope
            guard let account = try await ledger.read({ try $0.account(named: name, within: scope) }) else {
                throw Refusal.unknownAccount(name.rawValue)
            }
            return account
        }

        /// Where the account is signed in, the newest first.
        public func sessions(of name: LoginName) async throws -> [SessionRecord] {
            let (account, now) = (try await show(name), now())
            return try await ledger.read { try $0.openSessions(of: account.id, at: now) }
        }

        // MARK: Adding

        /// Adds an account without a password: the link that comes back is given to the person, who sets one by it.
        /// - Throws: `Refusal` `account_exists`, `bad_display_name`, `outside_scope`.
        public func add(
            _ name: LoginName, displayName: String, roles: Set<Role>, scope: Scope,
            language: InterfaceLanguage = .vietnamese, demandsTOTP: Bool = false
        ) async throws -> IssuedLink {
            try caller.require(.manageAccounts)
            let new = NewAccount(
                name, displayName: try displayName.asDisplayName(), roles: roles, scope: scope, language: language,
                demandsTOTP: demandsTOTP)
            let (caller, now) = (caller, now())
            let end = now.adding(policy.linkEnd)
            return try await ledger.write { tx in
                let mine = try caller.currentScope(tx)
                guard mine.contains(scope) else { throw Refusal.beyondScope(caller.name) }
                guard try tx.account(named: name) == nil else { throw Refusal.accountExists(name.rawValue) }
                let account = try tx.addAccount(new, by: caller.name, at: now)
                let token = try tx.makeLink(.invitation, for: account.id, until: end, by: caller.name, at: now)
                return IssuedLink(token: token, account: account, expiresAt: end)
            }
        }

        // MARK: Changing

        public func setDisplayName(_ displayName: String, of name: LoginName) async throws -> Account {
            let shown = try displayName.asDisplayName()
            return try await change(name) { try $0.setDisplayName(shown, of: $1.id, at: $2) }
        }

        /// The account's sessions end: what they were opened with is not what they would be now.
        /// - Throws: `Refusal` `own_account`, `last_administrator`, `unknown_account`.
        public func setRoles(_ roles: Set<Role>, of name: LoginName) async throws -> Account {
            try await change(name, isRight: true) { try $0.setRoles(roles, of: $1.id, at: $2) }
        }

        /// - Throws: as ``setRoles(_:of:)``; `outside_scope` when it reaches beyond the caller's own.
        public func setScope(_ scope: Scope, of name: LoginName) async throws -> Account {
            let caller = caller
            return try await change(name, isRight: true) { tx, account, now in
                guard try caller.currentScope(tx).contains(scope) else { throw Refusal.beyondScope(caller.name) }
                return try tx.setScope(scope, of: account.id, at: now)
            }
        }

        /// Nobody signs in to the account any more; its sessions end at once.
        public func disable(_ name: LoginName) async throws -> Account {
            try await change(name, isRight: true) { tx, account, now in
                try tx.endLinks(of: account.id, at: now)
                return try tx.setState(.disabled, of: account.id, at: now)
            }
        }

        public func enable(_ name: LoginName) async throws -> Account {
            try await change(name, isRight: true) { try $0.setState(.active, of: $1.id, at: $2) }
        }

        /// A link by which the person sets another password; earlier links of the account end, the password stays until
        /// then.
        public func resetLink(for name: LoginName) async throws -> IssuedLink {
            let (person, end) = (caller.name, now().adding(policy.linkEnd))
            return try await change(name) { tx, account, now in
                let purpose: LinkPurpose = account.hasPassword ? .reset : .invitation
                let token = try tx.makeLink(purpose, for: account.id, until: end, by: person, at: now)
                return IssuedLink(token: token, account: account, expiresAt: end)
            }
        }

        /// - Parameter isDemanded: whether nobody signs in to the account without an authenticator; whoever has none sets
        ///   one up at the next sign-in.
        public func demandTOTP(_ isDemanded: Bool, of name: LoginName) async throws -> Account {
            try await change(name) { tx, account, now in
                if isDemanded, !account.hasTOTP { try tx.endSessions(of: account.id, at: now) }
                return try tx.demandTOTP(isDemanded, of: account.id, at: now)
            }
        }

        /// Takes the authenticator away, as when the telephone is lost; sessions end.
        public func removeTOTP(of name: LoginName) async throws -> Account {
            try await change(name) { tx, account, now in
                try tx.endSessions(of: account.id, at: now)
                return try tx.setTOTP(nil, step: 0, of: account.id, at: now)
            }
        }

        /// - Returns: how many were open.
        public func endSessions(of name: LoginName) async throws -> Int {
            try await change(name) { try $0.endSessions(of: $1.id, at: $2) }
        }

        /// Lets an account that failed too often try again at once.
        public func unlock(_ name: LoginName) async throws {
            try await change(name) { tx, account, _ in
                try tx.forgetFailures(of: .account(account.name.rawValue))
                try tx.forgetFailures(of: .account("code/\(account.id)"))
            }
        }

        /// - Parameter isRight: whether it is about what the account may do: nobody changes that of their own, one
        ///   administrator of everything stays, and sessions end.
        private func change<T: Sendable>(
            _ name: LoginName, isRight: Bool = false,
            _ body: @escaping @Sendable (LedgerTransaction, Account, Instant) throws -> T
        ) async throws -> T {
            try caller.require(.manageAccounts)
            let (caller, now) = (caller, now())
            return try await ledger.write { tx in
                guard let account = try tx.account(named: name, within: caller.currentScope(tx)) else {
                    throw Refusal.unknownAccount(name.rawValue)
                }
                guard isRight else { return try body(tx, account, now) }
                if caller.actor == Actor(.person, account: name.rawValue) { throw Refusal.ownAccount }
                let administrators = try tx.activeCount(of: .administrator)
                let result = try body(tx, account, now)
                let left = try tx.activeCount(of: .administrator)
                guard administrators == 0 || left > 0 else { throw Refusal.lastAdministrator }
                try tx.endSessions(of: account.id, at: now)
                return result
            }
        }
    }
}

extension Caller {
    /// The scope as it is in this transaction: what a person was allowed when the request began may have been taken away.
    /// - Throws: `Refusal` `session_ended`, `not_allowed`.
    func currentScope(_ tx: LedgerTransaction) throws -> Scope {
        guard actor.kind == .person else { return scope }
        guard let account = try LoginName(rawValue: actor.account).flatMap({ try tx.account(named: $0) }),
            account.state == .active
        else { throw Refusal.sessionEnded }
        try Caller(actor, roles: account.roles, scope: account.scope).require(.manageAccounts)
        return account.scope
    }
}
