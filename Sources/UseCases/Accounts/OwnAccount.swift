import Basics
import Ledger

extension Workspace {
    /// What every signed-in person may do about their own account.
    public struct OwnAccount: UseCaseGroup {
        let workspace: Workspace

        private var policy: AccountPolicy { workspace.accountServices.policy }
        private var door: AccountDoor {
            AccountDoor(office, policy: policy, passwords: workspace.accountServices.passwords)
        }

        /// - Throws: `Refusal` `person_required`; `session_ended` when the account is gone or disabled.
        public func show() async throws -> Account { try await credentials().account }

        private func credentials() async throws -> Credentials {
            guard caller.actor.kind == .person, let name = LoginName(rawValue: caller.actor.account) else {
                throw Refusal.personRequired
            }
            guard let found = try await ledger.read({ try $0.credentials(of: name) }), found.account.state == .active
            else { throw Refusal.sessionEnded }
            return found
        }

        public func setLanguage(_ language: InterfaceLanguage) async throws {
            let (account, now) = (try await show(), now())
            _ = try await ledger.write { try $0.setLanguage(language, of: account.id, at: now) }
        }

        // MARK: Sessions

        /// Where one is signed in, the newest first; `caller.session` is this one.
        public func sessions() async throws -> [SessionRecord] {
            let (account, now) = (try await show(), now())
            return try await ledger.read { try $0.openSessions(of: account.id, at: now) }
        }

        public func endSession(_ id: SessionID) async throws {
            let (account, now) = (try await show(), now())
            _ = try await ledger.write { try $0.endSession(id, of: account.id, at: now) }
        }

        /// - Returns: how many there were.
        public func endOtherSessions() async throws -> Int {
            let (account, now, kept) = (try await show(), now(), caller.session)
            return try await ledger.write { try $0.endSessions(of: account.id, but: kept, at: now) }
        }

        /// Signs out everywhere, here too.
        public func signOutEverywhere() async throws -> Int {
            let (account, now) = (try await show(), now())
            return try await ledger.write { try $0.endSessions(of: account.id, at: now) }
        }

        // MARK: Password

        /// Changes the password. All other sessions end, this one goes on with another token.
        /// - Throws: `Refusal` `sign_in_failed` when the old one is wrong, `password_refused`, `sign_in_locked`.
        public func changePassword(
            from old: String, to new: String, at place: ClientPlace
        ) async throws -> SignedIn {
            let account = try await show()
            try PasswordRules(minLength: policy.minPasswordLength)
                .check(new, names: [account.name.rawValue, account.displayName])
            guard new != old else { throw Refusal.samePassword }
            let scrypt = policy.scrypt
            return try await proving(old, at: place) { turn in
                let record = try await turn.record(of: new, scrypt).text
                return { tx, account, now in _ = try tx.setPassword(record, of: account.id, at: now) }
            }
        }

        // MARK: Authenticator

        /// What to put into the authenticator; the same until it is confirmed.
        public func beginTOTP() async throws -> TOTPEnrolment {
            let (account, session, now) = (try await show(), try session, now())
            let known = try await ledger.read { tx in
                try tx.pendingTOTPSecret(in: session, of: account.id, at: now)
            }
            let secrets = try await TOTPSecrets(office)
            if let totp = secrets.open(known, of: account.id) { return TOTPEnrolment(totp, for: account.name) }
            let totp = TOTP()
            let sealed = try secrets.seal(totp, of: account.id)
            try await ledger.write { try $0.keepTOTPSecret(sealed, in: session) }
            return TOTPEnrolment(totp, for: account.name)
        }

        /// Takes the authenticator into use. Other sessions end, this one goes on with another token.
        /// - Throws: `Refusal` `code_wrong`, `no_authenticator`, `sign_in_locked`.
        public func confirmTOTP(code: String, at place: ClientPlace) async throws -> SignedIn {
            let (account, session, now) = (try await show(), try session, now())
            let secret = try await ledger.read { try $0.pendingTOTPSecret(in: session, of: account.id, at: now) }
            let secrets = try await TOTPSecrets(office)
            guard let totp = secrets.open(secret, of: account.id) else { throw Refusal.noAuthenticator }
            let sealed = try secrets.seal(totp, of: account.id)
            let attempt = Attempt(
                door, account: .account("code/\(account.id)"), address: .address(place.address))
            try await attempt.begin()
            guard let step = totp.step(of: code, atSeconds: now.milliseconds / 1_000) else {
                try await attempt.fail(name: account.name)
                throw Refusal.codeWrong
            }
            return try await rotating(at: place, attempt) { tx, account, now in
                _ = try tx.setTOTP(sealed, step: step, of: account.id, at: now)
            }
        }

        /// Gives the authenticator up.
        /// - Throws: `Refusal` `totp_demanded`, `sign_in_failed` when the password is wrong, `sign_in_locked`.
        public func removeTOTP(password: String, at place: ClientPlace) async throws -> SignedIn {
            guard try await !show().isTOTPDemanded else { throw Refusal.authenticatorDemanded }
            return try await proving(password, at: place) { _ in
                { tx, account, now in
                    guard !account.isTOTPDemanded else { throw Refusal.authenticatorDemanded }
                    _ = try tx.setTOTP(nil, step: 0, of: account.id, at: now)
                }
            }
        }

        // MARK: Parts

        private typealias Change = @Sendable (LedgerTransaction, Account, Instant) throws -> Void

        private var session: SessionID {
            get throws(Refusal) {
                guard let session = caller.session else { throw .personRequired }
                return session
            }
        }

        /// Asks for the password again before something changes that it guards. Counted apart from sign-ins: whoever finds
        /// an open browser must not lock its owner out.
        private func proving(
            _ password: String, at place: ClientPlace, _ change: (PasswordWork.Turn) async throws -> Change
        ) async throws -> SignedIn {
            let known = try await credentials()
            let attempt = Attempt(
                door, account: .account("own/\(known.account.id)"), address: .address(place.address))
            return try await workspace.accountServices.passwords.inTurn { turn in
                try await attempt.begin()
                guard password.utf8.count <= PasswordRules.maxBytes,
                    let record = known.password.flatMap(PasswordRecord.init(text:)),
                    try await turn.matches(password, record)
                else {
                    try await attempt.fail(name: known.account.name)
                    throw Refusal.signInFailed
                }
                let body = try await change(turn)
                return try await rotating(at: place, attempt) { tx, account, now in
                    guard try tx.credentials(of: account.id)?.password == known.password else {
                        throw Refusal.sessionEnded
                    }
                    try body(tx, account, now)
                }
            }
        }

        /// Changes something, ends all sessions, and opens this one anew until its own end.
        private func rotating(
            at place: ClientPlace, _ attempt: Attempt, _ body: @escaping Change
        ) async throws -> SignedIn {
            let (id, now, door) = (try session, now(), door)
            let name = try await show().name
            return try await ledger.write { tx in
                guard let account = try tx.account(named: name), account.state == .active,
                    let old = try tx.openSessions(of: account.id, at: now).first(where: { $0.id == id })
                else { throw Refusal.sessionEnded }
                try body(tx, account, now)
                try attempt.succeed(tx)
                try tx.endSessions(of: account.id, at: now)
                var new = door.newSession(account, old.kind, .open, from: place, at: now)
                new.absoluteEnd = old.absoluteEnd
                let (token, record) = try tx.openSession(new, at: now)
                return SignedIn(
                    token: token, person: SignedInPerson(try tx.account(account.id) ?? account, record))
            }
        }
    }
}
