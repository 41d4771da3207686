import Basics
import Ledger

extension AccountDoor {
    /// Proves a person by name and password.
    /// - Parameters:
    ///   - kind: what the session is for.
    ///   - old: the session that the browser had before; it ends.
    /// - Throws: `Refusal` `sign_in_failed`, the same for an unknown name, a wrong password and a disabled account, after
    ///   the same work; `sign_in_locked`, `sign_in_busy`.
    public func signIn(
        name: String, password: String, from place: ClientPlace, kind: SessionRecord.Kind = .web,
        replacing old: SessionToken? = nil
    ) async throws -> SignInStep {
        let login = LoginName(typed: name)
        let attempt = Attempt(
            self, account: .account(login?.rawValue ?? String(name.prefix(256))), address: .address(place.address))
        try await attempt.requireUnlocked()
        return try await passwords.inTurn { turn in
            try await attempt.begin()
            let known = try await office.ledger.read { tx in try login.flatMap { try tx.credentials(of: $0) } }
            let proved = try await prove(known, password, turn)
            guard let proved, let step = try await open(proved, from: place, kind, replacing: old, attempt) else {
                try await attempt.fail(name: known?.account.name)
                throw Refusal.signInFailed
            }
            return step
        }
    }

    /// What a right password proves.
    private struct Proved: Sendable {
        var credentials: Credentials
        /// The password by today's parameters, where it was stored by lower ones.
        var renewed: String?
    }

    private func prove(
        _ known: Credentials?, _ password: String, _ turn: PasswordWork.Turn
    ) async throws -> Proved? {
        let isUsable = password.utf8.count <= PasswordRules.maxBytes
        let stored = known?.password.flatMap(PasswordRecord.init(text:))
        guard let stored else {
            // As much work as for an account that there is.
            _ = try await turn.record(of: isUsable ? password : "", policy.scrypt)
            return nil
        }
        let isRight = try await turn.matches(isUsable ? password : "", stored)
        guard isUsable, isRight, let known, known.account.state == .active else { return nil }
        guard stored.parameters.work < policy.scrypt.work else { return Proved(credentials: known) }
        return Proved(credentials: known, renewed: try await turn.record(of: password, policy.scrypt).text)
    }

    /// Opens the session in one transaction with all that goes with it.
    /// - Returns: `nil` when the account was disabled or got another password in the meantime.
    private func open(
        _ proved: Proved, from place: ClientPlace, _ kind: SessionRecord.Kind, replacing old: SessionToken?,
        _ attempt: Attempt
    ) async throws -> SignInStep? {
        let (now, policy) = (office.now(), policy)
        let account = proved.credentials.account
        return try await ledger(of: account).write { tx in
            guard let current = try tx.credentials(of: account.id), current.account.state == .active,
                current.password == proved.credentials.password
            else { return nil }
            try attempt.succeed(tx)
            if let renewed = proved.renewed { _ = try tx.setPassword(renewed, of: account.id, at: now) }
            if let old, let before = try tx.findSession(with: old, at: now) {
                try tx.endSession(before.record.id, of: before.account.id, at: now)
            }
            try tx.forgetSessions(of: account.id, endedBefore: now.adding(.zero - policy.sessionRetention))
            let stage: SessionRecord.Stage =
                current.totpSecret != nil
                ? .awaitingCode : current.account.isTOTPDemanded ? .awaitingEnrolment : .open
            let (token, record) = try tx.openSession(
                newSession(current.account, kind, stage, from: place, at: now), at: now)
            switch stage {
            case .awaitingCode: return .needsCode(token)
            case .awaitingEnrolment: return .needsEnrolment(token)
            case .open:
                let account = try tx.account(account.id) ?? current.account
                return .signedIn(SignedIn(token: token, person: SignedInPerson(account, record)))
            }
        }
    }

    func newSession(
        _ account: Account, _ kind: SessionRecord.Kind, _ stage: SessionRecord.Stage, from place: ClientPlace,
        at now: Instant
    ) -> NewSession {
        let end = stage == .open ? (kind == .web ? policy.absoluteEnd : policy.commandTokenEnd) : policy.pendingEnd
        return NewSession(
            account: account.id, kind: kind, stage: stage, idleEnd: stage == .open ? idleEnd(of: kind, at: now) : nil,
            absoluteEnd: now.adding(end), address: place.address, agent: place.agent)
    }
}
