import Basics

extension LedgerTransaction {
    /// Opens a session; what is returned is the only copy of its token.
    package func openSession(_ new: NewSession, at now: Instant) throws -> (SessionToken, SessionRecord) {
        let (token, id) = (SessionToken(), newID(SessionRecord.self, at: now))
        try sql.run(
            """
            INSERT INTO sessions (id, account_id, token_digest, kind, stage, created_at, last_used_at, idle_end,
                absolute_end, address, agent, totp_secret)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                SQLValue(id), SQLValue(new.account), SQLValue(token.digest), SQLValue(new.kind), SQLValue(new.stage),
                SQLValue(now), SQLValue(now), SQLValue(new.idleEnd), SQLValue(new.absoluteEnd), SQLValue(new.address),
                SQLValue(new.agent), SQLValue(new.totpSecret),
            ])
        if new.stage == .open {
            try noteSignIn(of: new.account, at: now)
            try noteSession(.sessionOpened, id, of: new.account, at: now)
        }
        guard let found = try findSession(with: token, at: now) else { throw LedgerError(.damagedRecord, "session") }
        return (token, found.record)
    }

    /// The session whose token this is, with its account.
    /// - Returns: `nil` when it is unknown, has ended in whichever way, or its account is disabled.
    package func findSession(with token: SessionToken, at now: Instant) throws -> FoundSession? {
        guard let row = try sql.row("SELECT * FROM sessions WHERE token_digest = ?", [SQLValue(token.digest)]) else {
            return nil
        }
        let record = try sessionRecord(row)
        guard record.endedAt == nil, now < record.endsAt, let account = try account(record.account),
            account.state == .active
        else { return nil }
        return FoundSession(record: record, account: account, totpSecret: try row.optionalText("totp_secret"))
    }

    /// Remembers that a session was used, unless that was done after `since`; the times never go back.
    package func noteUse(of id: SessionID, idleEnd: Instant?, since: Instant, at now: Instant) throws {
        try sql.run(
            "UPDATE sessions SET last_used_at = ?, idle_end = ? WHERE id = ? AND ended_at IS NULL AND last_used_at <= ?",
            [SQLValue(now), SQLValue(idleEnd), SQLValue(id), SQLValue(since)])
    }

    /// The secret of an authenticator that is being set up in this session.
    package func keepTOTPSecret(_ secret: String?, in id: SessionID) throws {
        try sql.run("UPDATE sessions SET totp_secret = ? WHERE id = ?", [SQLValue(secret), SQLValue(id)])
    }

    /// What ``keepTOTPSecret(_:in:)`` kept.
    package func pendingTOTPSecret(in id: SessionID, of account: AccountID, at now: Instant) throws -> String? {
        try sql.row(
            "SELECT totp_secret FROM sessions WHERE id = ? AND account_id = ? AND ended_at IS NULL AND absolute_end > ?",
            [SQLValue(id), SQLValue(account), SQLValue(now)])?.optionalText("totp_secret")
    }

    /// The sessions of an account that are open, the newest first.
    public func openSessions(of account: AccountID, at now: Instant) throws -> [SessionRecord] {
        try sql.rows(
            """
            SELECT * FROM sessions WHERE account_id = ? AND ended_at IS NULL AND absolute_end > ? AND stage = ?
            ORDER BY id DESC
            """, [SQLValue(account), SQLValue(now), SQLValue(SessionRecord.Stage.open)]
        ).map(sessionRecord).filter { now < $0.endsAt }
    }

    /// Ends a session; one that has ended stays as it is.
    /// - Returns: whether it was open.
    @discardableResult
    public func endSession(_ id: SessionID, of account: AccountID, at now: Instant) throws -> Bool {
        let ended = try sql.run(
            "UPDATE sessions SET ended_at = ?, totp_secret = NULL WHERE id = ? AND account_id = ? AND ended_at IS NULL",
            [SQLValue(now), SQLValue(id), SQLValue(account)])
        if ended > 0 { try noteSession(.sessionEnded, id, of: account, at: now) }
        return ended > 0
    }

    /// Ends all sessions of an account, half-way sign-ins included.
    /// - Parameter kept: the one that goes on.
    /// - Returns: how many of them were open.
    @discardableResult
    public func endSessions(of account: AccountID, but kept: SessionID? = nil, at now: Instant) throws -> Int {
        let open = try openSessions(of: account, at: now).filter { $0.id != kept }
        try sql.run(
            "UPDATE sessions SET ended_at = ?, totp_secret = NULL WHERE account_id = ? AND ended_at IS NULL AND id <> ?",
            [SQLValue(now), SQLValue(account), SQLValue(kept?.rawValue ?? "")])
        for session in open { try noteSession(.sessionEnded, session.id, of: account, at: now) }
        return open.count
    }

    /// Forgets sessions of an account that ended long ago; the record of acts still names them.
    package func forgetSessions(of account: AccountID, endedBefore time: Instant) throws {
        try sql.run(
            "DELETE FROM sessions WHERE account_id = ? AND absolute_end < ?", [SQLValue(account), SQLValue(time)])
    }

    private func noteSession(_ act: AuditAct, _ id: SessionID, of account: AccountID, at now: Instant) throws {
        let name = try self.account(account)?.name.rawValue ?? account.rawValue
        acts.note(act, "\(name)/\(id)", at: now)
    }

    private func sessionRecord(_ row: SQLRow) throws -> SessionRecord {
        SessionRecord(
            id: try row.parsed("id"), account: try row.parsed("account_id"), kind: try row.parsed("kind"),
            stage: try row.parsed("stage"), createdAt: try row.instant("created_at"),
            lastUsedAt: try row.instant("last_used_at"), idleEnd: try row.optionalInstant("idle_end"),
            absoluteEnd: try row.instant("absolute_end"), address: try row.text("address"),
            agent: try row.text("agent"), endedAt: try row.optionalInstant("ended_at"))
    }
}
