import Basics
import Foundation

extension ArtifactStore {
    /// All artifacts that the store holds, ascending. Files with other names are left out.
    /// - Parameter start: only those whose digest begins so; at most two digits count.
    /// - Throws: ``ArtifactStoreError``.
    public func digests(startingWith start: String = "") throws -> [ContentDigest] {
        var found: [ContentDigest] = []
        for outer in try Self.names(in: directory) where outer.count == 2 && outer.hasPrefix(start.prefix(2)) {
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

    /// The artifacts among `digests` that were last put in before `limit`.
    public func old(among digests: [ContentDigest], before limit: Date) -> [ContentDigest] {
        digests.filter { Self.changed(path(for: $0)).map { $0 < limit.timeIntervalSince1970 } ?? false }
    }

    /// Removes an artifact that nothing refers to, unless somebody put it in again after `limit`.
    ///
    /// It is first taken out of its place: whoever puts it in from then on makes it anew, and whoever did so just before
    /// has made it young, so that it comes back.
    /// - Returns: whether it was removed.
    /// - Throws: ``ArtifactStoreError``.
    public func removeAbandoned(_ digest: ContentDigest, before limit: Date) throws -> Bool {
        let (place, aside) = (path(for: digest), temporaryFile().path(percentEncoded: false))
        guard rename(place, aside) == 0 else {
            if errno == ENOENT { return false }
            throw storeError("rename", errno)
        }
        if let changed = Self.changed(aside), changed < limit.timeIntervalSince1970 {
            guard unlink(aside) == 0 else { throw storeError("unlink", errno) }
            return true
        }
        guard rename(aside, place) == 0 else { throw storeError("rename", errno) }
        return false
    }

    /// When a file was last written or put in again, seconds since 1970.
    private static func changed(_ path: String) -> Double? {
        var raw = stat()
        guard lstat(path, &raw) == 0, raw.st_mode & S_IFMT == S_IFREG else { return nil }
        return Double(raw.st_mtim.tv_sec) + Double(raw.st_mtim.tv_nsec) / 1e9
    }

    /// How many files interrupted work has left behind, or is still writing.
    public func temporaryFiles(olderThan limit: Date) throws -> Int {
        try Self.names(in: incoming).count { name in
            Self.changed(incoming.appending(path: name).path(percentEncoded: false))
                .map { $0 < limit.timeIntervalSince1970 } ?? false
        }
    }

    /// Removes what interrupted work left behind.
    /// - Parameter limit: files that were changed later are left alone, since somebody may still be writing them.
    /// - Returns: how many were removed.
    @discardableResult
    public func removeTemporaryFiles(olderThan limit: Date) throws -> Int {
        var removed = 0
        for name in try Self.names(in: incoming) {
            let path = incoming.appending(path: name).path(percentEncoded: false)
            guard let changed = Self.changed(path), changed < limit.timeIntervalSince1970 else { continue }
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
