import Basics
import Foundation
import Ledger
import LedgerSQLite
import Synchronization
import Testing
import WorkQueue

/// A ledger with a queue in a temporary folder, a clock by hand, and what the worker told.
final class Shop: Sendable {
    static let kind = JobKind.digitizeBatch

    let ledger: Ledger
    let clock = ManualClock()
    let signal = LocalNotifier()
    private let home: URL
    private let told = Mutex<[WorkerEvent]>([])
    private let news = LocalNotifier()

    init() throws {
        home = FileManager.default.temporaryDirectory.appending(path: "sohoa-queue-\(UUID().uuidString)")
        ledger = try SQLiteHome(opening: home).ledger
    }

    deinit {
        try? ledger.close()
        try? FileManager.default.removeItem(at: home)
    }

    func settings(slots: Int = 2) -> WorkerSettings { WorkerSettings(name: "test", slots: slots) }

    func worker(
        slots: Int = 2, timeLimit: Duration? = nil,
        _ perform: @escaping @Sendable (ClaimedJob) async throws -> JobOutcome
    ) -> Worker {
        Worker(
            ledger: ledger, handlers: [Self.kind: JobHandler(timeLimit: timeLimit, perform: perform)],
            settings: settings(slots: slots), signal: signal, clock: clock.work, jitter: { 0 },
            report: { event in
                self.told.withLock { $0.append(event) }
                self.news.notify()
            })
    }

    @discardableResult
    func enqueue(
        _ key: String, lane: String = "", priority: JobPriority = .normal, attempts: Int = 3
    ) async throws -> JobID {
        let job = NewJob(
            kind: Self.kind, payload: key, uniqueKey: key, lane: lane, priority: priority, maximumAttempts: attempts)
        let now = clock.now
        let id = try await ledger.write { try $0.enqueue(job, at: now).job.id }
        signal.notify()
        return id
    }

    /// The effect of a job in these tests: a batch by its name.
    static func recordEffect(_ claim: ClaimedJob, _ tx: LedgerTransaction, at now: Instant) throws {
        let digits = claim.payload.utf8.map { String($0, radix: 16) }.joined()
        let padded = String(repeating: "0", count: 64 - digits.count) + digits
        let digest = try #require(ContentDigest(rawValue: padded))
        _ = try tx.openBatch(name: claim.payload, station: nil, contentDigest: digest, files: [], at: now)
    }

    /// Commits effect and completion together, as handlers do.
    func finish(_ claim: ClaimedJob) async throws -> JobOutcome {
        let now = clock.now
        try await ledger.write { tx in
            try Self.recordEffect(claim, tx, at: now)
            try tx.complete(claim, at: now)
        }
        return .done
    }

    func job(_ id: JobID) async throws -> Job { try #require(try await ledger.read { try $0.job(id) }) }

    func effects() async throws -> [String] { try await ledger.read { try $0.batches().map(\.name) } }

    /// How the attempts ended so far, with the jobs' payloads.
    var endings: [(String, WorkerEvent.Ending)] {
        told.withLock { events in
            events.compactMap { if case .ended(let claim, let ending) = $0 { (claim.payload, ending) } else { nil } }
        }
    }

    /// Waits until so many attempts have ended.
    func endings(_ count: Int) async -> [(String, WorkerEvent.Ending)] {
        while true {
            let seen = news.generation
            if endings.count >= count { return endings }
            await news.changed(since: seen)
        }
    }
}

/// Lets whoever comes wait until it is opened.
final class Gate: Sendable {
    private let signal = LocalNotifier()
    private let isOpen = Mutex(false)
    private let arrivals = Mutex(0)

    func open() {
        isOpen.withLock { $0 = true }
        signal.notify()
    }

    /// Waits until it is opened or the task is cancelled.
    func pass() async {
        arrivals.withLock { $0 += 1 }
        signal.notify()
        while !Task.isCancelled {
            let seen = signal.generation
            if isOpen.withLock({ $0 }) { return }
            await signal.changed(since: seen)
        }
    }

    /// Waits until so many have come to it.
    func arrivals(_ count: Int) async {
        while true {
            let seen = signal.generation
            if arrivals.withLock({ $0 }) >= count { return }
            await signal.changed(since: seen)
        }
    }
}
