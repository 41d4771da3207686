import Basics
import DocumentModel
import Dossiers
import Foundation
import Ledger
import Office
import WorkQueue

/// Looks through the documents in force and has made again what the pipelines, the model or the stages in force would
/// make otherwise, and nothing else. Doing it again does nothing.
public struct Redo: Sendable {
    /// Which documents to look at.
    public struct Scope: Sendable {
        public var caseCode: CaseCode?
        /// `nil` for all.
        public var batches: Set<BatchID>?

        public init(caseCode: CaseCode? = nil, batches: Set<BatchID>? = nil) {
            self.caseCode = caseCode
            self.batches = batches
        }
    }

    /// What was looked at, and what is out of date.
    public struct Plan: Sendable {
        /// Documents that are current or wait beside one.
        public var looked = 0
        public var outdated: [OutdatedDocument] = []
        /// Batches of which pages wait because of what may have been the machine's fault; they are read again.
        public var batches: [BatchID] = []
    }

    /// What became of the documents that were out of date.
    public struct Report: Sendable {
        public var plan: Plan
        /// Documents that are still out of date, each with the last error of its job: a page cannot be read again, or
        /// the service works with another pipeline or model.
        public var left: [DocumentID: JobError?]
        /// Batches of which such pages wait still.
        public var leftBatches: [BatchID] = []
    }

    private let office: OpenHome
    private let recognizer: any Recognizer
    private let pipelines: Pipelines
    private let documents: DocumentRedoer
    private let batches: BatchDigitizer
    private let slots: Int
    private let now: @Sendable () -> Instant
    private let progress: Progress

    /// Is told how many of so many documents are done; called from any task, must return at once.
    public typealias Progress = @Sendable (_ done: Int, _ total: Int) -> Void

    /// - Parameters:
    ///   - rules: which components have another pipeline.
    ///   - jobs: how many recognizers work side by side.
    ///   - followUp: what other channels do with a batch that was read again.
    public init(
        office: OpenHome, recognizer: any Recognizer, pipeline: Pipeline, rules: PipelineRules = PipelineRules(),
        jobs: Int,
        followUp: @escaping BatchDigitizer.FollowUp = { _ in [] }, progress: @escaping Progress = { _, _ in }
    ) {
        self.office = office
        self.recognizer = recognizer
        pipelines = Pipelines(standard: pipeline, rules: rules)
        documents = DocumentRedoer(
            office: office, recognizer: recognizer, pipeline: pipeline, rules: rules)
        batches = BatchDigitizer(
            office: office, recognizer: recognizer, pipeline: pipeline, rules: rules, window: jobs + 1,
            followUp: followUp)
        slots = jobs + 1
        now = office.clock.now
        self.progress = progress
    }

    /// Documents that are looked at, enqueued or waited for at a time.
    private static let piece = 500

    /// Looks what is out of date; changes nothing.
    /// - Throws: errors of ledger and recognizer.
    public func plan(_ scope: Scope = Scope()) async throws -> Plan {
        let check = DerivationCheck(pipelines: pipelines, recognizer: try await recognizer.identity())
        var (plan, last) = (Plan(), DocumentID?.none)
        repeat {
            let earlier = last
            let found = try await office.ledger.read { tx in
                let documents = try tx.documentsInForce(
                    case: scope.caseCode, batches: scope.batches, after: earlier, limit: Self.piece)
                return (
                    documents.count, documents.last?.id, try documents.compactMap { try check.outdated($0, in: tx) }
                )
            }
            plan.looked += found.0
            plan.outdated += found.2
            last = found.1
        } while last != nil
        plan.batches = try await batchesToReadAgain(scope)
        return plan
    }

    /// Has what is out of date made again, and waits for the end: by this process, or by the service that owns the data
    /// home. Interrupted, it goes on when it is called again, and so does the service by itself.
    /// - Throws: `CancellationError`; errors of ledger, store and recognizer.
    public func run(_ scope: Scope = Scope()) async throws -> Report {
        if office.leadership.isLeader { try await Rescuer(ledger: office.ledger, signal: LocalNotifier()).rescueAll() }
        let plan = try await plan(scope)
        let done = RedoCounter(total: plan.outdated.count + plan.batches.count, progress)
        try await readAgain(plan.batches, done)
        var jobs: [JobID: DocumentID] = [:]
        for piece in plan.outdated.map(\.id).pieces(of: Self.piece) { try await redo(Array(piece), &jobs, done) }
        return Report(
            plan: plan, left: try await left(plan, jobs), leftBatches: try await batchesToReadAgain(scope))
    }

    private func batchesToReadAgain(_ scope: Scope) async throws -> [BatchID] {
        try await office.ledger.read { tx in
            try tx.batchesWaiting(for: IssueCode.mayPass, case: scope.caseCode)
                .filter { scope.batches?.contains($0) ?? true }
        }
    }

