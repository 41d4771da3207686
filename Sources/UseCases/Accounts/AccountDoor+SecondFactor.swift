import Basics
import Ledger
import Office

extension AccountDoor {
    /// Completes a sign-in by a code of the authenticator. The session gets another token: the pending one is of no use
    /// any more.
    /// - Throws: `Refusal` `code_wrong`, also for a code that was used; `session_ended`, `sign_in_locked`.
    public func confirm(
        code: String, pending: SessionToken, from place: ClientPlace
    ) async throws -> SignedIn {
        let found = try await pendingSession(pending, .awaitingCode)
        let attempt = try await codeAttempt(found.account, from: place)
        let (now, id, secrets) = (office.now(), found.account.id, try await TOTPSecrets(office))
        let signedIn = try await ledger(of: found.account).write { tx -> SignedIn? in
            guard let stored = try tx.credentials(of: id)?.totpSecret, let totp = secrets.open(stored, of: id),
                let step = totp.step(of: code, atSeconds: seconds(now)), try tx.useTOTPStep(step, of: id)
            else { return nil }
            // From before secrets were sealed.
            if !SecretsKey.isSealed(stored) {
                _ = try tx.setTOTP(secrets.seal(totp, of: id), step: step, of: id, at: now)
            }
            return try complete(tx, pending, from: place, attempt, at: now)
        }
        return try await settled(signedIn, attempt, found.account)
    }

    /// What to put into the authenticator that is being set up; the same each time in one sign-in.
    /// - Throws: `Refusal` `session_ended`.
    public func enrolment(pending: SessionToken) async throws -> TOTPEnrolment {
        let found = try await pendingSession(pending, .awaitingEnrolment)
        let (secrets, account) = (try await TOTPSecrets(office), found.account.id)
        if let known = secrets.open(found.totpSecret, of: account) {
            return TOTPEnrolment(known, for: found.account.name)
        }
        let (totp, id) = (TOTP(), found.record.id)
        let sealed = try secrets.seal(totp, of: account)
        try await office.ledger.write { try $0.keepTOTPSecret(sealed, in: id) }
        return TOTPEnrolment(totp, for: found.account.name)
    }

    /// Completes a sign-in by the first code of an authenticator that was set up in it.
    /// - Throws: `Refusal` `code_wrong`, `no_authenticator`, `session_ended`, `sign_in_locked`.
    public func confirmEnrolment(
        code: String, pending: SessionToken, from place: ClientPlace
    ) async throws -> SignedIn {
        let found = try await pendingSession(pending, .awaitingEnrolment)
        let (now, id, secrets) = (office.now(), found.account.id, try await TOTPSecrets(office))
        guard let totp = secrets.open(found.totpSecret, of: id) else { throw Refusal.noAuthenticator }
        let attempt = try await codeAttempt(found.account, from: place)
        let sealed = try secrets.seal(totp, of: id)
        let signedIn = try await ledger(of: found.account).write { tx -> SignedIn? in
            guard let step = totp.step(of: code, atSeconds: seconds(now)) else { return nil }
            _ = try tx.setTOTP(sealed, step: step, of: id, at: now)
            return try complete(tx, pending, from: place, attempt, at: now)
        }
        return try await settled(signedIn, attempt, found.account)
    }

    private func pendingSession(_ token: SessionToken, _ stage: SessionRecord.Stage) async throws -> FoundSession {
        let now = office.now()
        guard let found = try await office.ledger.read({ try $0.findSession(with: token, at: now) }),
            found.record.stage == stage
        else { throw Refusal.sessionEnded }
        return found
    }

    /// Codes are counted apart from passwords: whoever knows the password could else forget the count by giving it again.
    private func codeAttempt(_ account: Account, from place: ClientPlace) async throws -> Attempt {
        let attempt = Attempt(self, account: .account("code/\(account.id)"), address: .address(place.address))
        try await attempt.begin()
        return attempt
    }

    /// Ends the pending session and opens the full one.
    private func complete(
        _ tx: LedgerTransaction, _ pending: SessionToken, from place: ClientPlace, _ attempt: Attempt, at now: Instant
    ) throws -> SignedIn? {
        // Read again: it may have been used in the meantime.
        guard let found = try tx.findSession(with: pending, at: now) else { throw Refusal.sessionEnded }
        try attempt.succeed(tx)
        try tx.endSession(found.record.id, of: found.account.id, at: now)
        let new = newSession(found.account, found.record.kind, .open, from: place, at: now)
        let (token, record) = try tx.openSession(new, at: now)
        let account = try tx.account(found.account.id) ?? found.account
        return SignedIn(token: token, person: SignedInPerson(account, record))
    }

    private func settled(_ signedIn: SignedIn?, _ attempt: Attempt, _ account: Account) async throws -> SignedIn {
        if let signedIn { return signedIn }
        try await attempt.fail(name: account.name)
        throw Refusal.codeWrong
    }
}
