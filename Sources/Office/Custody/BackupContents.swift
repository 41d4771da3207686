import ArtifactStore
import Basics
import Foundation

/// The files of a backup as they are added, and their list.
struct BackupContents {
    let folder: String
    let store: ArtifactStore
    let links: Bool

    private(set) var artifacts = 0
    private(set) var rules = 0
    private(set) var keys = 0
    private(set) var linked = 0
    private(set) var size = 0
    private(set) var missing: [String] = []
    private var folders: Set<String> = []
    private var lines = ""

    init(folder: String, store: ArtifactStore, links: Bool) {
        self.folder = folder
        self.store = store
        self.links = links
    }

    /// Lists the copy of the ledger that lies in the folder.
    mutating func addLedger() throws {
        let (digest, bytes) = try CustodyFiles.digest(of: "\(folder)/\(BackupManifest.ledgerName)")
        add(digest, BackupManifest.ledgerName, bytes)
    }

    /// Copies or links an artifact; one that is missing or damaged is noted, for the rest must be saved all the same.
    mutating func add(_ artifact: ContentDigest) throws {
        let path = BackupManifest.path(of: artifact.rawValue)
        try makeFolders(path)
        guard let bytes = try keep(artifact, at: "\(folder)/\(path)") else {
            missing.append(artifact.rawValue)
            return
        }
        artifacts += 1
        add(artifact.rawValue, path, bytes)
    }

    /// Copies the files of a data home's `rules/`, which say how papers are to be treated.
    mutating func addRules(from source: String) throws {
        for name in (CustodyFiles.names(in: source) ?? []).sorted() {
            let path = "\(BackupManifest.rulesFolder)/\(name)"
            var isFolder: ObjCBool = false
            guard BackupManifest.isRule(path),
                FileManager.default.fileExists(atPath: "\(source)/\(name)", isDirectory: &isFolder), !isFolder.boolValue
            else { continue }
            try makeFolders(path)
            let (digest, bytes) = try CustodyFiles.copy("\(source)/\(name)", to: "\(folder)/\(path)")
            rules += 1
            add(digest, path, bytes)
        }
    }

    /// Copies the secrets of a data home, those that were made: without them sheets in use and authenticators would be
    /// of no use after a restore.
    mutating func addKeys(from home: String) throws {
        for path in BackupManifest.keyNames where CustodyFiles.exists("\(home)/\(path)") {
            let (digest, bytes) = try CustodyFiles.copy("\(home)/\(path)", to: "\(folder)/\(path)")
            keys += 1
            add(digest, path, bytes)
        }
    }

    /// Writes the list.
    /// - Returns: its digest.
    func writeList() throws -> String {
        let path = "\(folder)/\(BackupManifest.sumsName)"
        try CustodyFiles.write(Data(lines.utf8), to: path)
        return try CustodyFiles.digest(of: path).digest
    }

    private mutating func add(_ digest: String, _ path: String, _ bytes: Int) {
        size += bytes
        lines += BackupManifest.line(digest, path)
    }

    /// - Returns: its size; `nil` when it is missing or damaged.
    private mutating func keep(_ artifact: ContentDigest, at target: String) throws -> Int? {
        let source = store.url(for: artifact).path(percentEncoded: false)
        guard store.contains(artifact) else { return nil }
        if links, link(source, target) == 0 {
            let (digest, size) = try CustodyFiles.digest(of: target)
            guard digest == artifact.rawValue else {
                _ = unlink(target)
                return nil
            }
            linked += 1
            return size
        }
        let (digest, size) = try CustodyFiles.copy(source, to: target)
        guard digest == artifact.rawValue else {
            _ = unlink(target)
            return nil
        }
        return size
    }

    private mutating func makeFolders(_ path: String) throws {
        var current = folder
        for name in path.split(separator: "/").dropLast() {
            current += "/\(name)"
            guard folders.insert(current).inserted else { continue }
            try CustodyFiles.makeFolder(current)
        }
    }
}
