import Basics
import Dossiers
import Foundation
import Ledger
import Office
import RecognizerProtocol

/// Turns a batch that was taken in into documents attached to their cases: reads, splits, makes documents, commits.
///
/// Everything before the commit can be done again without harm: pages that were read are not read again, and the
/// outcome of a batch is committed in one transaction, together with the end of its job.
public struct BatchDigitizer: Sendable {
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

    private let context: DocumentContext
    private let window: Int
    private let followUp: FollowUp
    private let blamesMachine: Bool

    private var office: OpenHome { context.office }
    private var ledger: Ledger { context.office.ledger }
    private var files: BlockingWork { context.files }
    private var progress: ProgressSink { context.progress }

    /// What is to be done once a batch is finished: jobs that are enqueued with its commit.
    public typealias FollowUp = @Sendable (BatchID) -> [NewJob]

    /// - Parameters:
    ///   - rules: which components have another pipeline.
    ///   - window: pages of one batch that are under way at a time; one more than recognizers keeps these busy.
    ///   - blamesMachine: whether another attempt is to be made when recognizers are killed whatever they read.
    ///   - followUp: what other channels do with a finished batch.
    public init(
        office: OpenHome, recognizer: any Recognizer, pipeline: Pipeline, rules: PipelineRules = PipelineRules(),
        window: Int, blamesMachine: Bool = false,
        followUp: @escaping FollowUp = { _ in [] }, progress: @escaping ProgressSink = { _ in }
    ) {
        context = DocumentContext(
            office: office, recognizer: recognizer, pipeline: pipeline, rules: rules, recent: RecentReadings(),
            progress: progress)
        self.window = window
        self.blamesMachine = blamesMachine
        self.followUp = followUp
    }

    /// Digitizes a batch and completes its job.
    /// - Throws: `JobLeaseLost` when another worker has the job by now; `CancellationError`; errors of ledger, store and
    ///   recognizer. After all of them another attempt goes on where this one stopped.
    public func digitize(_ id: BatchID, as claim: ClaimedJob) async throws -> Outcome {
        let batch = try await IngestedBatch(id, ledger: ledger, store: office.store, files: files)
        try await ledger.write { try $0.beginReading(id) }
        let pictures = try PagePictures(folder: office.home.pictures(of: id))
        let outcome: Outcome
        do {
            outcome = try await digitize(id, batch, pictures, as: claim)
        } catch {
            await pictures.forget()
            throw error
        }
        await pictures.forget()
        progress(.batchFinished(batch: batch.record.name))
        return outcome
    }

    private func digitize(
        _ id: BatchID, _ batch: IngestedBatch, _ pictures: PagePictures, as claim: ClaimedJob
    ) async throws -> Outcome {
        let reader = context.reader(
            try await identity(), pictures: pictures, claim: claim,
            witness: RecognizerWitness(blamesMachine: blamesMachine))
        let begun = office.now()
        let home = office.home
        let key = try await files.run { try SeparatorKey.existing(in: home) }
        let reading = PageReadingStage(reader: reader, window: window) { key?.isGenuine($0) ?? false }
        let (pages, notes) = try await reading.read(batch)
        report(pages, of: batch.record)
        let split = SplitStage(
            ledger: ledger, codec: context.codec, comparer: SheetComparer(reader: reader))
        var divided = try await timed(.split, progress) { try await split.split(batch, pages) }
        divided.notes = notes
        let drafts = try await makeDocuments(&divided, reader)
        let signed = try await Self.verifySigned(
            id, SignatureStage(recognizer: context.recognizer, office: office, folder: pictures.folder), in: ledger,
            window: window)
        if divided.hasFailures {
            // On a full disk pictures and PDFs cannot be written: that is no fault of the papers, and passes.
            let home = office.home.path
            try await files.run { try FreeSpace.check(at: home) }
        }
        let outcome = try await timed(.commit, progress) { [divided] in
            try await commit(divided, drafts, signed, begun: begun, as: claim)
        }
        for attached in outcome.attached where attached.outcome != nil {
            progress(
                .attached(
                    batch: batch.record.name, case: attached.slot.caseCode.rawValue,
                    component: attached.slot.component.rawValue, pages: attached.pages))
        }
        return outcome
    }

