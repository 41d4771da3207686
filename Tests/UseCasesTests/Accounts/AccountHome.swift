import Basics
import Foundation
import Ledger
import Office
import Synchronization
import Testing

@testable import UseCases

/// A data home in a temporary folder with accounts, and a clock that a test sets.
final class AccountHome: Sendable {
    static let password = "chuồn chuồn bay thấp 88"
    static let place = ClientPlace(address: "10.0.0.7", agent: "test")

    let office: OpenHome
    let door: AccountDoor
    private let clock: TestClock
    private let folder: URL

    init(policy: AccountPolicy = AccountHome.policy, passwords: PasswordWork = PasswordWork()) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "sohoa-accounts-\(UUID().uuidString)")
        let clock = TestClock()
        office = try OpenHome(
            home: DataHome(path: folder.path(percentEncoded: false)),
            clock: TimeSource(now: { clock.now }, sleep: { _ in throw CancellationError() }))
        door = AccountDoor(office, policy: policy, passwords: passwords)
        self.clock = clock
    }

    /// Guesses cost next to nothing.
    static var policy: AccountPolicy {
        var policy = AccountPolicy()
        policy.scrypt = .forTests
        return policy
    }

    func pass(_ duration: Duration) { clock.pass(duration) }

    var now: Instant { office.now() }

    /// The machine's own account.
    var machine: Workspace {
        Workspace(
            office, caller: .systemAccount(), accounts: AccountServices(policy: door.policy, passwords: door.passwords))
    }

    /// An account with ``password``.
    @discardableResult
    func add(
        _ name: String, _ roles: Set<Role> = [.reviewer], scope: Scope = .everything, demandsTOTP: Bool = false
    ) async throws -> LoginName {
        let login = try #require(LoginName(rawValue: name))
        let link = try await machine.accounts.add(
            login, displayName: "Người \(name)", roles: roles, scope: scope, demandsTOTP: demandsTOTP)
        try await door.setPassword(Self.password, with: link.token, from: Self.place)
        return login
    }

    func signIn(
        _ name: String, _ password: String = AccountHome.password, from address: String = "10.0.0.7",
        replacing old: SessionToken? = nil
    ) async throws -> SignInStep {
        try await door.signIn(
            name: name, password: password, from: ClientPlace(address: address, agent: "test"), replacing: old)
    }

    /// A complete sign-in.
    func signedIn(_ name: String, _ password: String = AccountHome.password) async throws -> SignedIn {
        guard case .signedIn(let signedIn) = try await signIn(name, password) else { throw Unexpected() }
        return signedIn
    }

    func workspace(of name: String) async throws -> Workspace {
        door.workspace(of: try await signedIn(name).person)
    }

    struct Unexpected: Error {}

    static func with<T>(
        policy: AccountPolicy = AccountHome.policy, passwords: PasswordWork = PasswordWork(),
        _ body: (AccountHome) async throws -> T
    ) async throws -> T {
        let home = try AccountHome(policy: policy, passwords: passwords)
        let result: Result<T, any Error>
        do { result = .success(try await body(home)) } catch { result = .failure(error) }
        try home.office.ledger.close()
        try FileManager.default.removeItem(at: home.folder)
        return try result.get()
    }
}

/// A clock that stands until it is moved.
final class TestClock: Sendable {
    private let time = Mutex(Instant(milliseconds: 1_795_000_000_000))

    var now: Instant { time.withLock { $0 } }

    func pass(_ duration: Duration) { time.withLock { $0 = $0.adding(duration) } }
}

/// The code with which something is refused; `nil` when it is not.
func code<T>(_ body: () async throws -> T) async throws -> String? {
    do {
        _ = try await body()
        return nil
    } catch let refusal as Refusal { return refusal.code }
}
