import Basics
import Dossiers
import Foundation
import Ledger
import Office
import Synchronization
import WorkQueue

/// Hands batches in and sees them through to the end: the same queue and the same work as in the unattended worker, for
/// somebody who waits.
///
/// A batch that was interrupted is simply handed in again.
public struct Digitizer: Sendable {
    public typealias Outcome = BatchDigitizer.Outcome

    private let office: OpenHome
    private let reception: Reception
    private let batches: BatchDigitizer
    private let now: @Sendable () -> Instant

    /// - Parameters:
    ///   - rules: which components have another pipeline.
    ///   - jobs: how many recognizers work side by side.
    ///   - followUp: what is to be done once a batch is finished.
    public init(
        office: OpenHome, recognizer: any Recognizer, pipeline: Pipeline, rules: PipelineRules = PipelineRules(),
        jobs: Int,
        followUp: @escaping BatchDigitizer.FollowUp = { _ in [] }, progress: @escaping ProgressSink = { _ in }
    ) {
        self.office = office
        now = office.clock.now
        reception = Reception(office: office, progress: progress)
        batches = BatchDigitizer(
            office: office, recognizer: recognizer, pipeline: pipeline, rules: rules, window: jobs + 1,
            followUp: followUp, progress: progress)
    }

    /// Gives the jobs of processes that ended without a word free again; to be called once before the first batch.
    public func rescue() async throws {
        // Whoever has opened the ledger itself knows that nobody else works.
        if office.leadership.isLeader { try await Rescuer(ledger: office.ledger, signal: LocalNotifier()).rescueAll() }
    }

    /// Digitizes one batch.
    /// - Parameters:
    ///   - path: a folder or file.
    ///   - station: where it was scanned; else the manifest's word.
    /// - Throws: ``IntakeError`` when there is nothing to take; ``DigitizingFailed``; `CancellationError`; errors of
    ///   ledger, store and pool, after all of which the same call goes on where it stopped.
    public func digitize(_ path: String, station: String? = nil) async throws -> Outcome {
        let received = try await reception.receive(path, station: station)
        guard let job = received.job else { return try await outcome(received.batch.id, wasKnown: true) }
        let attempt = LocalAttempt()
        let signal = LocalNotifier()
        let worker = Worker(
            ledger: office.ledger, handlers: [.digitizeBatch: handler(attempt)],
            settings: WorkerSettings(name: "digitize \(ProcessInfo.processInfo.processIdentifier)", slots: 1),
            signal: signal)
        await attempt.run { await withHousekeeping(signal) { await worker.run(only: [job]) } }
        try Task.checkCancellation()
        if let result = attempt.result { return try result.get() }
        // Another worker had it.
        return try await outcome(received.batch.id, wasKnown: false)
    }

    /// One attempt here; whoever waits is told of a failure at once rather than after all the attempts that an
    /// unattended worker makes.
    private func handler(_ attempt: LocalAttempt) -> JobHandler {
        JobHandler { claim in
            do {
                attempt.end(.success(try await batches.digitize(BatchID(rawValue: claim.payload), as: claim)))
                return .done
            } catch let error where !(error is JobLeaseLost) {
                let fault = EnvironmentFault(error)
                if let fault { await putOff(claim, fault) }
                attempt.end(.failure(fault ?? error))
                attempt.stop()
                throw error
            }
        }
    }

    /// Notes why the job could not be done here, for `sohoa jobs` and whoever does it next.
    private func putOff(_ claim: ClaimedJob, _ fault: EnvironmentFault) async {
        let now = now()
        _ = try? await office.ledger.write { tx in
            try tx.snooze(claim, until: now.adding(.seconds(1)), because: fault.jobError, at: now)
        }
    }

    /// Where no service looks after the queue, jobs that another process left are taken back by this one.
    private func withHousekeeping(_ signal: any Notifier, _ body: @escaping @Sendable () async -> Void) async {
        guard office.leadership.isLeader else { return await body() }
        let services: [any HousekeepingService] = [
            Scheduler(ledger: office.ledger, signal: signal), Rescuer(ledger: office.ledger, signal: signal),
        ]
        await withTaskGroup(of: Void.self) { group in
            for service in services { group.addTask { await service.run() } }
            await body()
            group.cancelAll()
        }
    }

    private func outcome(_ id: BatchID, wasKnown: Bool) async throws -> Outcome {
        let (batch, pages) = try await office.ledger.read { tx in
            (try tx.batch(id), try tx.pages(batch: id).count)
        }
        guard let batch, batch.state == .finished else { throw DigitizingFailed(batch: id) }
        return Outcome(batch: batch, wasKnown: wasKnown, pages: pages, attached: [])
    }
}

/// A batch's job was given up; `sohoa jobs` tells why.
public struct DigitizingFailed: Error, Hashable, Sendable {
    public var batch: BatchID
}

/// What came of the attempt that this process made, if it made one.
private final class LocalAttempt: Sendable {
    private let state = Mutex<(result: Result<BatchDigitizer.Outcome, any Error>?, work: Task<Void, Never>?)>(
        (nil, nil))

    var result: Result<BatchDigitizer.Outcome, any Error>? { state.withLock(\.result) }

    func end(_ result: Result<BatchDigitizer.Outcome, any Error>) { state.withLock { $0.result = result } }

    /// Lets the worker stop, which gives the job back.
    func stop() { state.withLock(\.work)?.cancel() }

    func run(_ body: @escaping @Sendable () async -> Void) async {
        let work = Task { await body() }
        state.withLock { $0.work = work }
        await withTaskCancellationHandler {
            await work.value
        } onCancel: {
            work.cancel()
        }
    }
}
