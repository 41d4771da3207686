import ArtifactStore
import Basics
import DocumentModel
import Foundation
import Synchronization
import Testing

@Suite struct ArtifactStoreTests {
    private let folder: TemporaryFolder
    private let store: ArtifactStore

    init() throws {
        folder = try TemporaryFolder()
        store = try ArtifactStore(directory: folder.url.appending(path: "artifacts"))
    }

    @Test func keepsAFileUnderItsDigest() throws {
        let source = try folder.file("a.tif", Data("abc".utf8))
        let artifact = try store.put(fileAt: source)
        #expect(artifact.sha256.rawValue == abcDigest)
        #expect(artifact.size == 3)
        #expect(store.url(for: artifact.sha256).path(percentEncoded: false).hasSuffix("artifacts/ba/78/\(abcDigest)"))
        #expect(try Data(contentsOf: store.url(for: artifact.sha256)) == Data("abc".utf8))
        #expect(try Data(contentsOf: source) == Data("abc".utf8))
        #expect(try store.verify(artifact.sha256))
    }

    @Test func keepsLargeFilesWhole() throws {
        let data = Data((0..<3_000_001).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) })
        let fromFile = try store.put(fileAt: folder.file("large", data))
        #expect(try store.put(data: data) == fromFile)
        #expect(fromFile.size == data.count)
        #expect(try Data(contentsOf: store.url(for: fromFile.sha256)) == data)
    }

    @Test func keepsAnEmptyFile() throws {
        let artifact = try store.put(fileAt: folder.file("empty", Data()))
        #expect(artifact.size == 0)
        #expect(store.contains(artifact.sha256))
    }

    @Test func puttingInAgainChangesNothing() throws {
        let first = try store.put(data: Data("abc".utf8))
        let before = try FileManager.default.attributesOfItem(
            atPath: store.url(for: first.sha256).path(percentEncoded: false))
        #expect(try store.put(fileAt: folder.file("b", Data("abc".utf8))) == first)
        let after = try FileManager.default.attributesOfItem(
            atPath: store.url(for: first.sha256).path(percentEncoded: false))
        #expect(before[.systemFileNumber] as? Int == after[.systemFileNumber] as? Int)
        #expect(TemporaryFolder.files(below: store.directory) == ["ba/78/\(abcDigest)"])
    }

    @Test func adoptsATemporaryFileByMovingIt() throws {
        let temporary = store.temporaryFile()
        try Data("abc".utf8).write(to: temporary)
        let artifact = try store.adopt(temporaryFile: temporary)
        #expect(artifact == Artifact(sha256: try #require(ContentDigest(rawValue: abcDigest)), size: 3))
        #expect(TemporaryFolder.files(below: store.directory) == ["ba/78/\(abcDigest)"])

        try Data("abc".utf8).write(to: temporary)
        #expect(try store.adopt(temporaryFile: temporary) == artifact)
        #expect(TemporaryFolder.files(below: store.directory) == ["ba/78/\(abcDigest)"])
    }

    @Test func isForItsOwnerOnly() throws {
        func mode(_ url: URL) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: url.path(percentEncoded: false))[.posixPermissions] as? Int
        }
        let temporary = store.temporaryFile()
        try Data("abc".utf8).write(to: temporary)
        let file = store.url(for: try store.adopt(temporaryFile: temporary).sha256)
        #expect(try mode(file) == 0o600)
        #expect(try mode(store.url(for: store.put(data: Data("x".utf8)).sha256)) == 0o600)
        #expect(try mode(file.deletingLastPathComponent()) == 0o700)
        #expect(try mode(store.directory) == 0o700)
    }

    @Test func refusesWhatIsNoPlainFile() throws {
        let real = try folder.file("real", Data("abc".utf8))
        let link = folder.url.appending(path: "link")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: real)
        let pipe = folder.url.appending(path: "pipe")
        #expect(mkfifo(pipe.path(percentEncoded: false), 0o600) == 0)
        let sources: [(URL, IssueCode)] = [
            (link, .outsideBatch), (pipe, .unreadableFile), (folder.url, .unreadableFile),
            (folder.url.appending(path: "none"), .missingFile),
        ]
        for (source, expected) in sources {
            let code = FileFault.code { _ = try store.put(fileAt: source) }
            #expect(code == expected)
        }
        #expect(TemporaryFolder.files(below: store.directory) == [])
    }

    @Test func obeysTheSizeLimit() throws {
        let source = try folder.file("a", Data("abc".utf8))
        #expect(try store.put(fileAt: source, maximumSize: 3).size == 3)
        let code = FileFault.code { _ = try store.put(fileAt: source, maximumSize: 2) }
        #expect(code == .tooLarge)
    }

    @Test func noticesDamage() throws {
        let artifact = try store.put(data: Data("abc".utf8))
        try Data("abd".utf8).write(to: store.url(for: artifact.sha256))
        #expect(try store.verify(artifact.sha256) == false)
        let unknown = try #require(ContentDigest(rawValue: String(repeating: "0", count: 64)))
        #expect(throws: ArtifactStoreError.self) { try store.verify(unknown) }
    }

    @Test func repairsACutFileWhenItIsPutInAgain() throws {
        let artifact = try store.put(data: Data("abc".utf8))
        try Data("a".utf8).write(to: store.url(for: artifact.sha256))
        #expect(try store.put(data: Data("abc".utf8)) == artifact)
        #expect(try store.verify(artifact.sha256))
    }

    @Test func listsAndSweeps() throws {
        let kept = try store.put(data: Data("abc".utf8)).sha256
        let swept = try store.put(data: Data("def".utf8)).sha256
        try Data("rest".utf8).write(to: store.temporaryFile())
        try Data("stray".utf8).write(to: store.directory.appending(path: "ba/78/readme.txt"))
        #expect(try store.digests() == [kept, swept].sorted())
        try store.remove(swept)
        try store.remove(swept)
        #expect(try store.digests() == [kept])
        #expect(try store.removeTemporaryFiles(olderThan: Date(timeIntervalSinceNow: -3_600)) == 0)
        #expect(try store.removeTemporaryFiles(olderThan: Date(timeIntervalSinceNow: 3_600)) == 1)
        #expect(store.contains(kept))
    }

    @Test func manyThreadsPutInTheSame() throws {
        let (store, data) = (store, Data(repeating: 7, count: 300_000))
        let sources = try (0..<8).map { try folder.file("s\($0)", data) }
        let failures = Counter()
        DispatchQueue.concurrentPerform(iterations: 32) { number in
            do { _ = try store.put(fileAt: sources[number % 8]) } catch { failures.add() }
        }
        #expect(failures.value == 0)
        #expect(TemporaryFolder.files(below: store.directory).count == 1)
    }
}

private final class Counter: Sendable {
    private let number = Mutex(0)
    var value: Int { number.withLock { $0 } }
    func add() { number.withLock { $0 += 1 } }
}
