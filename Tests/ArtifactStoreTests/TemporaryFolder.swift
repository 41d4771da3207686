import ArtifactStore
import DocumentModel
import Foundation

/// A folder of its own for one test, gone with it.
final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "sohoa-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func file(_ name: String, _ data: Data) throws -> URL {
        let file = url.appending(path: name)
        try data.write(to: file)
        return file
    }

    /// Names of all regular files below, relative, ascending.
    static func files(below folder: URL) -> [String] {
        let names = FileManager.default.enumerator(atPath: folder.path(percentEncoded: false))?.allObjects ?? []
        return names.compactMap { $0 as? String }.filter { name in
            let type = try? FileManager.default.attributesOfItem(
                atPath: folder.appending(path: name).path(percentEncoded: false))[.type]
            return type as? FileAttributeType == .typeRegular
        }.sorted()
    }
}

/// SHA-256 of "abc", FIPS 180-2 appendix B.1.
let abcDigest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

extension FileFault {
    /// The code of the fault that `body` throws; `nil` when it throws none.
    static func code(of body: () throws -> Void) -> IssueCode? {
        do { try body() } catch let fault as FileFault { return fault.code } catch {}
        return nil
    }
}
