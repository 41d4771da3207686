import Basics

/// Attempts to sign in that failed, or are under way, since the last one that succeeded.
package struct SignInFailures: Hashable, Sendable {
    package var count: Int
    package var lastAt: Instant
    /// Until when no further attempt is taken; `nil` when there is no limit.
    package var lockedUntil: Instant?

    package init(count: Int, lastAt: Instant, lockedUntil: Instant?) {
        (self.count, self.lastAt, self.lockedUntil) = (count, lastAt, lockedUntil)
    }
}

/// Whose attempts are counted: an account's name, there may be such an account or not, or the place they come from. Only
/// a digest is kept: people type their passwords where the name belongs.
package struct FailureSubject: Hashable, Sendable {
    let key: String

    package static func account(_ typedName: String) -> FailureSubject {
        FailureSubject(key: AuditHash.hex(of: ["account", typedName]))
    }

    package static func address(_ address: String) -> FailureSubject {
        FailureSubject(key: AuditHash.hex(of: ["address", address]))
    }
}

extension LedgerTransaction {
    package func failures(of subject: FailureSubject) throws -> SignInFailures? {
        guard
            let row = try sql.row(
                "SELECT failures, last_at, locked_until FROM sign_in_failures WHERE subject = ?",
                [SQLValue(subject.key)])
        else { return nil }
        return SignInFailures(
            count: try row.integer("failures"), lastAt: try row.instant("last_at"),
            lockedUntil: try row.optionalInstant("locked_until"))
    }

    package func setFailures(_ failures: SignInFailures, of subject: FailureSubject) throws {
        try sql.run(
            """
            INSERT INTO sign_in_failures (subject, failures, last_at, locked_until) VALUES (?, ?, ?, ?)
            ON CONFLICT (subject) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at,
                locked_until = excluded.locked_until
            """,
            [
                SQLValue(subject.key), SQLValue(failures.count), SQLValue(failures.lastAt),
                SQLValue(failures.lockedUntil),
            ])
    }

    package func forgetFailures(of subject: FailureSubject) throws {
        try sql.run("DELETE FROM sign_in_failures WHERE subject = ?", [SQLValue(subject.key)])
    }

    /// Forgets what is so old that it does not count, a little at a time.
    package func forgetFailures(before time: Instant) throws {
        try sql.run(
            """
            DELETE FROM sign_in_failures WHERE subject IN
                (SELECT subject FROM sign_in_failures WHERE last_at < ? ORDER BY last_at LIMIT 20)
            """, [SQLValue(time)])
    }

    /// Notes in the record of acts that somebody could not prove to be whom they said, where there is such an account.
    package func noteFailedSignIn(of account: LoginName, isLocked: Bool, at now: Instant) {
        acts.note(isLocked ? .signInLocked : .signInFailed, account.rawValue, at: now)
    }
}
