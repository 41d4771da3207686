import ArtifactStore
import Basics
import Dossiers
import Foundation
import Ledger
import Office
import WorkQueue

/// What all stations' desks share.
struct InboxContext: Sendable {
    var office: OpenHome
    var reception: Reception
    var settings: InboxSettings
    var wording: ReceiptWording
    var signal: any Notifier
    var clock: TimeSource
    /// A clock that nobody sets, for waiting times.
    var elapsed: @Sendable () -> Duration
    var report: @Sendable (InboxEvent) -> Void
    var checkpoint: @Sendable (InboxStep) throws -> Void
    var files = BlockingWork(label: "sohoa.inbox")
}

/// Takes the batches of one station, one after the other.
actor StationInbox {
    /// A batch that could not be taken so far, by its claim.
    private struct RetryState {
        var failures = 0
        var pausedUntil: Duration = .zero
        var isStuck = false
    }

    let station: StationName
    private let context: InboxContext
    private let folder: String
    private let claims: ClaimFolder
    private let quarantine: Quarantine
    private let taking: BatchIngest
    private var view: StationFolderView
    private var trials: [String: RetryState] = [:]
    /// Failures in a row that were not a batch's.
    private var failures = 0
    private var pausedUntil: Duration = .zero
    private var isBusy = false
    private var countedAt: Duration?
    private(set) var activity: StationActivity

    /// After how many failures of its own a batch is given up.
    private static let maximumFailures = 5
    private static let countInterval = Duration.seconds(60)

    init(_ station: StationName, _ context: InboxContext) {
        self.station = station
        self.context = context
        folder = context.office.home.inbox + "/" + station.rawValue
        claims = ClaimFolder(station: folder, checkpoint: context.checkpoint)
        quarantine = Quarantine(
            station: station, folder: folder, wording: context.wording, checkpoint: context.checkpoint)
        taking = BatchIngest(
            station: station, office: context.office, reception: context.reception, claims: claims,
            quarantine: quarantine, files: context.files, now: context.clock.now, checkpoint: context.checkpoint)
        view = StationFolderView(folder: folder, settings: context.settings)
        activity = StationActivity(station: station)
    }

    /// Makes rounds until the task is cancelled or the station's folder is gone.
    func run() async {
        while !Task.isCancelled {
            guard let done = try? await round() else { return }
            let exists = try? await context.files.run { [folder] in InboxFiles.kind(folder) == .folder }
            guard exists == true else { return }
            // A station that has more to give goes on at once.
            if done >= context.settings.batchesPerRound { continue }
            do { try await context.clock.sleep(context.settings.pollInterval) } catch { return }
        }
    }

    /// Looks once and takes what is due.
    /// - Returns: how many batches were taken or moved into quarantine.
    /// - Throws: `CancellationError`.
    func round() async throws -> Int {
        guard !isBusy, context.elapsed() >= pausedUntil else { return 0 }
        isBusy = true
        defer { isBusy = false }
        var done = 0
        do {
            done += try await resume()
            done += try await takeNew()
            (failures, activity.trouble) = (0, nil)
        } catch let error as JobError {
            interrupted(error)
        }
        await count()
        return done
    }

    // MARK: Rounds

    /// Goes on with what was claimed before.
    private func resume() async throws -> Int {
        let open = try await guarded { [claims] in try claims.open() }
        trials = trials.filter { trial in open.contains { $0.identity == trial.key } }
        var done = 0
        for claim in open where context.elapsed() >= (trials[claim.identity]?.pausedUntil ?? .zero) {
            if try await take(claim, isFirst: false) { done += 1 }
        }
        activity.waiting = trials.count
        return done
    }

    private func takeNew() async throws -> Int {
        let now = context.elapsed()
        // The view is worked on off the actor; nobody else uses it meanwhile.
        let (view, look) = try await guarded { [view] in
            var view = view
            let look = try view.look(at: now)
            return (view, look)
        }
        self.view = view
        if look.hasNew { activity.lastSeen = context.clock.now() }
        activity.incomplete = look.incomplete
        let due = look.ready.prefix(context.settings.batchesPerRound)
        activity.waiting = look.ready.count - due.count + trials.count
        var done = 0
        for batch in due {
            try Task.checkCancellation()
            if try await begin(batch) { done += 1 }
        }
        return done
    }

    /// Claims a complete batch and takes it, or moves what never will be one into quarantine.
    private func begin(_ batch: StationFolderView.Ready) async throws -> Bool {
        let mark = try await guardedLedger { try $0.newestHandover() }
        do {
            guard let fault = batch.fault else {
                let claim = try await context.files.run { [claims] in try claims.claim(batch, after: mark) }
                view.forget(batch.name)
                return try await take(claim, isFirst: true)
            }
            try await context.files.run { [folder, quarantine, context] in
                // A mark that stayed behind would belong to the next batch of this name.
                for marker in batch.markers { try InboxFiles.remove("\(folder)/\(batch.name.text)\(marker)") }
                try quarantine.take(batch.name, from: folder, fault, at: context.clock.now())
            }
            view.forget(batch.name)
            noteQuarantined(fault.code)
            return true
        } catch let error as InboxFileError {
            if error.isAbsence, await isGone(batch.name) { return false }
            if error.isSystemFailure { throw JobError(error) }
            if view.pause(batch.name, at: context.elapsed()) {
                context.report(.stuck(station, batch.fault?.code ?? .notPermitted))
            }
            return false
        }
    }

    // MARK: One claim

    /// - Returns: whether a batch was taken or moved into quarantine.
    private func take(_ claim: Claim, isFirst: Bool) async throws -> Bool {
        do {
            return note(try await taking.take(claim, isFirst: isFirst), claim)
        } catch let fault as InboxFault {
            return try await refuse(claim, fault)
        } catch {
            if let failure = Self.systemFailure(error) { throw failure }
            try rethrowCancellation(error)
            return try await retryLater(claim, error)
        }
    }

    private func refuse(_ claim: Claim, _ fault: InboxFault) async throws -> Bool {
        do {
            return note(try await taking.refuse(claim, fault), claim)
        } catch {
            if let failure = Self.systemFailure(error) { throw failure }
            try rethrowCancellation(error)
            var trial = pause(claim)
            if !trial.isStuck { context.report(.stuck(station, fault.code)) }
            trial.isStuck = true
            trials[claim.identity] = trial
            return false
        }
    }

    /// A failure that may be the batch's own: it is not in the way of others, and given up in the end.
    private func retryLater(_ claim: Claim, _ error: any Error) async throws -> Bool {
        let trial = pause(claim)
        let fileError = error as? InboxFileError
        // Somebody still writes: what is kept already is no reason to take it away from him.
        guard trial.failures >= Self.maximumFailures, fileError?.isStillWritten != true else { return false }
        let code: InboxFault.Code = fileError?.isRefusal == true ? .notPermitted : .failed
        return try await refuse(claim, InboxFault(code, detail: fileError?.detail ?? JobError(error).code))
    }

    @discardableResult
    private func pause(_ claim: Claim) -> RetryState {
        var trial = trials[claim.identity] ?? RetryState()
        trial.failures += 1
        trial.pausedUntil =
            context.elapsed() + context.settings.backoff.delay(afterFailures: trial.failures, jitter: 0)
        trials[claim.identity] = trial
        return trial
    }

    private func note(_ outcome: BatchIngest.Outcome, _ claim: Claim) -> Bool {
        trials[claim.identity] = nil
        switch outcome {
        case .taken(let batch):
            activity.lastTaken = context.clock.now()
            context.signal.notify()
            context.report(.taken(station, batch))
            return true
        case .quarantined(let reason):
            noteQuarantined(reason.code)
            return true
        case .released: return false
        }
    }

    private func noteQuarantined(_ code: InboxFault.Code) {
        countedAt = nil
        context.report(.quarantined(station, code))
    }

    // MARK: Failures

    private func interrupted(_ error: JobError) {
        failures += 1
        pausedUntil = context.elapsed() + context.settings.backoff.delay(afterFailures: failures, jitter: 0)
        activity.trouble = error.code
        context.report(.interrupted(station, error, failures: failures))
    }

    /// Runs a look at the station's own folder: when that fails, it is not a batch's fault.
    private func guarded<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        do {
            return try await context.files.run(body)
        } catch let error as InboxFileError {
            throw JobError(error)
        }
    }

    private func guardedLedger<T: Sendable>(
        _ body: @escaping @Sendable (LedgerTransaction) throws -> T
    ) async throws -> T {
        do {
            return try await context.office.ledger.read(body)
        } catch let error as LedgerError {
            throw JobError(error)
        }
    }

    /// What is not the batch's fault: it stays claimed, and nothing else of the station would fare better.
    private static func systemFailure(_ error: any Error) -> JobError? {
        switch error {
        case let error as JobError: error
        case let error as ArtifactStoreError: JobError(code: error.code.rawValue, detail: error.detail)
        case let error as LedgerError where ![.tooLarge, .conflict].contains(error.code): JobError(error)
        case let error as InboxFileError where error.isSystemFailure: JobError(error)
        default: nil
        }
    }

    private func rethrowCancellation(_ error: any Error) throws {
        if error is CancellationError { throw error }
        try Task.checkCancellation()
    }

    private func isGone(_ name: InboxName) async -> Bool {
        let status = try? await context.files.run { [folder] in try InboxFiles.status(name, in: folder) != nil }
        return status == false
    }

    private func count() async {
        let now = context.elapsed()
        if let countedAt, now - countedAt < Self.countInterval { return }
        countedAt = now
        activity.quarantined = (try? await context.files.run { [quarantine] in quarantine.count }) ?? 0
    }
}

extension InboxFileError {
    /// Whether the disk is full or only to be read, rather than something wrong with one batch.
    var isSystemFailure: Bool { [ENOSPC, EDQUOT, EROFS, EMFILE, ENFILE, ENOMEM].contains(reason) }
}
