import ArtifactStore
import Basics
import DocumentModel
import Dossiers
import Foundation
import Ledger
import Office

/// Takes batches in: every original is kept and durable before the batch is recorded, and nothing is decoded. The
/// batch and the job that digitizes it are recorded in one transaction.
public struct Reception: Sendable {
    /// What became of a batch that was handed in.
    public struct Received: Sendable {
        public var batch: BatchRecord
        /// The job that digitizes it; `nil` when it was digitized before and nothing has changed for it since.
        public var job: JobID?
    }

    /// Largest file that is taken, bytes.
    static let maxFileSize = 4 << 30
    /// Largest manifest that is read, bytes.
    static let maxManifestSize = 16 << 20

    private let store: ArtifactStore
    private let ledger: Ledger
    private let files: BlockingWork
    private let now: @Sendable () -> Instant
    private let progress: ProgressSink

    public init(
        office: OpenHome,
        progress: @escaping ProgressSink = { _ in }
    ) {
        store = office.store
        ledger = office.ledger
        files = BlockingWork(label: "sohoa.reception")
        now = office.clock.now
        self.progress = progress
    }

    /// Takes the batch that lies at a path; one that was handed in before is known by its content.
    /// - Parameters:
    ///   - path: a folder or file; nothing there is changed.
    ///   - name: under which the batch is known; else the folder's or file's.
    ///   - station: where it was scanned; else the manifest's word.
    ///   - isUrgent: whether it goes before others.
    ///   - wantsReceipt: whether a station waits to be told what became of it.
    /// - Throws: ``IntakeError`` when there is nothing to take; `ArtifactStoreError`, `LedgerError`. A fault of one file
    ///   only marks that file.
    public func receive(
        _ path: String, name: String? = nil, station: String? = nil, isUrgent: Bool = false, wantsReceipt: Bool = false
    ) async throws -> Received {
        let source = try await files.run { try BatchSource(path: path) }
        let handed = try await keep(source, as: name ?? source.name)
        let (ledger, instant) = (ledger, now())
        let batchName = name?.precomposedStringWithCanonicalMapping ?? source.name
        let place = station ?? handed.manifest?.station
        let digest = try Self.contentDigest(of: handed)
        let doubt = source.orderDoubt(handed.manifest)
        return try await ledger.write { tx in
            let (batch, isNew) = try tx.openBatch(
                name: batchName, station: place, contentDigest: digest, files: handed.kept, unkept: handed.unkept,
                declaredPages: handed.manifest?.pageCount, wantsReceipt: wantsReceipt, at: instant
            )
            if isNew, let doubt {
                let issue = IssueRecord(
                    batchID: batch.id, fileName: doubt.file, code: .doubtfulOrder, detail: doubt.detail)
                try tx.recordIssue(issue, at: instant)
            }
            if batch.state == .finished, try !tx.hasResolvableItems(batch.id), try !tx.hasPagesToReadAgain(batch.id) {
                return Received(batch: batch, job: nil)
            }
            // One that is being read for the first time needs no second reading because it was handed in twice.
            let job = try tx.enqueue(
                .digitizing(
                    batch, isUrgent: isUrgent || handed.manifest?.isUrgent == true,
                    whileRunning: batch.state == .finished ? .runsAgain : .isTheSame), at: instant
            ).job
            return Received(batch: batch, job: job.id)
        }
    }

    // MARK: Keeping

    private struct Handed: Sendable {
        /// In scan order, the manifest behind, then what systems left.
        var kept: [SubmittedFile] = []
        /// In scan order, the manifest last.
        var unkept: [RejectedFile] = []
        var manifest: BatchManifest?
    }

    private func keep(_ source: BatchSource, as name: String) async throws -> Handed {
        var handed = Handed()
        for (place, file) in source.files.enumerated() {
            try Task.checkCancellation()
            progress(.fileKept(batch: name, done: place, total: source.files.count))
            do {
                if let fault = file.fault { throw fault }
                let artifact = try await keep(file.path, maximumSize: Self.maxFileSize)
                handed.kept.append(handedFile(file.name, artifact))
            } catch let fault as FileFault {
                handed.unkept.append(RejectedFile(place: place, name: file.name, nfcName: file.nfcName, fault: fault))
            }
        }
        if let path = source.manifestPath { try await keepManifest(path, &handed) }
        try await keepAsides(source.asides, &handed)
        return handed
    }

    /// What systems left is kept like everything else, and stands in nobody's way: what of it cannot be kept is told of,
    /// but is no page.
    private func keepAsides(_ files: [BatchSource.File], _ handed: inout Handed) async throws {
        for file in files {
            try Task.checkCancellation()
            do {
                let artifact = try await keep(file.path, maximumSize: Self.maxFileSize)
                var aside = handedFile(file.name, artifact)
                aside.isAside = true
                handed.kept.append(aside)
            } catch let fault as FileFault {
                let place = handed.kept.count { !$0.isManifest && !$0.isAside } + handed.unkept.count
                handed.unkept.append(RejectedFile(place: place, name: file.name, nfcName: file.nfcName, fault: fault))
            }
        }
    }

