import Basics
import DocumentModel
import Dossiers
import Foundation
import Ledger
import Office
import RecognizerProtocol

/// Inspects the files of a batch and reads their pages. Every reading is recorded as soon as it is there, so that an
/// interrupted batch goes on where it stopped.
struct PageReadingStage: Sendable {
    let reader: BatchPageReader
    /// Pages of one batch that are under way at a time.
    let window: Int
    /// Whether the seal of a separator's payload is that of this data home.
    let isGenuine: @Sendable (SeparatorPayload) -> Bool

    private var progress: ProgressSink { reader.progress }

    /// Reads all pages of a batch.
    /// - Returns: the pages in scan order, a file that cannot be read standing as one unreadable page; and what is worth
    ///   telling of the files.
    func read(_ batch: IngestedBatch) async throws -> (pages: [ReadPage], notes: [FileNote]) {
        let files = try await mapConcurrently(Array(batch.files.enumerated()), window: window) { index, file in
            try await inspect(file, at: index, of: batch)
        }
        let jobs = files.flatMap(\.jobs)
        progress(.batchOpened(batch: batch.record.name, pages: jobs.count))
        let pages = try await mapConcurrently(jobs, window: window) { job in
            let page = try await read(job, of: batch)
            progress(.pageRead(batch: batch.record.name, fromCache: page.fromCache))
            return page.page
        }
        return (pages, files.flatMap(\.notes))
    }

    /// A page to read, or one that inspection already found unreadable.
    private struct Job: Sendable {
        var position: PagePosition
        var file: IngestedBatch.File
        var fault: FileFault?
    }

    /// What a file turned out to hold.
    private struct Inspected: Sendable {
        var jobs: [Job]
        var notes: [FileNote] = []
    }

    // MARK: Inspecting

    private func inspect(_ file: IngestedBatch.File, at index: Int, of batch: IngestedBatch) async throws -> Inspected {
        func unreadable(_ fault: FileFault) -> Job {
            Job(position: PagePosition(file: index, page: fault.pageIndex ?? 0), file: file, fault: fault)
        }
        if let fault = file.fault { return Inspected(jobs: [unreadable(fault)]) }
        guard let original = file.original, let ordinal = file.ordinal else { return Inspected(jobs: []) }
        let request = InspectRequest(
            path: path(of: original), maxPixels: reader.parameters.maxPixels,
            scratchPath: reader.pictures.path(forKey: "file-\(ordinal)"))
        switch try await timed(.inspect, progress, { try await reader.answer(.inspect(request)) }) {
        case .success(.inspected(let inspection)):
            let (id, count) = (batch.record.id, inspection.pages.count)
            try await reader.ledger.write { tx in
                try tx.recordInspection(
                    batch: id, fileOrdinal: ordinal, format: inspection.format, pageCount: count,
                    isSigned: inspection.isSigned)
            }
            let readable = inspection.pages.map {
                Job(position: PagePosition(file: index, page: $0.index), file: file, fault: nil)
            }
            // What is wrong with the file as a whole stands behind its pages, where something is missing.
            var next = (inspection.pages.map(\.index) + inspection.faults.compactMap(\.pageIndex)).max().map { $0 + 1 }
            let faults = inspection.faults.map { fault in
                var fault = fault
                if fault.pageIndex == nil, let free = next { (fault.pageIndex, next) = (free, free + 1) }
                return unreadable(fault)
            }
            return Inspected(
                jobs: (readable + faults).sorted { $0.position < $1.position },
                notes: inspection.notes.map { FileNote(file: index, note: $0) })
        case .success(.fault(let fault)): return Inspected(jobs: [unreadable(await named(fault, original))])
        case .success:
            return Inspected(jobs: [unreadable(FileFault(code: .recognizerCrashed, detail: "unexpected answer"))])
        case .failure(let fault): return Inspected(jobs: [unreadable(fault)])
        }
    }

    // MARK: Reading

    private func read(_ job: Job, of batch: IngestedBatch) async throws -> (page: ReadPage, fromCache: Bool) {
        if let fault = job.fault { return (unreadable(job, of: batch, fault), false) }
        guard let original = job.file.original else {
            return (unreadable(job, of: batch, FileFault(code: .unreadableFile, detail: "not kept")), false)
        }
        switch try await reader.read(PageContent(original: original, pageIndex: job.position.page)) {
        case .success(let read): return (page(job, of: batch, read.reading, read.key), read.fromCache)
        case .failure(let fault): return (unreadable(job, of: batch, await named(fault, original)), false)
        }
    }

    /// A file that breaks off where its writer had come to is not damaged: it is not whole yet.
    private func named(_ fault: FileFault, _ original: ContentDigest) async -> FileFault {
        guard [.corruptPDF, .truncatedImage].contains(fault.code) else { return fault }
        let path = path(of: original)
        guard (try? await reader.files.run({ FileEnding.isMissing(path) })) == true else { return fault }
        let detail = "\(IssueDetail.endMissing); \(fault.detail)"
        return FileFault(code: fault.code, pageIndex: fault.pageIndex, detail: detail)
    }

    private func path(of original: ContentDigest) -> String {
        reader.store.url(for: original).path(percentEncoded: false)
    }

    private func page(_ job: Job, of batch: IngestedBatch, _ reading: PageReading, _ key: String) -> ReadPage {
        ReadPage(
            id: batch.id(job.position), position: job.position, fileName: job.file.name, original: job.file.original,
            kind: PageEvidence.Kind(reading: reading, isGenuine: isGenuine), readingKey: key,
            properties: reading.properties, isLikelyBlank: reading.remarks.contains(.likelyBlank),
            isDrawnUnsurely: reading.remarks.contains(.drawnUnsurely))
    }

    private func unreadable(_ job: Job, of batch: IngestedBatch, _ fault: FileFault) -> ReadPage {
        ReadPage(
            id: batch.id(job.position), position: job.position, fileName: job.file.name, original: job.file.original,
            kind: PageEvidence.Kind(fault: fault.code), fault: fault)
    }
}
