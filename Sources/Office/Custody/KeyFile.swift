import Crypto
import Foundation

/// A secret of a data home: a file of 32 random bytes, for its owner only.
struct KeyFile: Sendable {
    private static let byteCount = 32

    /// Its name in the data home and in backups.
    let name: String
    let folder: String

    private var path: String { "\(folder)/\(name)" }

    init(_ name: String, in home: DataHome) { (self.name, folder) = (name, home.path) }

    /// The bytes; `nil` when there is no such file yet. Blocks.
    /// - Throws: ``CustodyError`` when there is a file that is no key, or that cannot be read.
    func existing() throws -> Data? {
        let input = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard input >= 0 else {
            if errno == ENOENT { return nil }
            throw CustodyError(step: "open \(name)", reason: errno)
        }
        let handle = FileHandle(fileDescriptor: input, closeOnDealloc: true)
        guard let bytes = try? handle.read(upToCount: Self.byteCount + 1), bytes.count == Self.byteCount else {
            throw CustodyError(.failed, "\(name): not \(Self.byteCount) bytes")
        }
        return bytes
    }

    /// The bytes, made when there are none. Blocks.
    /// - Throws: ``CustodyError``.
    func make() throws -> Data {
        if let known = try existing() { return known }
        let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        let draft = "\(path).\(getpid()).\(UInt32.random(in: .min ... .max))"
        try CustodyFiles.write(bytes, to: draft)
        defer { unlink(draft) }
        // A link replaces nothing: of two processes that make it at once, both take the same key.
        guard link(draft, path) == 0 || errno == EEXIST else {
            throw CustodyError(step: "link \(name)", reason: errno)
        }
        try CustodyFiles.synchronizeFileSystem(of: folder)
        guard let made = try existing() else { throw CustodyError(.failed, "\(name): gone") }
        return made
    }
}
