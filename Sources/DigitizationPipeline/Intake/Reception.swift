import ArtifactStore
import DocumentModel
import Dossiers
import Foundation
import Ledger

/// Takes a batch: every original is kept and durable before the batch is recorded, and nothing is decoded.
struct BatchIntake: Sendable {
    /// Largest file that is taken, bytes.
    static let maxFileSize = 4 << 30
    /// Largest manifest that is read, bytes.
    static let maxManifestSize = 16 << 20

    let store: ArtifactStore
    let ledger: Ledger
    let files: BlockingWork
    let now: @Sendable () -> Instant

    /// Keeps the originals and opens the batch; a batch that was handed in before is found again by its content.
    /// - Throws: `ArtifactStoreError`, `LedgerError`; a fault of one file only marks that file.
    func take(_ source: BatchSource, station: String?) async throws -> TakenBatch {
        var taken: [TakenBatch.File] = []
        var handed: [HandedFile] = []
        for file in source.files {
            try Task.checkCancellation()
            var entry = TakenBatch.File(name: file.name, nfcName: file.nfcName, fault: file.fault)
            if file.fault == nil {
                do {
                    let artifact = try await keep(file.path)
                    entry.ordinal = handed.count
                    entry.original = artifact.sha256
                    handed.append(handedFile(file.name, artifact))
                } catch let fault as FileFault {
                    entry.fault = fault
                }
            }
            taken.append(entry)
        }
        let manifest = await takeManifest(source.manifestPath)
        if let artifact = manifest.artifact {
            handed.append(handedFile(BatchManifest.fileName, artifact, isManifest: true))
        }
        let record = try await open(
            source, handed, missing: taken.filter { $0.original == nil }.map(\.nfcName),
            station: station ?? manifest.value?.station)
        return TakenBatch(
            record: record, files: taken, manifest: manifest.value.flatMap { $0.items.isEmpty ? nil : $0 },
            manifestFault: manifest.fault)
    }

    private func keep(_ path: String) async throws -> Artifact {
        try await files.run { [store] in
            try store.put(fileAt: URL(fileURLWithPath: path), maximumSize: Self.maxFileSize)
        }
    }

    private func handedFile(_ name: String, _ artifact: Artifact, isManifest: Bool = false) -> HandedFile {
        HandedFile(
            name: name, nfcName: name.precomposedStringWithCanonicalMapping, sha256: artifact.sha256,
            byteCount: artifact.size, isManifest: isManifest)
    }

    private func open(
        _ source: BatchSource, _ handed: [HandedFile], missing: [String], station: String?
    ) async throws -> BatchRecord {
        let digest = try Self.contentDigest(of: handed, missing: missing)
        let (name, instant) = (source.name, now())
        return try await ledger.write { tx in
            try tx.openBatch(
                name: name, station: station, contentDigest: digest, files: handed, declaredPages: nil, at: instant
            ).batch
        }
    }

    /// Digest over names and contents in scan order; the folder's own name does not count, so that a copy of a batch
    /// is known as the same batch.
    static func contentDigest(of files: [HandedFile], missing: [String]) throws -> ContentDigest {
        let kept = files.flatMap { [$0.nfcName, $0.sha256.rawValue] }
        return try ContentDigest(ofTexts: kept + missing.flatMap { [$0, "-"] })
    }

    private struct TakenManifest {
        var value: BatchManifest?
        var artifact: Artifact?
        var fault: FileFault?
    }

    private func takeManifest(_ path: String?) async -> TakenManifest {
        guard let path else { return TakenManifest() }
        do {
            let artifact = try await files.run { [store] in
                try store.put(fileAt: URL(fileURLWithPath: path), maximumSize: Self.maxManifestSize)
            }
            let url = store.url(for: artifact.sha256)
            let data = try await files.run { try Data(contentsOf: url) }
            do {
                return TakenManifest(value: try BatchManifest(json: data), artifact: artifact)
            } catch let fault {
                return TakenManifest(artifact: artifact, fault: fault)
            }
        } catch let fault as FileFault {
            return TakenManifest(fault: fault)
        } catch {
            return TakenManifest(fault: FileFault(code: .badManifest, detail: "cannot be read"))
        }
    }
}
