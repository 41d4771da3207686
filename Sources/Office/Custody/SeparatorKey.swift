import Crypto
import Dossiers
import Foundation

/// The secret by which a data home knows the separator sheets that it printed: a file of 32 random bytes in the data
/// home, for its owner only. It is part of backups, so that sheets in use stay valid after a restore.
public struct SeparatorKey: Sendable {
    private let key: SymmetricKey

    init(bytes: Data) { key = SymmetricKey(data: bytes) }

    /// The key of a data home; `nil` when no sheet was printed there yet. Blocks.
    /// - Throws: ``CustodyError`` when there is a file that is no key, or that cannot be read.
    public static func existing(in home: DataHome) throws -> SeparatorKey? {
        try KeyFile(BackupManifest.separatorKeyName, in: home).existing().map(SeparatorKey.init)
    }

    /// The key of a data home, made when there is none. Blocks.
    /// - Throws: ``CustodyError``.
    public static func make(in home: DataHome) throws -> SeparatorKey {
        SeparatorKey(bytes: try KeyFile(BackupManifest.separatorKeyName, in: home).make())
    }

    /// The seal of a sheet.
    public func seal(_ payload: SeparatorPayload) -> SeparatorSeal? {
        // The form's name keeps codes of other forms from serving here.
        let text = "\(SeparatorPayload.sealedPrefix)/\(payload.sealedText)"
        return SeparatorSeal(code: HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key))
    }

    /// Whether a payload bears the seal that this key makes; takes as long for every wrong one.
    public func isGenuine(_ payload: SeparatorPayload) -> Bool {
        guard let given = payload.seal?.rawValue.utf8, let right = seal(payload)?.rawValue.utf8,
            given.count == right.count
        else { return false }
        return zip(given, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
