import ArtifactStore
import DocumentModel
import Dossiers
import Foundation
import Ledger
import RecognizerProtocol

/// Turns batches into documents attached to their cases: takes, reads, splits, makes documents, commits.
///
/// Everything before the commit can be done again without harm, so a batch that was interrupted is simply handed in
/// again: pages that were read are not read again, and the outcome of a batch is committed in one transaction.
public struct Digitizer: Sendable {
    /// What became of one batch.
    public struct Outcome: Sendable {
        public var batch: BatchRecord
        /// Whether the batch had been finished before, so that nothing was done.
        public var wasKnown: Bool
        /// Pages of the batch, separators and blanks included.
        public var pages: Int
        /// What was attached, kept beside, or held already, by component.
        public var attached: [Attached]
    }

    /// What became of one component's pages.
    public struct Attached: Sendable {
        public var slot: ComponentSlot
        /// Pages of the document, without blanks and repeats.
        public var pages: Int
        /// `nil` when the component held all the pages already.
        public var outcome: AttachOutcome?
    }

    private let home: DataHome
    private let ledger: Ledger
    private let store: ArtifactStore
    private let recognizer: any Recognizer
    private let pipeline: Pipeline
    private let window: Int
    private let now: @Sendable () -> Instant
    private let progress: ProgressSink
    private let files = BlockingWork(label: "sohoa.files")

    /// - Parameters:
    ///   - home: prepared data home.
    ///   - recognizer: reads pages; `jobs` of them at a time.
    ///   - jobs: how many recognizers work side by side.
    ///   - now: the clock.
    public init(
        home: DataHome, ledger: Ledger, store: ArtifactStore, recognizer: any Recognizer, pipeline: Pipeline,
        jobs: Int, now: @escaping @Sendable () -> Instant = Instant.now, progress: @escaping ProgressSink = { _ in }
    ) {
        self.home = home
        self.ledger = ledger
        self.store = store
        self.recognizer = recognizer
        self.pipeline = pipeline
        self.window = jobs + 1
        self.now = now
        self.progress = progress
    }

    /// Digitizes one batch.
    /// - Parameters:
    ///   - path: a folder or file.
    ///   - station: where it was scanned; else the manifest's word.
    /// - Throws: ``IntakeError`` when there is nothing to take; `CancellationError`; errors of ledger, store and pool,
    ///   after all of which the same call goes on where it stopped.
    public func digitize(_ path: String, station: String? = nil) async throws -> Outcome {
        let source = try await files.run { try BatchSource(path: path) }
        let intake = BatchIntake(store: store, ledger: ledger, files: files, now: now)
        let batch = try await intake.take(source, station: station)
        if batch.record.state == .finished, try await !hasNewPlaces(batch.record) {
            return try await known(batch.record)
        }

        let id = batch.record.id
        try await ledger.write { try $0.beginReading(id) }
        let pictures = try PagePictures(folder: home.work + "/" + id.rawValue)
        let pages = try await readingStage(pictures, identity: recognizer.identity()).read(batch)
        report(pages, of: batch.record)
        let split = SplitStage(ledger: ledger, codec: ReadingCodec(store: store, files: files))
        var divided = try await split.split(batch, pages)
        let drafts = try await makeDocuments(&divided, pictures)
        let outcome = try await commit(divided, drafts)
        await pictures.forget()
        progress(.batchFinished(batch: batch.record.name))
        return outcome
    }

    /// Whether the register has meanwhile learnt of a case or component for which pages of the batch wait.
    private func hasNewPlaces(_ batch: BatchRecord) async throws -> Bool {
        try await ledger.read { tx in
            try tx.waitingItems(batch: batch.id, case: nil, openOnly: true).contains { item in
                guard [.unknownCase, .unknownComponent].contains(item.reason),
                    let code = item.proposedCase.flatMap(CaseCode.init(rawValue:)),
                    let component = item.proposedComponent.flatMap(ComponentCode.init(rawValue:))
                else { return false }
                return try tx.findCase(code)?.rule(component) != nil
            }
        }
    }

    private func known(_ batch: BatchRecord) async throws -> Outcome {
        let pages = try await ledger.read { try $0.pages(batch: batch.id).count }
        return Outcome(batch: batch, wasKnown: true, pages: pages, attached: [])
    }

    private func readingStage(_ pictures: PagePictures, identity: RecognizerIdentity) -> PageReadingStage {
        PageReadingStage(
            recognizer: recognizer, recognizerIdentity: identity, store: store, ledger: ledger,
            parameters: pipeline.readPages, pictures: pictures, files: files, window: window, now: now,
            progress: progress)
    }

    private func report(_ pages: [ReadPage], of batch: BatchRecord) {
        for page in pages {
            guard let fault = page.fault else { continue }
            progress(.issue(batch: batch.name, file: page.fileName, pageIndex: fault.pageIndex, code: fault.code))
        }
    }

    /// Makes all documents of a batch; a component whose PDF cannot be made is held back, the others go on.
    private func makeDocuments(
        _ divided: inout DividedBatch, _ pictures: PagePictures
    ) async throws -> [(component: ComponentPages, draft: DocumentDraft?)] {
        let stage = DocumentStage(
            recognizer: recognizer, store: store, ledger: ledger, pictures: pictures, pipeline: pipeline,
            files: files)
        let batch = divided.batch.record
        let made = try await mapConcurrently(divided.components, window: window) { component in
            do {
                let draft = try await stage.make(component, of: batch)
                return (component, Result<DocumentDraft?, AssemblyError>.success(draft))
            } catch let error as AssemblyError {
                return (component, .failure(error))
            }
        }
        var drafts: [(component: ComponentPages, draft: DocumentDraft?)] = []
        for (component, result) in made {
            switch result {
            case .success(let draft): drafts.append((component, draft))
            case .failure(let error): divided.hold(component.slot, because: error)
            }
        }
        return drafts
    }

    /// Records where every page went, attaches the documents and finishes the batch: all of it or nothing.
    private func commit(
        _ divided: DividedBatch, _ drafts: [(component: ComponentPages, draft: DocumentDraft?)]
    ) async throws -> Outcome {
        let (id, instant) = (divided.batch.record.id, now())
        let (rows, issues, held) = (divided.pageRecords, divided.issueRecords, divided.heldPages)
        let (record, attached) = try await ledger.write { tx in
            try tx.replaceSplit(batch: id, pages: rows, issues: issues, waiting: held, at: instant)
            let attached = try drafts.map { component, draft in
                Attached(
                    slot: component.slot, pages: component.pages.count,
                    outcome: try draft.map { try tx.attach($0, at: instant) })
            }
            try tx.finishBatch(id, at: instant)
            return (try tx.batch(id), attached)
        }
        return Outcome(
            batch: record ?? divided.batch.record, wasKnown: false, pages: divided.pages.count, attached: attached)
    }
}

extension Instant {
    /// The present moment.
    public static func now() -> Instant {
        Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }
}
