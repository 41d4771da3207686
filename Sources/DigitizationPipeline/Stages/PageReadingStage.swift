import ArtifactStore
import DocumentModel
import Dossiers
import Foundation
import Ledger
import RecognizerProtocol

/// Inspects the files of a batch and reads their pages. Every reading is recorded as soon as it is there, so that an
/// interrupted batch goes on where it stopped.
struct PageReadingStage: Sendable {
    let recognizer: any Recognizer
    let recognizerIdentity: RecognizerIdentity
    let store: ArtifactStore
    let ledger: Ledger
    let parameters: Pipeline.ReadPages
    let pictures: PagePictures
    let files: BlockingWork
    /// Pages of one batch that are under way at a time.
    let window: Int
    /// The job on whose behalf the pages are read.
    let claim: ClaimedJob
    let now: @Sendable () -> Instant
    let progress: ProgressSink

    /// Reads all pages of a batch.
    /// - Returns: the pages in scan order; a file that cannot be read stands as one unreadable page.
    func read(_ batch: TakenBatch) async throws -> [ReadPage] {
        let jobs = try await mapConcurrently(Array(batch.files.enumerated()), window: window) { index, file in
            try await inspect(file, at: index, of: batch)
        }.flatMap { $0 }
        progress(.batchOpened(batch: batch.record.name, pages: jobs.count))
        return try await mapConcurrently(jobs, window: window) { job in
            let page = try await read(job, of: batch)
            progress(.pageRead(batch: batch.record.name, fromCache: page.fromCache))
            return page.page
        }
    }

    /// A page to read, or one that inspection already found unreadable.
    private struct Job: Sendable {
        var position: PagePosition
        var file: TakenBatch.File
        var fault: FileFault?
    }

    // MARK: Inspecting

    private func inspect(_ file: TakenBatch.File, at index: Int, of batch: TakenBatch) async throws -> [Job] {
        func unreadable(_ fault: FileFault) -> Job {
            Job(position: PagePosition(file: index, page: fault.pageIndex ?? 0), file: file, fault: fault)
        }
        if let fault = file.fault { return [unreadable(fault)] }
        guard let original = file.original, let ordinal = file.ordinal else { return [] }
        let request = InspectRequest(path: path(of: original), maxPixels: parameters.maxPixels)
        switch try await timed(.inspect, progress, { try await answer(.inspect(request)) }) {
        case .success(.inspected(let inspection)):
            let (id, count) = (batch.record.id, inspection.pages.count)
            try await ledger.write { tx in
                try tx.recordInspection(
                    batch: id, fileOrdinal: ordinal, format: inspection.format, pageCount: count,
                    isSigned: inspection.isSigned)
            }
            let readable = inspection.pages.map {
                Job(position: PagePosition(file: index, page: $0.index), file: file, fault: nil)
            }
            return (readable + inspection.faults.map(unreadable)).sorted { $0.position < $1.position }
        case .success(.fault(let fault)): return [unreadable(fault)]
        case .success: return [unreadable(FileFault(code: .recognizerCrashed, detail: "unexpected answer"))]
        case .failure(let fault): return [unreadable(fault)]
        }
    }

    // MARK: Reading

    private func read(_ job: Job, of batch: TakenBatch) async throws -> (page: ReadPage, fromCache: Bool) {
        if let fault = job.fault { return (unreadable(job, of: batch, fault), false) }
        guard let original = job.file.original else {
            return (unreadable(job, of: batch, FileFault(code: .unreadableFile, detail: "not kept")), false)
        }
        let key = try PageReadingKey.make(
            original: original, pageIndex: job.position.page, options: parameters.recognition,
            recognizer: recognizerIdentity)
        if let reading = try await cached(key) { return (page(job, of: batch, reading, key), true) }
        let request = ReadPageRequest(
            path: path(of: original), pageIndex: job.position.page, maxPixels: parameters.maxPixels,
            imagePath: pictures.path(forKey: key), options: parameters.recognition)
        switch try await timed(.read, progress, { try await answer(.readPage(request)) }) {
        case .success(.pageRead(let result)):
            try await save(result.reading, key)
            if let image = result.image { await pictures.remember(image, forKey: key) }
            return (page(job, of: batch, result.reading, key), false)
        case .success(.fault(let fault)), .failure(let fault): return (unreadable(job, of: batch, fault), false)
        case .success:
            return (unreadable(job, of: batch, FileFault(code: .recognizerCrashed, detail: "unexpected answer")), false)
        }
    }

    private func cached(_ key: String) async throws -> PageReading? {
        guard let record = try await ledger.read({ try $0.pageReading(key: key) }) else { return nil }
        return try await ReadingCodec(store: store, files: files).load(record.artifact)
    }

    /// Records a reading even when the batch is being stopped: the work is done, and is not to be done again.
    private func save(_ reading: PageReading, _ key: String) async throws {
        let (codec, ledger, claim, instant) = (ReadingCodec(store: store, files: files), ledger, claim, now())
        try await Task {
            let artifact = try await codec.save(reading)
            let record = PageReadingRecord(key: key, artifact: artifact, imageArtifact: nil, reading: reading)
            try await ledger.write { tx in
                try tx.savePageReading(record, at: instant)
                // Without the lease the reading is worth as much to whoever has it now.
                do { try tx.recordProgress(claim) } catch is JobLeaseLost {}
            }
        }.value
    }

    /// Asks the recognizer; again on a fresh child when it failed, since the fault may have been another page's.
    private func answer(_ request: RecognizerRequest) async throws -> Result<RecognizerResponse, FileFault> {
        let deadline = Duration.seconds(parameters.pageDeadlineSeconds)
        var failure: FileFault?
        for _ in 0..<Self.tries {
            try Task.checkCancellation()
            do {
                return .success(try await recognizer.call(request, deadline: deadline))
            } catch let error as RecognizerError {
                guard let code = error.issueCode else { throw error }
                failure = FileFault(code: code, detail: "\(Self.tries) recognizers failed: \(error.summary)")
            }
        }
        return .failure(failure ?? FileFault(code: .recognizerCrashed, detail: "not tried"))
    }

    /// So many recognizers may fail on a page before it goes to a person; its siblings go on.
    private static let tries = 3

    private func path(of original: ContentDigest) -> String {
        store.url(for: original).path(percentEncoded: false)
    }

    private func page(_ job: Job, of batch: TakenBatch, _ reading: PageReading, _ key: String) -> ReadPage {
        ReadPage(
            id: batch.id(job.position), position: job.position, fileName: job.file.name, original: job.file.original,
            kind: PageEvidence.Kind(reading: reading), readingKey: key, rotation: reading.rotation, skew: reading.skew,
            confidence: reading.text.confidence)
    }

    private func unreadable(_ job: Job, of batch: TakenBatch, _ fault: FileFault) -> ReadPage {
        ReadPage(
            id: batch.id(job.position), position: job.position, fileName: job.file.name, original: job.file.original,
            kind: PageEvidence.Kind(fault: fault.code), fault: fault)
    }
}
