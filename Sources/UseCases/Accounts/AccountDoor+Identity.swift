import Basics
import Ledger

extension AccountDoor {
    /// Signs a person in whom another provider has proved. The first time an account is made; roles and scope are the
    /// provider's at each sign-in. An authenticator that an administrator demands is asked for here, too.
    /// - Throws: `Refusal` `account_exists` when a local account has the name: a provider's word about a name does not
    ///   open it; `sign_in_failed` when the account is disabled; `bad_display_name`.
    public func signIn(
        as identity: ProvenIdentity, from place: ClientPlace, replacing old: SessionToken? = nil
    ) async throws -> SignInStep {
        let (now, policy, shown) = (office.now(), policy, try identity.displayName.asDisplayName())
        let ledger = office.ledger.acting(as: Actor(.person, account: identity.name.rawValue))
        return try await ledger.write { tx in
            let account = try account(of: identity, shown: shown, tx, at: now)
            guard account.state == .active else { throw Refusal.signInFailed }
            if let old, let before = try tx.findSession(with: old, at: now) {
                try tx.endSession(before.record.id, of: before.account.id, at: now)
            }
            try tx.forgetSessions(of: account.id, endedBefore: now.adding(.zero - policy.sessionRetention))
            let stage: SessionRecord.Stage =
                account.hasTOTP ? .awaitingCode : account.isTOTPDemanded ? .awaitingEnrolment : .open
            let (token, record) = try tx.openSession(
                newSession(account, .web, stage, from: place, at: now), at: now)
            switch stage {
            case .awaitingCode: return .needsCode(token)
            case .awaitingEnrolment: return .needsEnrolment(token)
            case .open:
                let account = try tx.account(account.id) ?? account
                return .signedIn(SignedIn(token: token, person: SignedInPerson(account, record)))
            }
        }
    }

    /// Whether the person signs in at another provider, which then may want to hear of signing out.
    public func signsInElsewhere(_ person: SignedInPerson) async throws -> Bool {
        let id = person.account.id
        return try await office.ledger.read { try $0.hasIdentity(id) }
    }

    private func account(
        of identity: ProvenIdentity, shown: String, _ tx: LedgerTransaction, at now: Instant
    ) throws -> Account {
        guard var account = try tx.account(ofIssuer: identity.issuer, subject: identity.subject) else {
            guard try tx.account(named: identity.name) == nil else {
                throw Refusal.accountExists(identity.name.rawValue)
            }
            let new = NewAccount(
                identity.name, displayName: shown, roles: identity.roles, scope: identity.scope)
            let account = try tx.addAccount(new, by: identity.issuer, at: now)
            try tx.addIdentity(issuer: identity.issuer, subject: identity.subject, of: account, at: now)
            return account
        }
        guard account.state == .active else { return account }
        let hasOtherRights = account.roles != identity.roles || account.scope != identity.scope
        if account.displayName != shown { account = try tx.setDisplayName(shown, of: account.id, at: now) }
        guard hasOtherRights else { return account }
        if account.roles != identity.roles { account = try tx.setRoles(identity.roles, of: account.id, at: now) }
        if account.scope != identity.scope { account = try tx.setScope(identity.scope, of: account.id, at: now) }
        try tx.endSessions(of: account.id, at: now)
        return account
    }
}
