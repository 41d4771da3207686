import ArtifactStore
import Basics
import Dossiers
import Foundation
import Ledger
import Office
import Synchronization
import WorkQueue

/// The whole unattended worker: claims batches, digitizes them side by side, keeps house, and serves the ledger to this
/// user's other processes. Owns the data home.
public struct WorkerService: Sendable {
    /// How the worker works.
    public struct Settings: Sendable {
        /// Batches under way at a time. Their pages share the recognizers, so that many small ones do not wait for a
        /// large one.
        public var batches = 32
        /// Recognizers side by side.
        public var recognizers: Int
        /// For how many days finished jobs are kept.
        public var jobRetentionDays = 14

        public init(recognizers: Int) { self.recognizers = recognizers }
    }

    /// What happens, for logs, metrics and listeners; holds no personal data but the names in ``ProgressEvent``.
    public enum Event: Sendable {
        case job(WorkerEvent)
        case progress(BatchID, ProgressEvent)
        /// A housekeeping round failed; the next one is made all the same.
        case housekeepingFailed(service: String, JobError)
    }

    private let office: OpenHome
    private let pool: RecognizerPool
    private let pipeline: Pipeline
    private let rules: PipelineRules
    private let settings: Settings
    private let signal: any Notifier
    private let services: [any HousekeepingService]
    private let handlers: [JobKind: JobHandler]
    private let followUp: BatchDigitizer.FollowUp
    private let report: @Sendable (Event) -> Void
    private let files = BlockingWork(label: "sohoa.service")
    private let pauses = Pauses()

    /// - Parameters:
    ///   - office: opened as its owner.
    ///   - rules: which components have another pipeline.
    ///   - signal: notified by whoever enqueues jobs in this process.
    ///   - services: further chores to be looked after meanwhile.
    ///   - handlers: what else the worker can do, beside digitizing.
    ///   - followUp: what is to be done once a batch is finished.
    public init(
        office: OpenHome, pool: RecognizerPool, pipeline: Pipeline, rules: PipelineRules = PipelineRules(),
        settings: Settings, signal: any Notifier, services: [any HousekeepingService] = [],
        handlers: [JobKind: JobHandler] = [:], followUp: @escaping BatchDigitizer.FollowUp = { _ in [] },
        report: @escaping @Sendable (Event) -> Void
    ) {
        self.office = office
        self.pool = pool
        self.pipeline = pipeline
        self.rules = rules
        self.settings = settings
        self.signal = signal
        self.services = services
        self.handlers = handlers
        self.followUp = followUp
        self.report = report
    }

    /// Works until the task is cancelled; then jobs that are not finished go back within seconds, and no attempt of
    /// theirs is used up.
    /// - Throws: `LedgerError` when the data home is another process's, or its socket cannot be made.
    public func run() async throws {
        let ledger = office.ledger
        guard office.leadership.isLeader else { throw LedgerError(.homeInUse, "another process owns this data home") }
        let home = office.home
        try await files.run { try home.removeAbandonedPictures() }
        try await Rescuer(ledger: ledger, signal: signal, clock: office.clock).rescueAll()
        try await verifyEarlier()
        let peers = try await files.run { try office.serve() }
        await work()
        // What the other processes have begun is rolled back; they are told so.
        try await Task { try await files.run { _ = peers?.stop() } }.value
    }

    /// Signed files that came in before signatures were verified, or while nobody could.
    private func verifyEarlier() async throws {
        let now = office.now()
        guard try await !office.ledger.read({ try $0.unverifiedFiles(limit: 1) }).isEmpty else { return }
        _ = try await office.ledger.write { try $0.enqueue(.verifyingSignatures(becauseOf: nil), at: now) }
    }

    private func work() async {
        await withTaskGroup(of: Void.self) { group in
            let worker = worker
            group.addTask { await worker.run() }
            for service in housekeeping + services {
                let name = String(describing: type(of: service))
                group.addTask { [report, clock = office.clock] in
                    await service.run(clock: clock) { report(.housekeepingFailed(service: name, $0)) }
                }
            }
        }
    }

    private var housekeeping: [any HousekeepingService] {
        let (ledger, clock) = (office.ledger, office.clock)
        return [
            Scheduler(ledger: ledger, signal: signal, clock: clock),
            Rescuer(ledger: ledger, signal: signal, clock: clock),
            Pruner(ledger: ledger, retention: .seconds(settings.jobRetentionDays * 86_400), clock: clock),
            OrphanSweeper(office: office),
        ]
    }

