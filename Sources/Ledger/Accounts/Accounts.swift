import Basics

extension LedgerTransaction {
    // MARK: Reading

    /// - Parameter scope: an account that reaches beyond it is as one that there is not.
    public func account(named name: LoginName, within scope: Scope = .everything) throws -> Account? {
        let (condition, values) = Self.within(scope)
        return try accounts(where: "name = ?\(condition)", [SQLValue(name)] + values).first
    }

    public func account(_ id: AccountID) throws -> Account? {
        try accounts(where: "id = ?", [SQLValue(id)]).first
    }

    /// Accounts by login name.
    /// - Parameters:
    ///   - name: only those after it: the last of the page before.
    ///   - scope: only accounts that do not reach beyond it.
    public func accounts(
        after name: LoginName? = nil, _ filter: AccountFilter = AccountFilter(), within scope: Scope = .everything,
        limit: Int
    ) throws -> [Account] {
        var (condition, values) = ("1 = 1", [SQLValue]())
        func add(_ text: String, _ further: SQLValue...) {
            condition += " AND \(text)"
            values += further
        }
        if let name { add("name > ?", SQLValue(name)) }
        if let state = filter.state { add("state = ?", SQLValue(state)) }
        if let prefix = filter.namePrefix?.lowercased(), !prefix.isEmpty {
            add("name >= ? AND name < ?", SQLValue(prefix), SQLValue(prefix + "\u{7F}"))
        }
        if let role = filter.role {
            add(
                "EXISTS (SELECT 1 FROM account_roles r WHERE r.account_id = accounts.id AND r.role = ?)",
                SQLValue(role))
        }
        let (inside, agencies) = Self.within(scope)
        return try accounts(
            where: "\(condition)\(inside) ORDER BY name LIMIT ?", values + agencies + [SQLValue(limit)])
    }

    /// Whether anybody may sign in, or could before.
    public func hasAccounts() throws -> Bool { try sql.row("SELECT id FROM accounts ORDER BY name LIMIT 1", []) != nil }

    /// How many active accounts have a role and see everything.
    public func activeCount(of role: Role) throws -> Int {
        try sql.row(
            """
            SELECT COUNT(*) AS n FROM accounts a JOIN account_roles r ON r.account_id = a.id
            WHERE r.role = ? AND a.state = ? AND a.sees_everything = 1
            """, [SQLValue(role), SQLValue(Account.State.active)])?.integer("n") ?? 0
    }

    /// Whether an active account has a role, for whichever agencies.
    public func hasActive(_ role: Role) throws -> Bool {
        try sql.row(
            """
            SELECT a.id FROM accounts a JOIN account_roles r ON r.account_id = a.id
            WHERE r.role = ? AND a.state = ? LIMIT 1
            """, [SQLValue(role), SQLValue(Account.State.active)]) != nil
    }

    package func credentials(of name: LoginName) throws -> Credentials? {
        try credentials(where: "name = ?", SQLValue(name))
    }

    package func credentials(of id: AccountID) throws -> Credentials? { try credentials(where: "id = ?", SQLValue(id)) }

    private func credentials(where condition: String, _ value: SQLValue) throws -> Credentials? {
        guard let account = try accounts(where: condition, [value]).first,
            let row = try sql.row(
                "SELECT password, totp_secret, totp_step FROM accounts WHERE id = ?", [SQLValue(account.id)])
        else { return nil }
        return Credentials(
            account: account, password: try row.optionalText("password"),
            totpSecret: try row.optionalText("totp_secret"), totpStep: try row.integer("totp_step"))
    }

    // MARK: Changing

    /// - Throws: ``LedgerError/Code/conflict`` when the name was given before, whatever became of the account.
    public func addAccount(_ new: NewAccount, by person: String, at now: Instant) throws -> Account {
        let id = newID(Account.self, at: now)
        let added = try sql.run(
            """
            INSERT INTO accounts (id, name, display_name, state, sees_everything, language, totp_demanded, totp_step,
                created_at, created_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?) ON CONFLICT (name) DO NOTHING
            """,
            [
                SQLValue(id), SQLValue(new.name), SQLValue(new.displayName), SQLValue(Account.State.active),
                SQLValue(new.scope == .everything), SQLValue(new.language), SQLValue(new.demandsTOTP), SQLValue(now),
                SQLValue(person),
            ])
        guard added == 1 else { throw LedgerError(.conflict, "account \(new.name)") }
        try insertRoles(new.roles, of: id)
        try insertAgencies(new.scope, of: id)
        return try changed(id, .accountAdded, at: now)
    }

