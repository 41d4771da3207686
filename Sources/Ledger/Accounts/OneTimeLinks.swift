import Basics

/// What a one-time link is for.
public enum LinkPurpose: String, Hashable, Sendable, CaseIterable {
    /// Making the first account, while there is none.
    case firstAdministrator = "first_administrator"
    /// Setting the first password of an account.
    case invitation
    /// Setting another password.
    case reset
}

/// A link that can still be used.
public struct OneTimeLink: Hashable, Sendable {
    public var id: Identifier<OneTimeLink>
    public var purpose: LinkPurpose
    /// Exactly when it is not for the first administrator.
    public var account: AccountID?
    public var expiresAt: Instant
}

extension LedgerTransaction {
    /// Makes a link; what is returned is the only copy of its token. Earlier links of the account, or those for the first
    /// administrator, cannot be used any more.
    package func makeLink(
        _ purpose: LinkPurpose, for account: AccountID?, until end: Instant, by person: String, at now: Instant
    ) throws -> LinkToken {
        try endLinks(of: account, at: now)
        let (token, id) = (LinkToken(), newID(OneTimeLink.self, at: now))
        try sql.run(
            """
            INSERT INTO account_links (id, token_digest, purpose, account_id, created_at, created_by, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                SQLValue(id), SQLValue(token.digest), SQLValue(purpose), SQLValue(account), SQLValue(now),
                SQLValue(person), SQLValue(end),
            ])
        let name = try account.flatMap { try self.account($0)?.name.rawValue }
        acts.note(.linkMade, name ?? purpose.rawValue, .accountLinks, key: id.rawValue, at: now)
        return token
    }

    /// The link whose token this is; `nil` when it is unknown, was used or replaced, or has expired.
    public func link(with token: LinkToken, at now: Instant) throws -> OneTimeLink? {
        guard
            let row = try sql.row(
                "SELECT * FROM account_links WHERE token_digest = ? AND closed_at IS NULL AND expires_at > ?",
                [SQLValue(token.digest), SQLValue(now)])
        else { return nil }
        return OneTimeLink(
            id: try row.parsed("id"), purpose: try row.parsed("purpose"), account: try row.optionalParsed("account_id"),
            expiresAt: try row.instant("expires_at"))
    }

    /// Uses a link up, in the transaction that does what it is for.
    /// - Returns: `nil` when it could not be used any more.
    package func useLink(_ token: LinkToken, at now: Instant) throws -> OneTimeLink? {
        guard let link = try link(with: token, at: now) else { return nil }
        let used = try sql.run(
            "UPDATE account_links SET closed_at = ?, was_used = 1 WHERE id = ? AND closed_at IS NULL",
            [SQLValue(now), SQLValue(link.id)])
        guard used == 1 else { return nil }
        let name = try link.account.flatMap { try self.account($0)?.name.rawValue }
        acts.note(.linkUsed, name ?? link.purpose.rawValue, at: now)
        return link
    }

    /// Ends the links of an account that were not used; with `nil` those for the first administrator.
    package func endLinks(of account: AccountID?, at now: Instant) throws {
        if let account {
            try sql.run(
                "UPDATE account_links SET closed_at = ? WHERE account_id = ? AND closed_at IS NULL",
                [SQLValue(now), SQLValue(account)])
        } else {
            try sql.run(
                "UPDATE account_links SET closed_at = ? WHERE account_id IS NULL AND closed_at IS NULL", [SQLValue(now)]
            )
        }
    }
}
