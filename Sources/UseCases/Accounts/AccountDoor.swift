import Basics
import Ledger
import Office

/// What the doors for persons ask before they know a person: signing in and out, who is it, one-time links.
///
/// ```swift
/// let door = AccountDoor(office)
/// guard case .signedIn(let it) = try await door.signIn(name: name, password: password, from: place) else { … }
/// // Later, with the cookie:
/// guard let person = try await door.person(with: token) else { … }
/// let workspace = door.workspace(of: person)
/// ```
public struct AccountDoor: Sendable {
    let office: OpenHome
    let policy: AccountPolicy
    let passwords: PasswordWork

    public init(
        _ office: OpenHome, policy: AccountPolicy = AccountPolicy(), passwords: PasswordWork = .shared
    ) {
        (self.office, self.policy, self.passwords) = (office.acting(as: .program), policy, passwords)
    }

    /// What a signed-in person may use.
    /// - Parameter purpose: what for papers are looked at through it, where a use case shows some.
    public func workspace(of person: SignedInPerson, purpose: LookPurpose? = nil) -> Workspace {
        Workspace(
            office, caller: person.caller, accounts: AccountServices(policy: policy, passwords: passwords),
            purpose: purpose)
    }

    // MARK: Who is it

    /// The person whose session this is.
    /// - Returns: `nil` when the token is unknown, was ended or not used for too long, or the account is disabled.
    public func person(with token: SessionToken) async throws -> SignedInPerson? {
        let now = office.now()
        guard let found = try await office.ledger.read({ try $0.findSession(with: token, at: now) }),
            found.record.stage == .open
        else { return nil }
        await noteUse(of: found.record, at: now)
        return SignedInPerson(found)
    }

    /// That a session is used is written once a minute at most; when others keep the ledger busy, the next request does.
    private func noteUse(of session: SessionRecord, at now: Instant) async {
        let since = now.adding(.zero - policy.useInterval)
        guard session.lastUsedAt <= since else { return }
        let idleEnd = idleEnd(of: session.kind, at: now)
        try? await Ledger.$timeout.withValue(.milliseconds(100)) {
            try await office.ledger.write { try $0.noteUse(of: session.id, idleEnd: idleEnd, since: since, at: now) }
        }
    }

    /// Ends a session; an unknown one is no fault.
    public func signOut(_ token: SessionToken) async throws {
        let now = office.now()
        guard let found = try await office.ledger.read({ try $0.findSession(with: token, at: now) }) else { return }
        _ = try await ledger(of: found.account).write {
            try $0.endSession(found.record.id, of: found.account.id, at: now)
        }
    }

    /// Whether there are accounts: who acts is a person then, not a name that was typed.
    public func hasAccounts() async throws -> Bool { try await office.ledger.read { try $0.hasAccounts() } }

    // MARK: Parts

    func idleEnd(of kind: SessionRecord.Kind, at now: Instant) -> Instant? {
        kind == .web ? now.adding(policy.idleEnd) : nil
    }

    /// The ledger, with a person as the actor of what is recorded.
    func ledger(of account: Account) -> Ledger {
        office.ledger.acting(as: Actor(.person, account: account.name.rawValue))
    }

    func seconds(_ time: Instant) -> Int64 { time.milliseconds / 1_000 }
}

/// What use cases about accounts need beside the data home.
public struct AccountServices: Sendable {
    var policy: AccountPolicy
    var passwords: PasswordWork

    public init(policy: AccountPolicy = AccountPolicy(), passwords: PasswordWork = .shared) {
        (self.policy, self.passwords) = (policy, passwords)
    }
}