    public func setDisplayName(_ displayName: String, of id: AccountID, at now: Instant) throws -> Account {
        try set("display_name", SQLValue(displayName), of: id, at: now)
    }

    public func setLanguage(_ language: InterfaceLanguage, of id: AccountID, at now: Instant) throws -> Account {
        try set("language", SQLValue(language), of: id, at: now)
    }

    public func setState(_ state: Account.State, of id: AccountID, at now: Instant) throws -> Account {
        try set("state", SQLValue(state), of: id, .accountRightsChanged, at: now)
    }

    public func setRoles(_ roles: Set<Role>, of id: AccountID, at now: Instant) throws -> Account {
        try sql.run("DELETE FROM account_roles WHERE account_id = ?", [SQLValue(id)])
        try insertRoles(roles, of: id)
        return try changed(id, .accountRightsChanged, at: now)
    }

    public func setScope(_ scope: Scope, of id: AccountID, at now: Instant) throws -> Account {
        try sql.run("DELETE FROM account_agencies WHERE account_id = ?", [SQLValue(id)])
        try insertAgencies(scope, of: id)
        return try set("sees_everything", SQLValue(scope == .everything), of: id, .accountRightsChanged, at: now)
    }

    /// - Parameter isDemanded: whether nobody signs in to the account without an authenticator.
    public func demandTOTP(_ isDemanded: Bool, of id: AccountID, at now: Instant) throws -> Account {
        try set("totp_demanded", SQLValue(isDemanded), of: id, .credentialsChanged, at: now)
    }

    /// - Parameter record: the password as it is stored; `nil` takes it away.
    package func setPassword(_ record: String?, of id: AccountID, at now: Instant) throws -> Account {
        try set("password", SQLValue(record), of: id, .credentialsChanged, at: now)
    }

    /// - Parameter step: the time step whose code proved that the person has the authenticator: it is used up by that.
    package func setTOTP(_ secret: String?, step: Int, of id: AccountID, at now: Instant) throws -> Account {
        try sql.run("UPDATE accounts SET totp_step = ? WHERE id = ?", [SQLValue(step), SQLValue(id)])
        return try set("totp_secret", SQLValue(secret), of: id, .credentialsChanged, at: now)
    }

    /// Uses a time step of the authenticator up.
    /// - Returns: whether it, and every later one, was still unused.
    package func useTOTPStep(_ step: Int, of id: AccountID) throws -> Bool {
        try sql.run(
            "UPDATE accounts SET totp_step = ? WHERE id = ? AND totp_step < ?",
            [SQLValue(step), SQLValue(id), SQLValue(step)]) == 1
    }

    func noteSignIn(of id: AccountID, at now: Instant) throws {
        try sql.run("UPDATE accounts SET last_sign_in = ? WHERE id = ?", [SQLValue(now), SQLValue(id)])
    }

    private func set(
        _ column: String, _ value: SQLValue, of id: AccountID, _ act: AuditAct = .accountChanged, at now: Instant
    ) throws -> Account {
        try sql.run("UPDATE accounts SET \(column) = ? WHERE id = ?", [value, SQLValue(id)])
        return try changed(id, act, at: now)
    }

    /// Has the record of acts vouch for the account as it is now.
    private func changed(_ id: AccountID, _ act: AuditAct, at now: Instant) throws -> Account {
        guard let account = try account(id) else { throw LedgerError(.notFound, "account \(id)") }
        for table in [FactTable.accounts, .accountRoles, .accountAgencies] {
            acts.note(act, account.name.rawValue, table, key: id.rawValue, at: now)
        }
        return account
    }

    private func insertRoles(_ roles: Set<Role>, of id: AccountID) throws {
        for role in roles.sorted(by: { $0.rawValue < $1.rawValue }) {
            try sql.run(
                "INSERT INTO account_roles (account_id, role) VALUES (?, ?)", [SQLValue(id), SQLValue(role)])
        }
    }

    private func insertAgencies(_ scope: Scope, of id: AccountID) throws {
        guard case .agencies(let agencies) = scope else { return }
        for agency in agencies.map(\.rawValue).sorted() {
            try sql.run(
                "INSERT INTO account_agencies (account_id, agency) VALUES (?, ?)", [SQLValue(id), SQLValue(agency)])
        }
    }
}
