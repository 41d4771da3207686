import Basics
import Ledger

/// One attempt to prove something by guessing's means: it is counted before its outcome is known, so that attempts that
/// run side by side are slowed down as those that come one after the other.
struct Attempt: Sendable {
    private let ledger: Ledger
    private let now: @Sendable () -> Instant
    private let limits: [(FailureSubject, AttemptLimit)]

    init(_ door: AccountDoor, account: FailureSubject, address: FailureSubject) {
        let office = door.office
        ledger = office.ledger
        now = { office.now() }
        limits = [(account, door.policy.accountLimit), (address, door.policy.addressLimit)]
    }

    /// - Throws: `Refusal` `sign_in_locked`. Writes nothing, so that knocking at a locked door costs little.
    func requireUnlocked() async throws {
        let now = now()
        try await ledger.read { try require($0, at: now) }
    }

    /// Counts the attempt.
    /// - Throws: `Refusal` `sign_in_locked`.
    func begin() async throws {
        let now = now()
        try await Ledger.$timeout.withValue(.seconds(5)) {
            try await ledger.write { tx in
                try require(tx, at: now)
                for (subject, limit) in limits {
                    try tx.setFailures(limit.counting(tx.failures(of: subject), at: now), of: subject)
                }
                try tx.forgetFailures(before: now.adding(.seconds(-2 * 86_400)))
            }
        }
    }

    private func require(_ tx: LedgerTransaction, at now: Instant) throws {
        for (subject, _) in limits {
            guard let end = try tx.failures(of: subject)?.lockedUntil, end > now else { continue }
            throw Refusal.signInLocked(for: .milliseconds(end.milliseconds - now.milliseconds))
        }
    }

    /// Takes the count back, in the transaction that grants what was asked for. All is forgotten of the account, one
    /// attempt of the address: whoever has an account must not get unlimited attempts at others by signing in to it.
    func succeed(_ tx: LedgerTransaction) throws {
        for (place, (subject, limit)) in limits.enumerated() {
            if place == 0 {
                try tx.forgetFailures(of: subject)
            } else if let failures = try tx.failures(of: subject) {
                try tx.setFailures(limit.takingBack(failures), of: subject)
            }
        }
    }

    /// Records the failure. For an account that there is not the same is done but for the entry, so that the time tells
    /// nothing.
    /// - Parameter name: of the account, if there is one.
    func fail(name: LoginName?) async throws {
        let (now, account) = (now(), limits[0].0)
        try await ledger.write { tx in
            let failures = try tx.failures(of: account)
            if let failures { try tx.setFailures(failures, of: account) }
            if let name { tx.noteFailedSignIn(of: name, isLocked: failures?.lockedUntil != nil, at: now) }
        }
    }
}
