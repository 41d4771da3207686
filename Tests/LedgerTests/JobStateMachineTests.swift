import Basics
import TestSupport
import Testing

@testable import Ledger

/// Random verbs by random workers with a clock that now and then jumps, against what must hold at all times.
@Suite("Jobs under random verbs") struct JobStateMachineTests {
    /// What the test itself knows.
    private struct Model {
        var random: SeededGenerator
        var now = Office.time()
        /// Every claim that was ever given, held or not.
        var claims: [ClaimedJob] = []
        /// The claim that holds each running job.
        var holders: [JobID: ClaimedJob] = [:]
        /// Every job that was ever enqueued and not pruned.
        var known: Set<JobID> = []
        var attempts: [JobID: Int] = [:]
        /// Keys of running jobs that are wanted once more.
        var wanted: Set<String> = []

        mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &random) }
        mutating func pick<T>(_ list: [T]) -> T? { list.randomElement(using: &random) }
        mutating func tick() {
            let step = number(0..<40) == 0 ? number(-400_000..<400_000) : number(0..<20_000)
            now = Instant(milliseconds: now.milliseconds + Int64(step))
        }
    }

    @Test("No fence has two holders, no key lives twice, nothing vanishes", arguments: LedgerMaker.all)
    func randomVerbs(maker: LedgerMaker) async throws {
        let seed = UInt64.random(in: 0 ... .max)
        for round in 0..<2 {
            let ledger = try maker.make()
            try await ledger.write { tx in
                var model = Model(random: SeededGenerator(seed: seed &+ UInt64(round)))
                for step in 0..<100 {
                    model.tick()
                    try act(tx, &model)
                    let broken = try brokenPromises(tx, model)
                    #expect(broken == [], "seed \(seed), round \(round), step \(step)")
                    guard broken.isEmpty else { return }
                }
                try drain(tx, &model)
                #expect(try tx.jobs(states: [.available, .scheduled, .running, .retryable]) == [], "seed \(seed)")
            }
        }
    }

    private func act(_ tx: LedgerTransaction, _ model: inout Model) throws {
        switch model.number(0..<12) {
        case 0, 1, 2: try enqueue(tx, &model)
        case 3, 4: try claim(tx, &model)
        case 5: try tx.promoteDueJobs(at: model.now)
        case 6: try rescue(tx, model.number(0..<6) == 0 ? .all : .expired, &model)
        case 7: try heartbeat(tx, &model)
        case 8: try decide(tx, &model)
        case 9: try prune(tx, &model)
        default: try end(tx, &model)
        }
    }

    private func enqueue(_ tx: LedgerTransaction, _ model: inout Model) throws {
        let key = model.number(0..<3) == 0 ? nil : "key \(model.number(0..<6))"
        let delay = Int64(model.number(-50_000..<50_000))
        let job = NewJob(
            kind: Queue.kind, uniqueKey: key, lane: "\(model.number(0..<3))",
            priority: model.number(0..<4) == 0 ? .urgent : .normal, maximumAttempts: model.number(1..<4),
            scheduledAt: model.number(0..<2) == 0 ? nil : Instant(milliseconds: model.now.milliseconds + delay))
        let enqueued = try tx.enqueue(job, at: model.now)
        #expect(enqueued.isNew != model.known.contains(enqueued.job.id))
        model.known.insert(enqueued.job.id)
        if enqueued.job.state == .running, let key { model.wanted.insert(key) }
    }

    /// Gets to know the job that stands in for one that has ended; one that goes back into the queue stands for itself.
    private func adopt(_ tx: LedgerTransaction, after job: JobID, _ model: inout Model) throws {
        guard let ended = try tx.job(job), let key = ended.uniqueKey, model.wanted.remove(key) != nil else { return }
        let next = try tx.liveJob(ended.kind, uniqueKey: key)
        #expect(next != nil && next?.state != .running)
        #expect((next?.id == job) == ended.state.isLive)
        if let next { model.known.insert(next.id) }
    }

    private func claim(_ tx: LedgerTransaction, _ model: inout Model) throws {
        for claim in try tx.claim(model.number(1..<4), at: model.now) {
            #expect(model.holders[claim.id] == nil)
            #expect(claim.attempt > model.attempts[claim.id] ?? 0)
            #expect(claim.failures < claim.maximumAttempts)
            model.attempts[claim.id] = claim.attempt
            model.holders[claim.id] = claim
            model.claims.append(claim)
        }
    }

    private func rescue(_ tx: LedgerTransaction, _ leases: AbandonedLeases, _ model: inout Model) throws {
        let now = model.now
        for job in try tx.rescueJobs(leases, at: now, retryAt: { _ in now }) {
            #expect(model.holders[job.id]?.attempt == job.attempt)
            model.holders[job.id] = nil
            try adopt(tx, after: job.id, &model)
        }
    }

    private func heartbeat(_ tx: LedgerTransaction, _ model: inout Model) throws {
        let asked = (0..<3).compactMap { _ in model.pick(model.claims) }
        let lost = try tx.heartbeat(asked, at: model.now)
        #expect(lost == asked.filter { model.holders[$0.id] != $0 })
    }

    private func decide(_ tx: LedgerTransaction, _ model: inout Model) throws {
        guard let id = model.pick(model.known.sorted()) else { return }
        do {
            if model.number(0..<2) == 0 {
                try tx.retryJob(id, by: "hoa", at: model.now)
            } else {
                try tx.discardJob(id, by: "hoa", reason: "", at: model.now)
            }
        } catch let error as LedgerError where error.code == .conflict {}
    }

    private func prune(_ tx: LedgerTransaction, _ model: inout Model) throws {
        let all = try tx.jobs(states: Set(JobState.allCases), limit: 10_000)
        let finished = all.filter { !$0.state.isLive && !$0.needsPerson && $0.stateSince < model.now }
        #expect(try tx.pruneJobs(finishedBefore: model.now) == finished.count)
        model.known.subtract(finished.map(\.id))
    }

    /// Lets a random claim, held or long lost, end its attempt in a random way.
    private func end(_ tx: LedgerTransaction, _ model: inout Model) throws {
        guard let claim = model.pick(model.claims) else { return }
        let isHeld = model.holders[claim.id] == claim
        let (now, later) = (model.now, Instant(milliseconds: model.now.milliseconds + Int64(model.number(-9..<90_000))))
        do {
            switch model.number(0..<7) {
            case 0, 1: try tx.complete(claim, at: now)
            case 2: try tx.retry(claim, JobError(code: "test"), retryAt: later, at: now)
            case 3: try tx.snooze(claim, until: later, at: now)
            case 4: try tx.release(claim, at: now)
            case 5: try tx.discard(claim, JobError(code: "test"), needsPerson: model.number(0..<2) == 0, at: now)
            default: try tx.cancel(claim, JobError(code: "test"), at: now)
            }
            #expect(isHeld)
            model.holders[claim.id] = nil
            try adopt(tx, after: claim.id, &model)
        } catch let lost as JobLeaseLost {
            #expect(!isHeld)
            #expect(lost.id == claim.id)
        }
    }

    /// Works everything off with an honest clock: nothing may stay behind.
    private func drain(_ tx: LedgerTransaction, _ model: inout Model) throws {
        for _ in 0..<8 {
            model.now = Instant(milliseconds: model.now.milliseconds + 100_000)
            try rescue(tx, .expired, &model)
            try tx.promoteDueJobs(at: model.now)
            while let claim = try tx.claim(at: model.now).first {
                try tx.complete(claim, at: model.now)
                try adopt(tx, after: claim.id, &model)
            }
        }
    }

    private func brokenPromises(_ tx: LedgerTransaction, _ model: Model) throws -> [String] {
        let jobs = try tx.jobs(states: Set(JobState.allCases), limit: 10_000)
        let live = jobs.filter { $0.state.isLive && $0.uniqueKey != nil }
        let running = jobs.filter { $0.state == .running }
        var broken: [String] = []
        if Set(jobs.map(\.id)) != model.known { broken.append("a job vanished or appeared") }
        if Set(live.map(\.uniqueKey)).count != live.count { broken.append("a key lives twice") }
        if Set(running.map(\.id)) != Set(model.holders.keys) { broken.append("running without holder, or the reverse") }
        if running.contains(where: { model.holders[$0.id]?.attempt != $0.attempt }) { broken.append("another fence") }
        if jobs.contains(where: { $0.failures > $0.maximumAttempts }) { broken.append("too many failures") }
        if jobs.contains(where: { $0.attempt < model.attempts[$0.id] ?? 0 }) { broken.append("a fence went back") }
        if try tx.deadLetterCount() != jobs.count(where: \.needsPerson) { broken.append("dead letters are miscounted") }
        if jobs.contains(where: { $0.needsPerson && $0.state != .discarded }) { broken.append("a live dead letter") }
        return broken
    }
}
