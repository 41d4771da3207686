import Basics
import Ledger
import Office

/// The secrets of authenticators as the ledger keeps them: sealed with the data home's key.
struct TOTPSecrets: Sendable {
    private let key: SecretsKey

    private static let work = BlockingWork(label: "sohoa.secrets")

    /// Reads the key, or makes it.
    init(_ office: OpenHome) async throws {
        let home = office.home
        key = try await Self.work.run { try SecretsKey.make(in: home) }
    }

    func seal(_ totp: TOTP, of account: AccountID) throws -> String {
        try key.seal(totp.base32, of: "totp/\(account)")
    }

    /// - Returns: `nil` for none, and for what the key does not open.
    func open(_ stored: String?, of account: AccountID) -> TOTP? {
        stored.flatMap { key.open($0, of: "totp/\(account)") }.flatMap(TOTP.init(base32:))
    }
}
