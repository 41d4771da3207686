import Crypto
import Foundation

/// Seals what the ledger keeps and must be able to read again: secrets of authenticators (AES-256-GCM).
///
/// The key is `secrets.key` of the data home, for its owner only. Whoever gets the ledger without it, as a copy for
/// support, a dump or a replica, reads no secret and makes no code; whoever can read the whole data home, or a whole
/// backup of it, can. A sealed secret is bound to what it is of: put into another record it opens nothing.
public struct SecretsKey: Sendable {
    private let key: SymmetricKey

    package init(bytes: Data) { key = SymmetricKey(data: bytes) }

    /// The key of a data home, made when there is none. Blocks.
    /// - Throws: ``CustodyError``.
    public static func make(in home: DataHome) throws -> SecretsKey {
        SecretsKey(bytes: try KeyFile(BackupManifest.secretsKeyName, in: home).make())
    }

    /// What sealed text begins with; nothing else that is stored does.
    private static let mark = "sealed1:"

    /// - Parameter owner: of what it is a secret.
    public func seal(_ secret: String, of owner: String) throws -> String {
        let box = try AES.GCM.seal(Data(secret.utf8), using: key, authenticating: Data(owner.utf8))
        // Always there with a nonce of the usual size.
        guard let bytes = box.combined else { throw CryptoKitError.incorrectParameterSize }
        return Self.mark + bytes.base64EncodedString()
    }

    public static func isSealed(_ stored: String) -> Bool { stored.hasPrefix(mark) }

    /// What was sealed; `nil` for what another key sealed, is of something else, or was changed. What was stored before
    /// secrets were sealed is as it stands.
    public func open(_ stored: String, of owner: String) -> String? {
        guard Self.isSealed(stored) else { return stored }
        guard let bytes = Data(base64Encoded: String(stored.dropFirst(Self.mark.count))),
            let box = try? AES.GCM.SealedBox(combined: bytes),
            let secret = try? AES.GCM.open(box, using: key, authenticating: Data(owner.utf8))
        else { return nil }
        return String(decoding: secret, as: UTF8.self)
    }
}
