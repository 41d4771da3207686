import Basics
import Crypto
import DocumentModel
import Foundation

/// Files named by the SHA-256 of their bytes, as `ab/cd/abcd…`: what was put in once is never changed, and putting it
/// in again changes nothing.
///
/// A file appears under its name only when all of it is on disk (written under a temporary name, synchronised, renamed,
/// the directory synchronised), so that being killed at any step leaves at most a temporary file. All calls block on
/// the file system: call them off the cooperative pool. Several threads may use one store at the same time.
public struct ArtifactStore: Sendable {
    /// Where the files lie.
    public let directory: URL

    /// The steps of putting a file in; tests look at the disk as a kill at that step would leave it.
    enum Step: String, CaseIterable, Sendable {
        case temporaryWritten, temporarySynchronized, directoryMade, renamed, directorySynchronized
    }

    let incoming: URL
    private let durable = DurableDirectories()
    private let checkpoint: @Sendable (Step) -> Void

    /// Opens the store in `directory` and makes it, for its owner only, when it does not exist.
    /// - Throws: ``ArtifactStoreError``.
    public init(directory: URL) throws {
        try self.init(directory: directory, checkpoint: { _ in })
    }

    init(directory: URL, checkpoint: @escaping @Sendable (Step) -> Void) throws {
        self.directory = directory
        self.checkpoint = checkpoint
        incoming = directory.appending(path: "incoming", directoryHint: .isDirectory)
        do {
            try FileManager.default.createDirectory(
                at: incoming, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw ArtifactStoreError(.storeUnusable, "the store's directories cannot be made")
        }
    }

    // MARK: Putting in

    /// Copies a file into the store.
    ///
    /// A symbolic link is refused. The file's size and time of change are compared before and after, so that one that
    /// is still being written is refused as well.
    /// - Parameter maximumSize: largest number of bytes that is accepted.
    /// - Throws: `FileFault` for what is wrong with the file (`IssueCode.missingFile`, `IssueCode.outsideBatch` for
    ///   a link, `IssueCode.unreadableFile`, `IssueCode.tooLarge`, `IssueCode.fileChanged`);
    ///   ``ArtifactStoreError`` for what is wrong with the store.
    public func put(fileAt source: URL, maximumSize: Int = .max) throws -> Artifact {
        try put(fileAt: source, maximumSize: maximumSize, afterChunk: {})
    }

    /// - Parameter afterChunk: called while the file is being read; tests change the file then.
    func put(fileAt source: URL, maximumSize: Int, afterChunk: () throws -> Void) throws -> Artifact {
        let input = try OpenFile.source(source.path(percentEncoded: false))
        let before = try input.status()
        guard before.size <= maximumSize else { throw Self.tooLarge(before.size, maximumSize) }
        return try keep { output in
            var hash = SHA256()
            var size = 0
            try forEachChunk(of: input) { chunk in
                size += chunk.count
                // One that grows for ever must not fill the disk before the change is noticed.
                guard size <= before.size else { throw Self.changed }
                hash.update(bufferPointer: chunk)
                try output.write(chunk)
                try afterChunk()
            }
            guard size == before.size, try input.status() == before else { throw Self.changed }
            return (hash.finalize(), size)
        }
    }

    /// Keeps bytes that are in memory.
    public func put(data: Data) throws -> Artifact {
        try keep { output in
            try data.withUnsafeBytes { try output.write($0) }
            return (SHA256.hash(data: data), data.count)
        }
    }

    /// Moves a finished file, best one from ``temporaryFile()``, into the store; it is gone from its place afterwards.
    /// - Throws: as ``put(fileAt:maximumSize:)``.
    public func adopt(temporaryFile: URL) throws -> Artifact {
        let path = temporaryFile.path(percentEncoded: false)
        let file = try OpenFile.source(path)
        let (digest, size) = try Self.hash(file)
        try file.restrictToOwner()
        try file.synchronize()
        checkpoint(.temporarySynchronized)
        do {
            return try publish(path, as: digest, size: size)
        } catch is CrossDevice {
            let artifact = try put(fileAt: temporaryFile)
            _ = unlink(path)
            return artifact
        }
    }

    /// A name for a new file in the store's file system, which ``adopt(temporaryFile:)`` then takes by renaming.
    public func temporaryFile() -> URL { URL(filePath: temporaryPath()) }

    // MARK: Looking

    /// Where an artifact lies, or would lie.
    public func url(for digest: ContentDigest) -> URL { URL(filePath: path(for: digest)) }

    /// Whether the store holds it.
    public func contains(_ digest: ContentDigest) -> Bool { access(path(for: digest), F_OK) == 0 }

    /// Reads an artifact again and tells whether its bytes still are what its name says.
    /// - Throws: ``ArtifactStoreError/Code/notFound``, or when it cannot be read.
    public func verify(_ digest: ContentDigest) throws -> Bool {
        guard contains(digest) else { throw ArtifactStoreError(.notFound, digest.rawValue) }
        return try Self.hash(OpenFile.source(path(for: digest))).digest == digest
    }

    // MARK: Parts

    struct CrossDevice: Error {}

    private static let changed = FileFault(code: .fileChanged, detail: "the file changed while it was read")

    private static func tooLarge(_ size: Int, _ limit: Int) -> FileFault {
        FileFault(code: .tooLarge, detail: "\(size) bytes, limit \(limit)")
    }

    /// Lets `fill` write a temporary file and publishes it under the digest that `fill` returns.
    private func keep(_ fill: (borrowing OpenFile) throws -> (SHA256.Digest, Int)) throws -> Artifact {
        let path = temporaryPath()
        do {
            let (digest, size) = try write(path, fill)
            return try publish(path, as: digest, size: size)
        } catch {
            _ = unlink(path)
            throw error
        }
    }

    private func write(
        _ path: String, _ fill: (borrowing OpenFile) throws -> (SHA256.Digest, Int)
    ) throws -> (ContentDigest, Int) {
        let output = try OpenFile.new(path)
        let (digest, size) = try fill(output)
        checkpoint(.temporaryWritten)
        try output.synchronize()
        checkpoint(.temporarySynchronized)
        return (try Self.name(digest), size)
    }

    /// Renames a synchronised file to its digest. One that is there already with the same size is left alone; a damaged
    /// one (another size) is replaced.
    private func publish(_ path: String, as digest: ContentDigest, size: Int) throws -> Artifact {
        let target = self.path(for: digest)
        let folder = shard(for: digest)
        try makeDurable(folder)
        checkpoint(.directoryMade)
        // Whoever removes abandoned artifacts goes by their age: from now on this one is young, also when it was there.
        _ = utimensat(AT_FDCWD, path, nil, 0)
        if Self.size(ofFileAt: target) == size, utimensat(AT_FDCWD, target, nil, 0) == 0 {
            guard unlink(path) == 0 else { throw storeError("unlink", errno) }
        } else if rename(path, target) != 0 {
            let reason = errno
            if reason == EXDEV { throw CrossDevice() }
            throw storeError("rename", reason)
        }
        checkpoint(.renamed)
        // Also when it was there: another thread may have renamed it without having come to this line yet.
        try OpenFile.directory(folder).synchronize()
        checkpoint(.directorySynchronized)
        return Artifact(sha256: digest, size: size)
    }

    /// Makes a shard's two directories and their entries durable.
    private func makeDurable(_ folder: String) throws {
        guard !durable.contains(folder) else { return }
        let outer = (folder as NSString).deletingLastPathComponent
        for path in [outer, folder] where mkdir(path, 0o700) != 0 && errno != EEXIST {
            throw storeError("mkdir", errno)
        }
        try OpenFile.directory(outer).synchronize()
        try OpenFile.directory(directory.path(percentEncoded: false)).synchronize()
        durable.insert(folder)
    }

    private func shard(for digest: ContentDigest) -> String {
        let name = digest.rawValue
        return directory.appending(path: "\(name.prefix(2))/\(name.dropFirst(2).prefix(2))").path(percentEncoded: false)
    }

    func path(for digest: ContentDigest) -> String { "\(shard(for: digest))/\(digest.rawValue)" }

    private func temporaryPath() -> String {
        let random = String(UInt64.random(in: .min ... .max), radix: 36)
        return incoming.appending(path: "\(getpid())-\(random)").path(percentEncoded: false)
    }

    private static func size(ofFileAt path: String) -> Int? {
        var raw = stat()
        guard lstat(path, &raw) == 0, raw.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int(raw.st_size)
    }
}
