import Basics

extension LedgerTransaction {
    /// The account that a provider's person has here.
    package func account(ofIssuer issuer: String, subject: String) throws -> Account? {
        try sql.row(
            "SELECT account_id FROM account_identities WHERE issuer = ? AND subject = ?",
            [SQLValue(issuer), SQLValue(subject)]
        ).flatMap { try account($0.parsed("account_id")) }
    }

    /// Whether a provider's person signs in to an account.
    package func hasIdentity(_ account: AccountID) throws -> Bool {
        try sql.row("SELECT id FROM account_identities WHERE account_id = ? LIMIT 1", [SQLValue(account)]) != nil
    }

    /// Has a provider's person sign in to an account.
    package func addIdentity(issuer: String, subject: String, of account: Account, at now: Instant) throws {
        let id = newID(ProvenIdentity.self, at: now)
        try sql.run(
            "INSERT INTO account_identities (id, issuer, subject, account_id, created_at) VALUES (?, ?, ?, ?, ?)",
            [SQLValue(id), SQLValue(issuer), SQLValue(subject), SQLValue(account.id), SQLValue(now)])
        acts.note(.credentialsChanged, account.name.rawValue, .accountIdentities, key: id.rawValue, at: now)
    }
}