    /// A recognizer that fails before it has seen a page is no page's fault.
    private func identity() async throws -> RecognizerIdentity {
        do {
            return try await context.recognizer.identity()
        } catch let error as RecognizerError where error != .shutDown {
            throw EnvironmentFault(error) ?? EnvironmentFault(.recognizerUnavailable, error.summary)
        }
    }

    private func report(_ pages: [ReadPage], of batch: BatchRecord) {
        for page in pages {
            guard let fault = page.fault else { continue }
            progress(.issue(batch: batch.name, file: page.fileName, pageIndex: fault.pageIndex, code: fault.code))
        }
    }

    /// Makes all documents of a batch; a component whose PDF cannot be made is held back, the others go on.
    private func makeDocuments(
        _ divided: inout SplitBatch, _ reader: BatchPageReader
    ) async throws -> [(component: ComponentPages, draft: DocumentDraft?)] {
        let stage = context.documents(pictures: reader.pictures)
        let reading = context.components { reader }
        let batch = divided.batch.record
        let made = try await mapConcurrently(divided.components, window: window) { component in
            do {
                let component = try await reading.read(component, takenAt: batch.takenAt)
                let made = try await timed(.document, progress) { try await stage.make(component, of: batch) }
                return (component, Result<MadeDocument?, AssemblyError>.success(made))
            } catch let error as AssemblyError {
                return (component, .failure(error))
            }
        }
        var drafts: [(component: ComponentPages, draft: DocumentDraft?)] = []
        for (component, result) in made {
            switch result {
            case .success(let made):
                divided.adopt(component.pages)
                divided.note(made?.unwritten ?? [:], of: component.pages)
                divided.noteRegisterDifferences(made?.draft.fields ?? [:], of: component.pages)
                drafts.append((component, made?.draft))
            case .failure(let error): divided.hold(component.slot, because: error)
            }
        }
        return drafts
    }

    /// Records where every page went, attaches the documents, finishes the batch and completes its job: all of it or
    /// nothing. Cases that the register learnt of since the batch was begun, and that its pages ask for, are looked up in
    /// another round: no import after this one would bring them.
    private func commit(
        _ divided: SplitBatch, _ drafts: [(component: ComponentPages, draft: DocumentDraft?)],
        _ signed: (trust: TrustState, files: [SignatureStage.Verified]), begun: Instant, as claim: ClaimedJob
    ) async throws -> Outcome {
        let (id, instant) = (divided.batch.record.id, office.now())
        // A page that is in no place, or in two, must never get past here.
        try divided.checkAccount()
        let (rows, issues, held) = (divided.pageRecords, divided.issueRecords, divided.heldPages)
        let following = followUp(id)
        let (record, attached) = try await ledger.write { tx in
            try tx.replaceSplit(batch: id, pages: rows, issues: issues, waiting: held, at: instant)
            for file in signed.files { try tx.record(file.report, of: file.file, by: signed.trust, at: instant) }
            let attached = try drafts.map { component, draft in
                Attached(
                    slot: component.slot, pages: component.pages.count,
                    outcome: try draft.map { try tx.attach($0, at: instant) })
            }
            try tx.finishBatch(id, at: instant)
            for job in following { try tx.enqueue(job, at: instant) }
            try tx.complete(claim, at: instant)
            let record = try tx.batch(id)
            if let record, try tx.hasResolvableItems(id, since: begun) {
                try tx.enqueue(.digitizing(record, isUrgent: claim.priority == .urgent), at: instant)
            }
            return (record, attached)
        }
        return Outcome(
            batch: record ?? divided.batch.record, wasKnown: false, pages: divided.pages.count, attached: attached)
    }
}
