import DocumentModel
import Foundation

extension ArtifactStore {
    /// All artifacts that the store holds, ascending. Files with other names are left out.
    /// - Throws: ``ArtifactStoreError``.
    public func digests() throws -> [ContentDigest] {
        var found: [ContentDigest] = []
        for outer in try Self.names(in: directory) where outer.count == 2 {
            for inner in try Self.names(in: directory.appending(path: outer)) where inner.count == 2 {
                for name in try Self.names(in: directory.appending(path: "\(outer)/\(inner)")) {
                    guard let digest = ContentDigest(rawValue: name), name.hasPrefix(outer + inner) else { continue }
                    found.append(digest)
                }
            }
        }
        return found.sorted()
    }

    /// Removes an artifact that nothing refers to; one that is not there is no error.
    /// - Throws: ``ArtifactStoreError``.
    public func remove(_ digest: ContentDigest) throws {
        guard unlink(path(for: digest)) == 0 || errno == ENOENT else { throw storeError("unlink", errno) }
    }

    /// Removes what interrupted work left behind.
    /// - Parameter limit: files that were changed later are left alone, since somebody may still be writing them.
    /// - Returns: how many were removed.
    @discardableResult
    public func removeTemporaryFiles(olderThan limit: Date) throws -> Int {
        var removed = 0
        for name in try Self.names(in: incoming) {
            let path = incoming.appending(path: name).path(percentEncoded: false)
            var raw = stat()
            guard lstat(path, &raw) == 0, raw.st_mode & S_IFMT == S_IFREG,
                Double(raw.st_mtim.tv_sec) < limit.timeIntervalSince1970
            else { continue }
            if unlink(path) == 0 { removed += 1 }
        }
        return removed
    }

    /// The entries of a directory; none for what is no directory.
    private static func names(in directory: URL) throws -> [String] {
        let path = directory.path(percentEncoded: false)
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory.boolValue else {
            return []
        }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            throw ArtifactStoreError(.storeUnusable, "a directory of the store cannot be listed")
        }
    }
}
