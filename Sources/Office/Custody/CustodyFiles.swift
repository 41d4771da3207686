import Basics
import CProcess
import Crypto
import Foundation

/// What backup and restore do with files. All calls block.
package enum CustodyFiles {
    /// Copies a file into a new one, for its owner only.
    /// - Returns: digest and size of what was written.
    /// - Throws: ``CustodyError``.
    package static func copy(_ source: String, to target: String) throws -> (digest: String, size: Int) {
        let output = open(target, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard output >= 0 else { throw CustodyError(step: "create", reason: errno) }
        let handle = FileHandle(fileDescriptor: output, closeOnDealloc: true)
        return try digest(of: source) { piece in
            do { try handle.write(contentsOf: piece) } catch { throw CustodyError(step: "write", reason: errno) }
        }
    }

    /// Digest and size of a file, which `visit` sees piece by piece.
    package static func digest(of path: String, _ visit: (Data) throws -> Void = { _ in }) throws -> (
        digest: String, size: Int
    ) {
        let input = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard input >= 0 else { throw CustodyError(step: "open", reason: errno) }
        let handle = FileHandle(fileDescriptor: input, closeOnDealloc: true)
        var (hash, size) = (SHA256(), 0)
        while true {
            let piece: Data?
            do {
                piece = try handle.read(upToCount: 256 * 1024)
            } catch {
                throw CustodyError(.failed, "read: the file cannot be read")
            }
            guard let piece, !piece.isEmpty else { break }
            hash.update(data: piece)
            size += piece.count
            try visit(piece)
        }
        return (hash.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined(), size)
    }

    /// Digest of a file; `nil` for none.
    /// - Throws: ``CustodyError``.
    package static func contentDigest(of path: String) throws -> ContentDigest? {
        ContentDigest(rawValue: try digest(of: path).digest)
    }

    package static func makeFolder(_ path: String) throws {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw CustodyError(step: "mkdir", reason: errno) }
    }

    /// Writes a small file, on disk when this returns.
    package static func write(_ data: Data, to path: String) throws {
        let output = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard output >= 0 else { throw CustodyError(step: "create", reason: errno) }
        let handle = FileHandle(fileDescriptor: output, closeOnDealloc: true)
        do { try handle.write(contentsOf: data) } catch { throw CustodyError(step: "write", reason: errno) }
        guard fsync(output) == 0 else { throw CustodyError(step: "fsync", reason: errno) }
    }

    /// Makes everything durable that was written to the file system of a folder.
    package static func synchronizeFileSystem(of folder: String) throws {
        try withFolder(folder) { if cprocess_syncfs($0) != 0 { throw CustodyError(step: "syncfs", reason: errno) } }
    }

    /// Makes the entries of a folder durable.
    package static func synchronizeEntries(of folder: String) throws {
        try withFolder(folder) { if fsync($0) != 0 { throw CustodyError(step: "fsync", reason: errno) } }
    }

    package static func exists(_ path: String) -> Bool {
        var raw = stat()
        return lstat(path, &raw) == 0
    }

    /// The names in a folder; `nil` when it is none.
    package static func names(in folder: String) -> [String]? {
        try? FileManager.default.contentsOfDirectory(atPath: folder)
    }

    private static func withFolder(_ folder: String, _ body: (CInt) throws -> Void) throws {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw CustodyError(step: "open folder", reason: errno) }
        defer { close(descriptor) }
        try body(descriptor)
    }
}
