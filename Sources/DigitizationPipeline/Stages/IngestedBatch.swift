import ArtifactStore
import Basics
import DocumentModel
import Dossiers
import Foundation
import Ledger
import Office

/// A batch whose originals are kept and whose record is committed.
struct IngestedBatch: Sendable {
    /// A file of the batch in scan order.
    struct File: Sendable {
        /// 0-based place among the kept originals in scan order; `nil` when there was nothing to keep.
        var ordinal: Int?
        /// Name as written.
        var name: String
        var nfcName: String
        /// The kept original; `nil` when there was nothing to keep (a link that leaves the batch).
        var original: ContentDigest?
        /// Why the file cannot be read.
        var fault: FileFault?
    }

    var record: BatchRecord
    /// Files in scan order; ``PagePosition/file`` counts these.
    var files: [File]
    /// The manifest, when the batch has a valid one that lists files.
    var manifest: BatchManifest?
    /// What is wrong with the manifest.
    var manifestFault: FileFault?
}

extension IngestedBatch {
    /// A batch as intake left it.
    /// - Throws: `LedgerError`; the file system's error when a kept manifest cannot be read.
    init(_ id: BatchID, ledger: Ledger, store: ArtifactStore, files: BlockingWork) async throws {
        let (batch, kept, unkept) = try await ledger.read { tx in
            (try tx.batch(id), try tx.files(of: id), try tx.unkeptFiles(of: id))
        }
        guard let batch else { throw LedgerError(.notFound, "batch \(id)") }
        record = batch
        self.files = Self.inScanOrder(kept.filter { !$0.isManifest && !$0.isAside }, unkept.filter { $0.place != nil })
        manifestFault = unkept.first { $0.place == nil }?.fault
        if let artifact = kept.first(where: \.isManifest)?.sha256 {
            let url = store.url(for: artifact)
            let json = try await files.run { try Data(contentsOf: url) }
            do {
                let manifest = try BatchManifest(json: json)
                self.manifest = manifest.items.isEmpty ? nil : manifest
            } catch {
                manifestFault = error
            }
        }
    }

    private static func inScanOrder(_ kept: [BatchFile], _ unkept: [RejectedFile]) -> [File] {
        var files = kept.map {
            File(ordinal: $0.ordinal, name: $0.name, nfcName: $0.nfcName, original: $0.sha256)
        }
        // Ascending, so that each place is right once those before it are filled.
        for file in unkept.sorted(by: { ($0.place ?? 0) < ($1.place ?? 0) }) {
            files.insert(
                File(name: file.name, nfcName: file.nfcName, fault: file.fault),
                at: min(file.place ?? 0, files.count))
        }
        return files
    }

    /// Identity of the page at a position; `nil` for a file of which nothing was kept.
    func id(_ position: PagePosition) -> PageID? {
        files[position.file].ordinal.map {
            PageID(batch: record.id, fileOrdinal: $0, pageIndex: position.page)
        }
    }
}

/// Something worth telling of a file that holds nothing back.
struct FileNote: Hashable, Sendable {
    /// Place of the file in scan order.
    var file: Int
    var note: FileFault
}

/// A page after reading: what splitting needs, and the key of the whole reading.
struct ReadPage: Sendable {
    /// `nil` when nothing of its file was kept.
    var id: PageID?
    var position: PagePosition
    var fileName: String
    var original: ContentDigest?
    var kind: PageEvidence.Kind
    /// `nil` when the page could not be read.
    var readingKey: String?
    var rotation = QuarterTurn.none
    var skew = 0.0
    var confidence: Double?
    /// Whether hardly anything is on it, and nothing that was read.
    var isLikelyBlank = false
    /// Whether programs do not agree about how it looks.
    var isDrawnUnsurely = false
    /// Why the page could not be read.
    var fault: FileFault?
    /// Whether its reading stays whatever would read it otherwise: a person turned the page.
    var isKept = false

    var evidence: PageEvidence { PageEvidence(position: position, kind: kind) }
}

extension ReadPage {
    /// What makes two pages the same page; `nil` when nothing was kept.
    var content: PageContent? { original.map { PageContent(original: $0, pageIndex: position.page) } }
}
