import Basics
import Dossiers
import Foundation
import Ledger
import PostalChannel
import WorkQueue

/// The jobs of the postal channel, as the worker does them.
public struct PostalWork: Sendable {
    private let service: PostalService
    private let pipelines: [PostalPipelineSteps]
    private let receipts: PostalReceipts
    private let report: @Sendable (PostalInboxEvent) -> Void

    public init(
        service: PostalService, pipelines: [PostalPipelineSteps], receipts: PostalReceipts,
        report: @escaping @Sendable (PostalInboxEvent) -> Void = { _ in }
    ) {
        self.service = service
        self.pipelines = pipelines
        self.receipts = receipts
        self.report = report
    }

    /// What is done with each kind of job.
    public var handlers: [JobKind: JobHandler] {
        [
            .takePostalFile: JobHandler(perform: take), .filePostalSlips: Self.fileSlips(service),
            .reconcilePost: JobHandler(perform: reconcile),
        ]
    }

    /// What is to be done once a batch is digitized.
    public var followUp: @Sendable (BatchID) -> [NewJob] {
        let filesSlips = pipelines.contains(where: \.filesSlips)
        return { filesSlips ? [.filingSlips(of: $0)] : [] }
    }

    // MARK: Files

    /// Takes a file, and lets a reconciliation follow. The file is removed last: what is done twice until then is known.
    @Sendable private func take(_ claim: ClaimedJob) async throws -> JobOutcome {
        guard let job = try? JSONDecoder().decode(PostalFileJob.self, from: Data(claim.payload.utf8)),
            let pipeline = pipelines.first(where: { $0.station == job.station })
        else { return .needsPerson(JobError(code: "unknown_station", detail: "no pipeline watches this station")) }
        let folder = PostalFolder(path: "\(service.office.home.inbox)/\(job.station.rawValue)")
        guard let claimed = try await service.work.run({ try folder.claim(job.number) }) else {
            try await complete(claim, [])
            return .done
        }
        do {
            let changed = try await take(claimed, pipeline, receiptBeside: "\(folder.path)/\(claimed.name)")
            try await complete(claim, changed && pipeline.reconciles ? [.reconciling(pipeline)] : [])
        } catch {
            guard let reason = PostalFileReason(error) ?? givenUp(claim, error) else { throw error }
            try await service.work.run { try folder.quarantine(claimed, reason) }
            report(.quarantined(job.station, code: reason.code))
            try await complete(claim, [])
            return .done
        }
        try await service.work.run { try folder.remove(claimed) }
        return .done
    }

    /// A file that fails time and again would come back for ever; a full disk is not its fault.
    private func givenUp(_ claim: ClaimedJob, _ error: any Error) -> PostalFileReason? {
        guard claim.isLastAttempt, !(error is JobLeaseLost), !(error is CancellationError),
            case .retry(let failure) = WorkerSettings.standardOutcome(of: error, at: service.office.now())
        else { return nil }
        return PostalFileReason(
            Refusal(
                "failed", .failed, "Nhiều lần không nhận được tệp (\(failure.code)).",
                "The file could not be taken after many attempts (\(failure.code))."))
    }

    /// - Returns: whether a reconciliation has to follow.
    private func take(
        _ claimed: PostalFolder.Claimed, _ pipeline: PostalPipelineSteps, receiptBeside stem: String
    ) async throws -> Bool {
        let name = claimed.name
        switch pipeline.spreadsheets {
        case .statements(let operatorName):
            let taken = try await service.importStatement(
                path: claimed.path, options: StatementOptions(operatorName: operatorName))
            try await service.work.run {
                try receipts.write(.statement(taken), file: name, at: service.office.now(), beside: stem)
            }
            // A kill between the statement and its reconciliation leaves a statement that is known: reconciling the
            // same input again costs little and changes nothing.
            return taken.record.state == .complete
        case .events:
            let events = try await service.importEvents(path: claimed.path)
            try await service.work.run {
                try receipts.write(.events(events), file: name, at: service.office.now(), beside: stem)
            }
            return events.recorded > 0
        case nil: return false
        }
    }

    private func complete(_ claim: ClaimedJob, _ following: [NewJob]) async throws {
        try await service.office.ledger.write { tx in
            try tx.complete(claim, at: service.office.now())
            for job in following { try tx.enqueue(job, at: service.office.now()) }
        }
    }

    // MARK: Slips and sums

    private static func fileSlips(_ service: PostalService) -> JobHandler {
        JobHandler { claim in
            _ = try await service.fileSlips(of: BatchID(rawValue: claim.payload), as: claim)
            return .done
        }
    }

    @Sendable private func reconcile(_ claim: ClaimedJob) async throws -> JobOutcome {
        let reconciled = try await service.reconcile()
        if let folder = pipelines.first(where: { $0.name == claim.payload })?.reportFolder {
            try await write(reconciled, into: "\(service.office.home.path)/\(folder)")
        }
        try await complete(claim, [])
        return .done
    }

    /// One workbook for each day; a later reconciliation of the day replaces it.
    private func write(_ reconciled: RecordedReconciliation, into folder: String) async throws {
        try await service.work.run {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        let day = LocalTime.day(of: reconciled.run.recordedAt)?.rawValue ?? reconciled.run.id.rawValue
        try await service.writeReport(reconciled, to: "\(folder)/doi-soat-\(day).xlsx")
    }
}

extension PostalWork {
    /// Does the jobs that file slips and are waiting, for a program that ends with its last batch. What a service does
    /// at the same time is left to it.
    /// - Throws: `CancellationError`.
    public static func fileWaitingSlips(_ service: PostalService) async throws {
        let jobs = try await service.office.ledger.read { tx in
            try tx.jobs(states: [.available], kind: .filePostalSlips, limit: 1_000).map(\.id)
        }
        guard !jobs.isEmpty else { return }
        let worker = Worker(
            ledger: service.office.ledger, handlers: [.filePostalSlips: fileSlips(service)],
            settings: WorkerSettings(name: "slips \(ProcessInfo.processInfo.processIdentifier)", slots: 1),
            signal: LocalNotifier())
        await worker.run(only: Set(jobs))
        try Task.checkCancellation()
    }
}

extension NewJob {
    /// Files the slips among the pages of a batch.
    public static func filingSlips(of batch: BatchID) -> NewJob {
        NewJob(
            kind: .filePostalSlips, payload: batch.rawValue, uniqueKey: batch.rawValue, lane: "postal",
            priority: .background)
    }

    /// Reconciles once for however many files came in meanwhile; for those that came while it ran, once more.
    /// - Parameter pipeline: says where the report goes; `nil` for none.
    static func reconciling(_ pipeline: PostalPipelineSteps?, whileRunning: WhileRunning = .runsAgain) -> NewJob {
        let name = pipeline?.name ?? ""
        return NewJob(
            kind: .reconcilePost, payload: name, uniqueKey: name, whileRunning: whileRunning, lane: "postal")
    }
}
