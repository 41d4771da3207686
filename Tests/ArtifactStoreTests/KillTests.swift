import DocumentModel
import Foundation
import Testing

@testable import ArtifactStore

/// At each step of putting a file in, the disk is copied as a kill at that moment would leave it; a store opened on the
/// copy must be sound, and doing the same again must end as if nothing had happened.
@Suite struct KillTests {
    @Test(arguments: ArtifactStore.Step.allCases)
    func aKillAtAnyStepLosesNothing(step: ArtifactStore.Step) throws {
        let folder = try TemporaryFolder()
        let home = folder.url.appending(path: "artifacts")
        let afterKill = folder.url.appending(path: "after-kill")
        let source = try folder.file("a.tif", Data("abc".utf8))
        let store = try ArtifactStore(directory: home) { checkpoint in
            guard checkpoint == step else { return }
            try? FileManager.default.copyItem(at: home, to: afterKill)
        }
        _ = try store.put(fileAt: source)
        #expect(FileManager.default.fileExists(atPath: afterKill.path(percentEncoded: false)))

        let survivor = try ArtifactStore(directory: afterKill)
        for digest in try survivor.digests() { #expect(try survivor.verify(digest)) }
        let artifact = try survivor.put(fileAt: source)
        #expect(try survivor.verify(artifact.sha256))
        _ = try survivor.removeTemporaryFiles(olderThan: Date(timeIntervalSinceNow: 60))
        #expect(TemporaryFolder.files(below: afterKill) == ["ba/78/\(abcDigest)"])
    }

    /// The source changes after it was opened and before all of it was read.
    @Test(arguments: ["grows", "shrinks", "is written over"])
    func aFileThatChangesWhileItIsReadIsRefused(how: String) throws {
        let folder = try TemporaryFolder()
        let source = try folder.file("a.tif", Data(repeating: 1, count: 600_000))
        let store = try ArtifactStore(directory: folder.url.appending(path: "artifacts"))
        var isChanged = false
        let code = FileFault.code {
            _ = try store.put(fileAt: source, maximumSize: .max) {
                guard !isChanged else { return }
                isChanged = true
                let handle = try FileHandle(forUpdating: source)
                switch how {
                case "grows":
                    try handle.seekToEnd()
                    try handle.write(contentsOf: Data([2]))
                case "shrinks": try handle.truncate(atOffset: 300_000)
                default: try handle.write(contentsOf: Data([2]))
                }
                try handle.close()
            }
        }
        #expect(code == .fileChanged)
        #expect(TemporaryFolder.files(below: store.directory) == [])
    }
}
