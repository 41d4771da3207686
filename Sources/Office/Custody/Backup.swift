import ArtifactStore
import Basics
import Foundation
import Ledger
import LedgerSQLite

/// Copies a data home into a new folder while work goes on.
///
/// First the ledger as it stands at one moment, then the artifacts that this copy names: those never change, and what
/// is named is not swept. The folder appears under its name when all of it is on disk.
public struct Backup: Sendable {
    /// What became of a backup.
    public struct Outcome: Hashable, Sendable {
        public var manifest: BackupManifest
        /// Artifacts that share their bytes on disk with the data home.
        public var linked: Int
    }

    /// The durable steps; tests look at the disk as a kill at that step would leave it.
    enum Step: String, CaseIterable, Sendable {
        case folderMade, ledgerCopied, artifactsCopied, listWritten, manifestWritten, synchronized, published, finished
    }

    private let office: OpenHome
    private let links: Bool
    private let checkpoint: @Sendable (Step) throws -> Void
    private let files = BlockingWork(label: "sohoa.backup")

    /// - Parameter links: whether artifacts on the same file system are linked rather than copied: quick and small, but
    ///   damage to a file on the disk then is damage to both.
    public init(office: OpenHome, links: Bool = false) {
        self.init(office: office, links: links, checkpoint: { _ in })
    }

    init(office: OpenHome, links: Bool = false, checkpoint: @escaping @Sendable (Step) throws -> Void) {
        self.office = office
        self.links = links
        self.checkpoint = checkpoint
    }

    /// Makes the backup.
    /// - Parameter destination: a folder that does not exist yet, or is empty.
    /// - Throws: `CustodyError`, `LedgerError`, `CancellationError`; the destination then is as it was.
    public func make(at destination: String) async throws -> Outcome {
        try await files.run { try prepare(destination) }
        let takenAt = Int64(Date().timeIntervalSince1970 * 1_000)
        let folder = try await files.run { try GrowingFolder(for: destination) }
        do {
            try checkpoint(.folderMade)
            let copy = URL(fileURLWithPath: "\(folder.path)/\(BackupManifest.ledgerName)")
            try await copyLedger(to: copy)
            try checkpoint(.ledgerCopied)
            let isCancelled = CancellationFlag()
            return try await withTaskCancellationHandler {
                let outcome = try await files.run { try finish(folder, copy, takenAt, isCancelled) }
                await note(outcome.manifest)
                return outcome
            } onCancel: {
                isCancelled.set()
            }
        } catch {
            folder.remove()
            throw error
        }
    }

    /// Has the ledger know of it, for those who watch over backups. It is there and good whether or not that succeeds.
    private func note(_ manifest: BackupManifest) async {
        let note = BackupNote(
            takenAt: Instant(milliseconds: manifest.takenAt), recordedAt: office.now(), size: manifest.size,
            artifacts: manifest.artifacts, missing: manifest.missing.count)
        try? await office.ledger.write { try $0.noteBackup(note, sums: manifest.sums) }
    }

    /// The owner of the ledger may be a service that can write nowhere but in its data home: it makes its copy there.
    private func copyLedger(to target: URL) async throws {
        guard !office.ledger.copiesHere else { return try await office.ledger.backup(to: target) }
        // Named as what a process leaves in this folder, so that it is cleared away when this one is killed.
        let copy = "\(office.home.work)/ledger-copy.\(getpid())"
        try? FileManager.default.removeItem(atPath: copy)
        defer { try? FileManager.default.removeItem(atPath: copy) }
        try await office.ledger.backup(to: URL(fileURLWithPath: copy))
        try await files.run { _ = try CustodyFiles.copy(copy, to: target.path(percentEncoded: false)) }
    }

    private func prepare(_ destination: String) throws {
        guard let names = CustodyFiles.names(in: destination) else {
            guard !CustodyFiles.exists(destination) else { throw CustodyError(.destinationExists, destination) }
            return
        }
        guard names.isEmpty else { throw CustodyError(.destinationExists, destination) }
    }

    private func finish(
        _ folder: GrowingFolder, _ copy: URL, _ takenAt: Int64, _ isCancelled: CancellationFlag
    ) throws -> Outcome {
        var contents = BackupContents(folder: folder.path, store: office.store, links: links)
        try contents.addLedger()
        for part in OrphanSweep.parts {
            for digest in try LedgerCopy(file: copy).referencedArtifacts(startingWith: part) {
                try isCancelled.check()
                try contents.add(digest)
            }
        }
        try contents.addRules(from: office.home.rules)
        try contents.addKeys(from: office.home.path)
        try checkpoint(.artifactsCopied)
        let sums = try contents.writeList()
        try checkpoint(.listWritten)
        let manifest = BackupManifest(
            format: BackupManifest.currentFormat, takenAt: takenAt, sums: sums, artifacts: contents.artifacts,
            rules: contents.rules, keys: contents.keys,
            size: contents.size, missing: contents.missing)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try CustodyFiles.write(encoder.encode(manifest), to: "\(folder.path)/\(BackupManifest.fileName)")
        try checkpoint(.manifestWritten)
        try CustodyFiles.synchronizeFileSystem(of: folder.path)
        try checkpoint(.synchronized)
        try folder.publish()
        try checkpoint(.published)
        try folder.synchronizeParent()
        try checkpoint(.finished)
        return Outcome(manifest: manifest, linked: contents.linked)
    }
}
