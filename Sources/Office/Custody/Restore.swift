import Foundation
import Ledger
import LedgerEngines

/// Makes a data home from a backup. All calls block.
public struct Restore: Sendable {
    /// The durable steps; tests look at the disk as a kill at that step would leave it.
    enum Step: String, CaseIterable, Sendable {
        case checked, folderMade, copied, synchronized, published, finished
    }

    /// Most details that are told of a damaged backup.
    private static let maximumDetails = 100

    private let source: String
    private let engine: any LedgerEngine
    private let checkpoint: @Sendable (Step) throws -> Void

    /// - Parameter source: the backup's folder.
    public init(from source: String, engine: any LedgerEngine = LedgerEngines.standard) {
        self.init(from: source, engine: engine, checkpoint: { _ in })
    }

    init(
        from source: String, engine: any LedgerEngine = LedgerEngines.standard,
        checkpoint: @escaping @Sendable (Step) throws -> Void
    ) {
        self.source = source
        self.engine = engine
        self.checkpoint = checkpoint
    }

    /// Compares every file of the backup with the manifest.
    /// - Throws: `CustodyError.Code.notABackup`; `CustodyError.Code.backupDamaged` with what is wrong.
    @discardableResult
    public func check() throws -> BackupManifest {
        let (manifest, entries) = try contents()
        var faults: [String] = []
        for entry in entries {
            try Task.checkCancellation()
            guard faults.count < Self.maximumDetails else { break }
            if let fault = fault(entry) { faults.append(fault) }
        }
        if faults.isEmpty {
            // A backup of an earlier program has other tables; they are brought up to date when the home is opened.
            faults += try ledger(in: source).storageFaults().map { "ledger: \($0.detail)" }
        }
        guard faults.isEmpty else { throw CustodyError(.backupDamaged, faults) }
        return manifest
    }

    /// Makes the data home; it appears under its name when all of it is on disk.
    /// - Parameter home: a folder that does not exist yet, or is empty.
    /// - Throws: `CustodyError`; the destination then is as it was.
    @discardableResult
    public func run(into home: String) throws -> BackupManifest {
        if let names = CustodyFiles.names(in: home) {
            guard names.isEmpty else { throw CustodyError(.homeNotEmpty, home) }
        } else if CustodyFiles.exists(home) {
            throw CustodyError(.homeNotEmpty, home)
        }
        let manifest = try check()
        try checkpoint(.checked)
        let folder = try GrowingFolder(for: home)
        do {
            try checkpoint(.folderMade)
            try copy(to: folder.path)
            try ledger(in: folder.path).endSignIns()
            try checkpoint(.copied)
            try CustodyFiles.synchronizeFileSystem(of: folder.path)
            try checkpoint(.synchronized)
            try folder.publish()
        } catch {
            folder.remove()
            throw error
        }
        try checkpoint(.published)
        try folder.synchronizeParent()
        try checkpoint(.finished)
        return manifest
    }

    // MARK: Parts

    private typealias Entry = (digest: String, path: String)

    private func ledger(in folder: String) -> any LedgerCopy {
        engine.copy(at: URL(fileURLWithPath: "\(folder)/\(engine.copyName)"))
    }

    private func contents() throws -> (BackupManifest, [Entry]) {
        let path = "\(source)/\(BackupManifest.fileName)"
        guard let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int,
            size <= BackupManifest.maximumSize, let json = FileManager.default.contents(atPath: path),
            let manifest = try? JSONDecoder().decode(BackupManifest.self, from: json),
            manifest.format == BackupManifest.currentFormat
        else { throw CustodyError(.notABackup, "no manifest that this program knows") }
        let list = "\(source)/\(BackupManifest.sumsName)"
        guard let digest = try? CustodyFiles.digest(of: list).digest, digest == manifest.sums,
            let data = FileManager.default.contents(atPath: list)
        else { throw CustodyError(.backupDamaged, "\(BackupManifest.sumsName): not what the manifest says") }
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
        let entries = lines.compactMap { BackupManifest.entry($0, ledger: engine.copyName) }
        guard entries.count == lines.count, entries.count(where: { $0.path == engine.copyName }) == 1,
            entries.count == manifest.artifacts + manifest.rules + (manifest.keys ?? 0) + 1
        else { throw CustodyError(.backupDamaged, "\(BackupManifest.sumsName): other files than a backup has") }
        return (manifest, entries)
    }

    private func fault(_ entry: Entry) -> String? {
        guard CustodyFiles.exists("\(source)/\(entry.path)") else { return "\(entry.path): missing" }
        do {
            let digest = try CustodyFiles.digest(of: "\(source)/\(entry.path)").digest
            return digest == entry.digest ? nil : "\(entry.path): other bytes than the manifest says"
        } catch {
            return "\(entry.path): cannot be read"
        }
    }

    private func copy(to folder: String) throws {
        var folders: Set<String> = []
        for entry in try contents().1 {
            try Task.checkCancellation()
            var current = folder
            for name in entry.path.split(separator: "/").dropLast() {
                current += "/\(name)"
                if folders.insert(current).inserted { try CustodyFiles.makeFolder(current) }
            }
            let copied = try CustodyFiles.copy("\(source)/\(entry.path)", to: "\(folder)/\(entry.path)")
            guard copied.digest == entry.digest else {
                throw CustodyError(.backupDamaged, "\(entry.path): changed while it was copied")
            }
        }
    }
}
