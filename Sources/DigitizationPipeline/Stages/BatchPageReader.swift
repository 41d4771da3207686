import ArtifactStore
import Basics
import DocumentModel
import Dossiers
import Foundation
import Ledger
import Office
import RecognizerProtocol

/// Reads pages, each only once under the same circumstances: every reading is recorded under its key as soon as it is
/// there.
struct BatchPageReader: Sendable {
    let recognizer: any Recognizer
    let recognizerIdentity: RecognizerIdentity
    let store: ArtifactStore
    let ledger: Ledger
    var parameters: Pipeline.ReadPages
    let pictures: PagePictures
    let files: BlockingWork
    /// The job on whose behalf the pages are read, if there is one.
    let claim: ClaimedJob?
    let now: @Sendable () -> Instant
    let progress: ProgressSink
    var recent: RecentReadings?
    /// Whether other pages are read meanwhile.
    var witness = RecognizerWitness()

    private var codec: ReadingCodec { ReadingCodec(store: store, files: files, recent: recent) }

    /// A page that was read.
    struct Read: Sendable {
        var key: String
        var reading: PageReading
        /// Whether it had been read before.
        var fromCache: Bool
    }

    /// The idempotence key of a page's reading.
    func key(of page: PageContent) throws -> String {
        try PageReadingKey.make(
            original: page.original, pageIndex: page.pageIndex, options: parameters.recognition,
            recognizer: recognizerIdentity, version: parameters.version)
    }

    /// Reads a page, unless it was read before.
    func read(_ page: PageContent) async throws -> Result<Read, FileFault> {
        let key = try key(of: page)
        if let reading = try await cached(key) {
            return .success(Read(key: key, reading: reading, fromCache: true))
        }
        let request = ReadPageRequest(
            path: store.url(for: page.original).path(percentEncoded: false), pageIndex: page.pageIndex,
            maxPixels: parameters.maxPixels, imagePath: pictures.path(forKey: key), options: parameters.recognition)
        switch try await timed(.read, progress, { try await answer(.readPage(request)) }) {
        case .success(.pageRead(let result)):
            try await save(result.reading, key)
            if let image = result.image { await pictures.remember(image, forKey: key) }
            return .success(Read(key: key, reading: result.reading, fromCache: false))
        case .success(.fault(let fault)), .failure(let fault): return .failure(fault)
        case .success: return .failure(FileFault(code: .recognizerCrashed, detail: "unexpected answer"))
        }
    }

    /// Asks the recognizer; again on a fresh child when it failed, since the fault may have been another page's.
    /// - Throws: ``EnvironmentFault`` when the machine is at fault rather than the page.
    func answer(_ request: RecognizerRequest) async throws -> Result<RecognizerResponse, FileFault> {
        let deadline = Duration.seconds(parameters.pageDeadlineSeconds)
        var failure: FileFault?
        var kills = 0
        let answered = witness.answered
        for _ in 0..<Self.tries {
            try Task.checkCancellation()
            do {
                let response = try await recognizer.call(request, deadline: deadline)
                guard case .fault(let fault) = response, fault.code == .recognizerOutOfMemory else {
                    witness.noteAnswer()
                    return .success(response)
                }
                // A program that it ran was killed.
                kills += 1
                failure = fault
            } catch let error as RecognizerError {
                guard let code = error.issueCode else { throw EnvironmentFault(error) ?? error as any Error }
                if error == .killed { kills += 1 }
                failure = FileFault(code: code, detail: "\(Self.tries) recognizers failed: \(error.summary)")
            }
        }
        // What is killed while other pages are read is at fault itself.
        if kills == Self.tries, witness.answered == answered, witness.blamesMachine {
            throw EnvironmentFault(.recognizerKilled, failure?.detail ?? "")
        }
        return .failure(failure ?? FileFault(code: .recognizerCrashed, detail: "not tried"))
    }

    /// So many recognizers may fail on a page before it goes to a person; its siblings go on.
    private static let tries = 3

    private func cached(_ key: String) async throws -> PageReading? {
        guard let record = try await ledger.read({ try $0.pageReading(key: key) }) else { return nil }
        return try await codec.load(record.artifact)
    }

    /// Records a reading even when the work is being stopped: it is done, and is not to be done again.
    private func save(_ reading: PageReading, _ key: String) async throws {
        let (codec, ledger, claim, instant) = (codec, ledger, claim, now())
        try await Task {
            let artifact = try await codec.save(reading)
            let record = PageReadingRecord(key: key, artifact: artifact, imageArtifact: nil, reading: reading)
            try await ledger.write { tx in
                try tx.savePageReading(record, at: instant)
                // Without the lease the reading is worth as much to whoever has it now.
                if let claim { do { try tx.recordProgress(claim) } catch is JobLeaseLost {} }
            }
        }.value
    }
}
