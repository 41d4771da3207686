import Basics
import Ledger
import Office
import RecognizerProtocol

/// What making documents needs, whoever asks for it: a batch, a document that is made again, a person's decision.
struct DocumentContext: Sendable {
    let office: OpenHome
    let recognizer: any Recognizer
    let pipelines: Pipelines
    let files = BlockingWork(label: "sohoa.files")
    /// Readings that are asked for again within a short time.
    let recent: RecentReadings?
    let progress: ProgressSink

    init(
        office: OpenHome, recognizer: any Recognizer, pipeline: Pipeline, rules: PipelineRules,
        recent: RecentReadings? = nil, progress: @escaping ProgressSink = { _ in }
    ) {
        self.office = office
        self.recognizer = recognizer
        pipelines = Pipelines(standard: pipeline, rules: rules)
        self.recent = recent
        self.progress = progress
    }

    /// The present moment.
    func now() -> Instant { office.now() }

    var codec: ReadingCodec { ReadingCodec(store: office.store, files: files, recent: recent) }

    /// Reads pages.
    /// - Parameters:
    ///   - identity: what reads them.
    ///   - parameters: how they are read; `nil` for what the standard pipeline says.
    ///   - pictures: where their pictures wait for the PDF.
    ///   - claim: the job on whose behalf they are read, if there is one.
    func reader(
        _ identity: RecognizerIdentity, _ parameters: Pipeline.ReadPages? = nil, pictures: PagePictures,
        claim: ClaimedJob?, witness: RecognizerWitness = RecognizerWitness()
    ) -> BatchPageReader {
        BatchPageReader(
            recognizer: recognizer, recognizerIdentity: identity, store: office.store, ledger: office.ledger,
            parameters: parameters ?? pipelines.standard.readPages, pictures: pictures, files: files, claim: claim,
            now: office.clock.now, progress: progress, recent: recent, witness: witness)
    }

    /// Makes fields and PDF of pages that were read.
    func documents(pictures: PagePictures) -> DocumentStage {
        DocumentStage(
            recognizer: recognizer, store: office.store, ledger: office.ledger, pictures: pictures,
            pipelines: pipelines, files: files, recent: recent)
    }

    /// Reads the pages of components as their pipelines want them.
    /// - Parameter reader: made when there is something to read.
    func components(_ reader: @escaping @Sendable () async throws -> BatchPageReader) -> ComponentReadingStage {
        ComponentReadingStage(pipelines: pipelines, ledger: office.ledger, reader: reader)
    }
}
