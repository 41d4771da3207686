import Basics
import Ledger

extension AccountDoor {
    /// What a one-time link is for; looking does not use it up.
    /// - Throws: `Refusal` `link_invalid`.
    public func link(_ token: LinkToken) async throws -> OpenLink {
        let now = office.now()
        let found = try await office.ledger.read { tx -> OpenLink? in
            guard let link = try tx.link(with: token, at: now) else { return nil }
            guard let id = link.account else {
                return try tx.hasAccounts() ? nil : OpenLink(purpose: link.purpose, expiresAt: link.expiresAt)
            }
            guard let account = try tx.account(id), account.state == .active else { return nil }
            return OpenLink(purpose: link.purpose, name: account.name, expiresAt: link.expiresAt)
        }
        guard let found else { throw Refusal.linkInvalid }
        return found
    }

    /// Sets the password of the link's account and uses the link up; all sessions of the account end.
    /// - Throws: `Refusal` `password_refused`, `link_invalid`, `sign_in_busy`.
    public func setPassword(_ password: String, with token: LinkToken, from place: ClientPlace) async throws {
        let open = try await link(token)
        guard let name = open.name,
            let account = try await office.ledger.read({ try $0.account(named: name) })
        else { throw Refusal.linkInvalid }
        try rules.check(password, names: [name.rawValue, account.displayName])
        let record = try await passwords.inTurn { try await $0.record(of: password, policy.scrypt).text }
        let now = office.now()
        try await ledger(of: account).write { tx in
            guard let used = try tx.useLink(token, at: now), let id = used.account,
                let current = try tx.account(id), current.state == .active
            else { throw Refusal.linkInvalid }
            _ = try tx.setPassword(record, of: id, at: now)
            try tx.endSessions(of: id, at: now)
            // Whoever has the link may begin anew.
            try tx.forgetFailures(of: .account(current.name.rawValue))
        }
    }

    /// Makes the first account, an administrator of everything, and uses the link up.
    /// - Throws: `Refusal` `link_invalid`, also when there is an account by now; `bad_login_name`, `bad_display_name`,
    ///   `password_refused`, `sign_in_busy`.
    public func makeFirstAdministrator(
        name: String, displayName: String, password: String, with token: LinkToken, from place: ClientPlace
    ) async throws {
        guard try await link(token).purpose == .firstAdministrator else { throw Refusal.linkInvalid }
        guard let login = LoginName(typed: name) else { throw Refusal.badLoginName }
        let shown = try displayName.asDisplayName()
        try rules.check(password, names: [login.rawValue, shown])
        let record = try await passwords.inTurn { try await $0.record(of: password, policy.scrypt).text }
        let now = office.now()
        let ledger = office.ledger.acting(as: Actor(.person, account: login.rawValue))
        try await ledger.write { tx in
            guard try !tx.hasAccounts(), try tx.useLink(token, at: now) != nil else { throw Refusal.linkInvalid }
            let new = NewAccount(login, displayName: shown, roles: [.administrator], scope: .everything)
            let account = try tx.addAccount(new, by: login.rawValue, at: now)
            _ = try tx.setPassword(record, of: account.id, at: now)
        }
    }

    /// A new link for the first administrator, while there is no account; earlier ones end. Whoever starts the service
    /// shows it to the person at the terminal, and to nobody else.
    /// - Returns: `nil` when there is an account.
    public func firstAdministratorLink() async throws -> LinkToken? {
        let now = office.now()
        let end = now.adding(policy.linkEnd)
        return try await office.ledger.write { tx in
            guard try !tx.hasAccounts() else { return nil }
            return try tx.makeLink(.firstAdministrator, for: nil, until: end, by: Actor.program.name, at: now)
        }
    }

    private var rules: PasswordRules { PasswordRules(minLength: policy.minPasswordLength) }
}

extension String {
    /// - Throws: `Refusal` `bad_display_name`.
    func asDisplayName() throws(Refusal) -> String {
        let words = split(whereSeparator: \.isWhitespace).joined(separator: " ").precomposedStringWithCanonicalMapping
        guard (1...Account.displayNameLimit).contains(words.count), words.visible == words else {
            throw .badDisplayName
        }
        return words
    }
}
