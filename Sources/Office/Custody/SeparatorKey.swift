import Crypto
import Dossiers
import Foundation

/// The secret by which a data home knows the separator sheets that it printed: a file of 32 random bytes in the data
/// home, for its owner only. It is part of backups, so that sheets in use stay valid after a restore.
public struct SeparatorKey: Sendable {
    private static let byteCount = 32

    private let key: SymmetricKey

    init(bytes: Data) { key = SymmetricKey(data: bytes) }

    /// The key of a data home; `nil` when no sheet was printed there yet. Blocks.
    /// - Throws: ``CustodyError`` when there is a file that is no key, or that cannot be read.
    public static func existing(in home: DataHome) throws -> SeparatorKey? {
        let input = open(home.separatorKey, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard input >= 0 else {
            if errno == ENOENT { return nil }
            throw CustodyError(step: "open separator.key", reason: errno)
        }
        let handle = FileHandle(fileDescriptor: input, closeOnDealloc: true)
        guard let bytes = try? handle.read(upToCount: byteCount + 1), bytes.count == byteCount else {
            throw CustodyError(.failed, "separator.key: not \(byteCount) bytes")
        }
        return SeparatorKey(bytes: bytes)
    }

    /// The key of a data home, made when there is none. Blocks.
    /// - Throws: ``CustodyError``.
    public static func make(in home: DataHome) throws -> SeparatorKey {
        if let known = try existing(in: home) { return known }
        let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        let draft = "\(home.separatorKey).\(getpid()).\(UInt32.random(in: .min ... .max))"
        try CustodyFiles.write(bytes, to: draft)
        defer { unlink(draft) }
        // A link replaces nothing: of two processes that print their first sheets at once, both take the same key.
        guard link(draft, home.separatorKey) == 0 || errno == EEXIST else {
            throw CustodyError(step: "link separator.key", reason: errno)
        }
        try CustodyFiles.synchronizeFileSystem(of: home.path)
        guard let made = try existing(in: home) else { throw CustodyError(.failed, "separator.key: gone") }
        return made
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