    private var worker: Worker {
        let report = report
        return Worker(
            ledger: office.ledger,
            handlers: [
                .digitizeBatch: JobHandler(perform: digitize), .redoDocument: JobHandler(perform: redo),
                .applyCorrections: JobHandler(perform: applyCorrections),
                .verifySignatures: JobHandler(perform: verifySignatures),
            ].merging(handlers) { own, _ in own },
            settings: WorkerSettings(
                name: "worker \(ProcessInfo.processInfo.processIdentifier)", slots: settings.batches,
                outcomeOfError: Self.outcome),
            signal: signal, clock: office.clock, report: { report(.job($0)) })
    }

    @Sendable private func digitize(_ claim: ClaimedJob) async throws -> JobOutcome {
        let id = BatchID(rawValue: claim.payload)
        let report = report
        let batches = BatchDigitizer(
            office: office,
            recognizer: pool.lane(RecognizerLane(name: claim.lane, isUrgent: claim.priority == .urgent)),
            pipeline: pipeline, rules: rules, window: settings.recognizers + 1,
            blamesMachine: pauses.count(of: claim.id) < Self.kills, followUp: followUp,
            progress: { report(.progress(id, $0)) })
        do {
            _ = try await batches.digitize(id, as: claim)
        } catch let error {
            guard let fault = EnvironmentFault(error) else { throw error }
            return putOff(claim, fault)
        }
        pauses.forget(claim.id)
        return .done
    }

    /// Batches' listeners do not hear of it: their pages were read long ago.
    @Sendable private func redo(_ claim: ClaimedJob) async throws -> JobOutcome {
        try await make(claim) { try await $0.redo($1, as: claim) }
    }

    @Sendable private func applyCorrections(_ claim: ClaimedJob) async throws -> JobOutcome {
        try await make(claim) { try await $0.applyCorrections(to: $1, as: claim) }
    }

    @Sendable private func verifySignatures(_ claim: ClaimedJob) async throws -> JobOutcome {
        let rechecker = SignatureRechecker(
            office: office, recognizer: pool.lane(RecognizerLane(name: claim.lane)), window: settings.recognizers)
        do {
            return try await rechecker.verify(as: claim)
        } catch let error {
            guard let fault = EnvironmentFault(error) else { throw error }
            return putOff(claim, fault)
        }
    }

    private func make(
        _ claim: ClaimedJob, _ body: (DocumentRedoer, DocumentID) async throws -> JobOutcome
    ) async throws -> JobOutcome {
        let documents = DocumentRedoer(
            office: office, recognizer: pool.lane(RecognizerLane(name: claim.lane)), pipeline: pipeline, rules: rules)
        do {
            let outcome = try await body(documents, DocumentID(rawValue: claim.payload))
            pauses.forget(claim.id)
            return outcome
        } catch let error {
            guard let fault = EnvironmentFault(error) else { throw error }
            return putOff(claim, fault)
        }
    }

    /// What the machine lacks may take minutes or a weekend to come back.
    private func putOff(_ claim: ClaimedJob, _ fault: EnvironmentFault) -> JobOutcome {
        let pause = Self.pauses.delay(afterFailures: pauses.add(claim.id), jitter: 0)
        return .snooze(until: office.now().adding(pause), because: fault.jobError)
    }

    /// How often a batch is put off because recognizers are killed on its pages, before these are at fault themselves.
    private static let kills = 5
    private static let pauses = Backoff(first: .seconds(30), limit: .seconds(600))

    /// What the machine lacks is nobody's fault and uses up no attempt.
    @Sendable static func outcome(of error: any Error, at now: Instant) -> JobOutcome {
        let pause = now.adding(pauses.first)
        if let fault = EnvironmentFault(error) { return .snooze(until: pause, because: fault.jobError) }
        // The pool was shut down: the program ends.
        if let error = error as? RecognizerError, error == .shutDown { return .snooze(until: pause) }
        return WorkerSettings.standardOutcome(of: error, at: now)
    }
}

/// How often jobs were put off since the start.
private final class Pauses: Sendable {
    private let counts = Mutex<[JobID: Int]>([:])

    func count(of job: JobID) -> Int { counts.withLock { $0[job] ?? 0 } }

    /// - Returns: how often by now.
    func add(_ job: JobID) -> Int {
        counts.withLock { counts in
            counts[job, default: 0] += 1
            return counts[job] ?? 1
        }
    }

    func forget(_ job: JobID) { counts.withLock { $0[job] = nil } }
}