    /// Has batches read again: only their pages that are not read under today's circumstances cost anything.
    private func readAgain(_ ids: [BatchID], _ done: RedoCounter) async throws {
        for piece in ids.pieces(of: Self.piece) {
            let instant = now()
            let jobs = try await office.ledger.write { tx in
                try piece.compactMap { try tx.batch($0) }.map {
                    try tx.enqueue(.digitizing($0, isUrgent: false), at: instant).job.id
                }
            }
            if office.leadership.isLeader {
                try await work(on: Set(jobs), done)
            } else {
                try await wait(for: Set(jobs), done)
            }
        }
    }

    private func redo(_ ids: [DocumentID], _ jobs: inout [JobID: DocumentID], _ done: RedoCounter) async throws {
        let instant = now()
        let enqueued = try await office.ledger.write { tx in
            try tx.enqueueRedoing(ids, at: instant)
        }
        for (job, document) in enqueued { jobs[job] = document }
        let wanted = Set(enqueued.map(\.0))
        if office.leadership.isLeader {
            try await work(on: wanted, done)
        } else {
            try await wait(for: wanted, done)
        }
    }

    // MARK: Waiting

    /// Does the jobs here. An error that is no fault of a document ends the work at once: somebody waits.
    private func work(on jobs: Set<JobID>, _ done: RedoCounter) async throws {
        let signal = LocalNotifier()
        let failure = FirstFailure()
        let worker = Worker(
            ledger: office.ledger,
            handlers: [
                .redoDocument: handler(failure, done), .digitizeBatch: batchHandler(failure, done),
            ],
            settings: WorkerSettings(name: "redo \(ProcessInfo.processInfo.processIdentifier)", slots: slots),
            signal: signal)
        let services: [any HousekeepingService] = [
            Scheduler(ledger: office.ledger, signal: signal), Rescuer(ledger: office.ledger, signal: signal),
        ]
        await failure.run {
            await withTaskGroup(of: Void.self) { group in
                for service in services { group.addTask { await service.run() } }
                await worker.run(only: jobs)
                group.cancelAll()
            }
        }
        try Task.checkCancellation()
        if let error = failure.error { throw error }
    }

    private func handler(_ failure: FirstFailure, _ done: RedoCounter) -> JobHandler {
        JobHandler { claim in
            do {
                let outcome = try await documents.redo(DocumentID(rawValue: claim.payload), as: claim)
                done.add(1)
                return outcome
            } catch let error where !(error is JobLeaseLost) {
                failure.note(error)
                throw error
            }
        }
    }

    private func batchHandler(_ failure: FirstFailure, _ done: RedoCounter) -> JobHandler {
        JobHandler { claim in
            do {
                _ = try await batches.digitize(BatchID(rawValue: claim.payload), as: claim)
                done.add(1)
                return .done
            } catch let error where !(error is JobLeaseLost) {
                failure.note(error)
                throw error
            }
        }
    }

    /// Waits until the service has done the jobs.
    private func wait(for jobs: Set<JobID>, _ done: RedoCounter) async throws {
        var left = jobs
        while !left.isEmpty {
            let waited = left
            let live = try await office.ledger.read { tx in
                try waited.filter { try tx.job($0)?.state.isLive == true }
            }
            done.add(left.count - live.count)
            left = live
            if !left.isEmpty { try await office.clock.sleep(.seconds(1)) }
        }
    }

    private func left(_ plan: Plan, _ jobs: [JobID: DocumentID]) async throws -> [DocumentID: JobError?] {
        let check = DerivationCheck(pipelines: pipelines, recognizer: try await recognizer.identity())
        var left: [DocumentID: JobError?] = [:]
        for piece in jobs.sorted(by: { $0.key < $1.key }).pieces(of: Self.piece) {
            let found = try await office.ledger.read { tx in
                try piece.filter { _, id in
                    guard let document = try tx.document(id), [.current, .candidate].contains(document.state) else {
                        return false
                    }
                    return try check.outdated(document, in: tx) != nil
                }.map { job, id in (id, try tx.job(job)?.lastError) }
            }
            for (id, error) in found { left[id] = .some(error) }
        }
        return left
    }
}

extension LedgerTransaction {
    /// Enqueues documents to be made again; one whose job was given up earlier tries again, so that a person is not
    /// asked twice about the same.
    fileprivate func enqueueRedoing(_ ids: [DocumentID], at now: Instant) throws -> [(JobID, DocumentID)] {
        let dead = try deadLetters(kind: .redoDocument, limit: 10_000).compactMap { job in
            job.uniqueKey.map { ($0, job.id) }
        }
        let deadByKey = Dictionary(dead, uniquingKeysWith: { $1 })
        return try ids.map { id in
            if let job = deadByKey[id.rawValue], try liveJob(.redoDocument, uniqueKey: id.rawValue) == nil {
                try retryJob(job, by: "sohoa redo", at: now)
                return (job, id)
            }
            return (try enqueue(.redoing(id), at: now).job.id, id)
        }
    }
}

extension Array {
    /// The elements in pieces of a length, the last one shorter.
    fileprivate func pieces(of length: Int) -> [ArraySlice<Element>] {
        stride(from: startIndex, to: endIndex, by: length).map { self[$0..<Swift.min($0 + length, endIndex)] }
    }
}
