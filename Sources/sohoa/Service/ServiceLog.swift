import DigitizationPipeline
import Ledger
import Logging
import Observability
import PostalPipeline
import WorkQueue

/// What the service writes into its log: identities and codes, never names or text of papers.
struct ServiceLog: Sendable {
    private let logger: Logger

    init(_ logger: Logger = Logger(label: "sohoa.worker")) { self.logger = logger }

    func started() { logger.info("worker started") }

    func lacksSecondModel() {
        logger.warning(
            "\(RecognitionModels.advice.english)", metadata: .init([.code: "\(RecognitionModels.advice.code)"]))
    }

    func stopped() { logger.info("worker stopped") }

    func listening(port: Int) { logger.info("listening", metadata: .init([.port: "\(port)"])) }

    func note(_ event: WorkerService.Event) {
        switch event {
        case .job(.claimed(let claim)):
            logger.debug("job started", metadata: Self.metadata(claim))
        case .job(.ended(let claim, let ending)): note(claim, ending)
        case .job(.ledgerFailed(let error)):
            logger.error("ledger failed", metadata: .init([.code: "\(error.code)"]))
        case .progress: break
        case .housekeepingFailed(let service, let error):
            logger.error("housekeeping failed", metadata: .init([.kind: "\(service)", .code: "\(error.code)"]))
        }
    }

    func note(_ event: InboxEvent) {
        switch event {
        case .taken(let station, let batch):
            logger.info("batch taken", metadata: .init([.station: "\(station)", .batch: "\(batch)"]))
        case .quarantined(let station, let code):
            logger.warning(
                "batch quarantined", metadata: .init([.station: "\(station)", .code: "\(code.rawValue)"]))
        case .stuck(let station, let code):
            logger.error("batch stuck", metadata: .init([.station: "\(station)", .code: "\(code.rawValue)"]))
        case .interrupted(let station, let error, _):
            logger.error("taking failed", metadata: .init([.station: "\(station)", .code: "\(error.code)"]))
        case .ignored(_, let reason):
            logger.warning("no station's folder in the inbox", metadata: .init([.code: "\(reason.rawValue)"]))
        case .inboxUnreadable(let error):
            logger.error("inbox cannot be read", metadata: .init([.code: "\(error.code)"]))
        }
    }

    func note(_ event: PostalInboxEvent) {
        switch event {
        case .claimed(let station):
            logger.info("postal file claimed", metadata: .init([.station: "\(station)"]))
        case .quarantined(let station, let code):
            logger.warning("postal file quarantined", metadata: .init([.station: "\(station)", .code: "\(code)"]))
        case .failed(let station, let error):
            logger.error("postal inbox failed", metadata: .init([.station: "\(station)", .code: "\(error.code)"]))
        }
    }

    /// What a job is about: its batch, where it has one; the payloads of others stay out, they may name files.
    private static func metadata(_ claim: ClaimedJob, _ code: String? = nil) -> Logger.Metadata {
        var metadata = Logger.Metadata([.job: "\(claim.id)", .kind: "\(claim.kind)"])
        if claim.kind == .digitizeBatch || claim.kind == .filePostalSlips {
            metadata[LogKey.batch.rawValue] = "\(claim.payload)"
        }
        if let code { metadata[LogKey.code.rawValue] = "\(code)" }
        return metadata
    }

    private func note(_ claim: ClaimedJob, _ ending: WorkerEvent.Ending) {
        func metadata(_ code: String?) -> Logger.Metadata { Self.metadata(claim, code) }
        switch ending {
        case .done where claim.kind == .digitizeBatch: logger.info("batch finished", metadata: metadata(nil))
        case .done: logger.info("job finished", metadata: metadata(nil))
        case .retried(let error): logger.warning("job failed, will be tried again", metadata: metadata(error.code))
        case .deadLetter(let error): logger.error("job given up", metadata: metadata(error.code))
        case .discarded(let error): logger.warning("job discarded", metadata: metadata(error.code))
        case .snoozed(let error?): logger.warning("job put off", metadata: metadata(error.code))
        case .snoozed(nil): logger.notice("job put off", metadata: metadata(nil))
        case .released: logger.info("job given back", metadata: metadata(nil))
        case .leaseLost: logger.warning("lease lost", metadata: metadata(nil))
        case .unrecorded: logger.error("outcome could not be recorded", metadata: metadata(nil))
        }
    }
}