    private func keepManifest(_ path: String, _ handed: inout Handed) async throws {
        do {
            let artifact = try await keep(path, maximumSize: Self.maxManifestSize)
            handed.kept.append(handedFile(BatchManifest.fileName, artifact, isManifest: true))
            let url = store.url(for: artifact.sha256)
            handed.manifest = try? BatchManifest(json: try await files.run { try Data(contentsOf: url) })
        } catch let fault as FileFault {
            handed.unkept.append(
                RejectedFile(
                    place: nil, name: BatchManifest.fileName, nfcName: BatchManifest.fileName, fault: fault))
        }
    }

    private func keep(_ path: String, maximumSize: Int) async throws -> Artifact {
        try await files.run { [store] in
            try store.put(fileAt: URL(fileURLWithPath: path), maximumSize: maximumSize)
        }
    }

    private func handedFile(_ name: String, _ artifact: Artifact, isManifest: Bool = false) -> SubmittedFile {
        SubmittedFile(
            name: name, nfcName: name.precomposedStringWithCanonicalMapping, sha256: artifact.sha256,
            byteCount: artifact.size, isManifest: isManifest)
    }

    /// Digest over names and contents; the folder's own name does not count, so that a copy of a batch is known as the
    /// same batch; nor does what systems left. In the byte order of the names, which was the scan order once: batches of that time stay known.
    private static func contentDigest(of handed: Handed) throws -> ContentDigest {
        let files = handed.kept.filter { !$0.isManifest && !$0.isAside }.sorted { a, b in
            let (left, right) = ([UInt8](a.nfcName.utf8), [UInt8](b.nfcName.utf8))
            if left == right { return a.name.utf8.lexicographicallyPrecedes(b.name.utf8) }
            return left.lexicographicallyPrecedes(right)
        }
        let kept = (files + handed.kept.filter(\.isManifest)).flatMap { [$0.nfcName, $0.sha256.rawValue] }
        let unkept = handed.unkept.filter { $0.place != nil }.map(\.nfcName).sorted {
            $0.utf8.lexicographicallyPrecedes($1.utf8)
        }
        return try ContentDigest(ofTexts: kept + unkept.flatMap { [$0, "-"] })
    }
}

extension NewJob {
    /// The job that digitizes a batch; there is only one at a time, and a batch's station is its lane.
    static func digitizing(
        _ batch: BatchRecord, isUrgent: Bool, whileRunning: WhileRunning = .runsAgain
    ) -> NewJob {
        NewJob(
            kind: .digitizeBatch, payload: batch.id.rawValue, uniqueKey: batch.id.rawValue, whileRunning: whileRunning,
            lane: batch.station.map { String($0.prefix(64)) } ?? "", priority: isUrgent ? .urgent : .normal)
    }
}

extension LedgerTransaction {
    /// Whether the register has meanwhile learnt of a case or component for which pages of the batch wait.
    /// - Parameter instant: learnt of then or later; at any time when `nil`.
    func hasResolvableItems(_ batch: BatchID, since instant: Instant? = nil) throws -> Bool {
        try waitingItems(batch: batch, case: nil, openOnly: true).contains { item in
            guard try hasNewPlace(item) else { return false }
            guard let instant else { return true }
            let code = item.proposedCase.flatMap(CaseCode.init(rawValue:))
            return try code.flatMap(caseHistory)?.last.map { $0.recordedAt >= instant } ?? false
        }
    }

    /// Enqueues the batches of which pages wait for a case or component that the register has learnt of, so that they
    /// are attached without being handed in again. To be called after cases were imported, in the same transaction.
    /// - Returns: how many batches.
    public func enqueueBatchesWithNewPlaces(at now: Instant) throws -> Int {
        let items = try waitingItems(batch: nil, case: nil, openOnly: true).filter(hasNewPlace)
        let batches = try Set(items.map(\.batchID)).sorted().compactMap { try batch($0) }
        for batch in batches { _ = try enqueue(.digitizing(batch, isUrgent: false), at: now) }
        return batches.count
    }

    /// Whether pages of the batch wait, or a document of it does, because of what may have been the machine's fault.
    func hasPagesToReadAgain(_ batch: BatchID) throws -> Bool {
        try waitingItems(batch: batch, case: nil, openOnly: true).contains { IssueCode.mayPass.contains($0.reason) }
    }

    private func hasNewPlace(_ item: WaitingItem) throws -> Bool {
        guard [.unknownCase, .unknownComponent].contains(item.reason),
            let code = item.proposedCase.flatMap(CaseCode.init(rawValue:)),
            let component = item.proposedComponent.flatMap(ComponentCode.init(rawValue:))
        else { return false }
        return try findCase(code)?.rule(component) != nil
    }
}
