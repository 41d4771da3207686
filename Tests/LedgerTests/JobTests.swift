import Basics
import Testing

@testable import Ledger

/// Short ways to say what the tests of the queue say often.
enum Queue {
    static let kind = JobKind.digitizeBatch
    static let all = JobFilter(kinds: [kind])

    static func job(
        _ key: String? = nil, lane: String = "", priority: JobPriority = .normal, attempts: Int = 3,
        at scheduled: Instant? = nil
    ) -> NewJob {
        NewJob(
            kind: kind, payload: key ?? "", uniqueKey: key, lane: lane, priority: priority,
            maximumAttempts: attempts, scheduledAt: scheduled)
    }
}

extension LedgerTransaction {
    func claim(_ limit: Int = 1, at now: Instant, only ids: Set<JobID>? = nil) throws -> [ClaimedJob] {
        try claimJobs(JobFilter(kinds: [Queue.kind], ids: ids), limit: limit, worker: "w", at: now)
    }

    func states() throws -> [JobState] { try jobs(states: Set(JobState.allCases)).map(\.state) }
}

@Suite("Jobs") struct JobTests {
    private let fault = JobError(code: "test", detail: "as planned")

    @Test("A job goes from available through running to completed", arguments: LedgerMaker.all)
    func life(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        try await ledger.write { tx in
            let enqueued = try tx.enqueue(Queue.job("a", lane: "Q1"), at: Office.time())
            #expect(enqueued.isNew)
            #expect(try tx.hasAvailableJob(Queue.all))
            let claims = try tx.claim(5, at: Office.time(1))
            #expect(claims.map(\.id) == [enqueued.job.id])
            #expect(claims.map(\.payload) == ["a"])
            #expect(try !tx.hasAvailableJob(Queue.all))
            let running = try tx.job(enqueued.job.id)
            #expect(running?.state == .running)
            #expect(running?.leasedUntil == Office.time(2))
            #expect(running?.worker == "w")
            try tx.complete(claims[0], at: Office.time(2))
            let job = try tx.job(enqueued.job.id)
            #expect(job?.state == .completed)
            #expect(job?.stateSince == Office.time(2))
            #expect(job?.leasedUntil == nil)
            #expect(try tx.claim(at: Office.time(3)).isEmpty)
        }
    }

    @Test("A unique key is live once; a higher priority is passed on", arguments: LedgerMaker.all)
    func uniqueKeys(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        try await ledger.write { tx in
            let first = try tx.enqueue(Queue.job("a"), at: Office.time())
            let urgent = try tx.enqueue(Queue.job("a", priority: .urgent), at: Office.time(1))
            let again = try tx.enqueue(Queue.job("a"), at: Office.time(2))
            #expect(!urgent.isNew && !again.isNew)
            #expect(again.job.id == first.job.id)
            #expect(again.job.priority == .urgent)
            #expect(try tx.enqueue(Queue.job("b"), at: Office.time()).isNew)
            #expect(try tx.enqueue(Queue.job(), at: Office.time()).isNew)
            #expect(try tx.enqueue(Queue.job(), at: Office.time()).isNew)

            let claim = try tx.claim(at: Office.time(3))[0]
            #expect(claim.id == first.job.id)
            #expect(try tx.enqueue(Queue.job("a"), at: Office.time(4)).job.state == .running)
            try tx.complete(claim, at: Office.time(5))
            #expect(try !tx.enqueue(Queue.job("a"), at: Office.time(6)).isNew, "it waits to be done once more")
        }
    }

    @Test("Urgent first, then the lane with fewer running, then the one served longest ago", arguments: LedgerMaker.all)
    func order(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        try await ledger.write { tx in
            for key in ["a1", "a2", "a3", "a4"] { try tx.enqueue(Queue.job(key, lane: "A"), at: Office.time()) }
            for key in ["b1", "b2"] { try tx.enqueue(Queue.job(key, lane: "B"), at: Office.time(1)) }
            try tx.enqueue(Queue.job("c1", lane: "C"), at: Office.time(2))
            try tx.enqueue(Queue.job("a5", lane: "A", priority: .urgent), at: Office.time(3))
            let together = try tx.claim(4, at: Office.time(4))
            #expect(together.map(\.payload) == ["a5", "b1", "c1", "a1"])
            for claim in together { try tx.complete(claim, at: Office.time(5)) }
            var next: [String] = []
            while let claim = try tx.claim(at: Office.time(6)).first {
                next.append(claim.payload)
                try tx.complete(claim, at: Office.time(6))
            }
            #expect(next == ["b2", "a2", "a3", "a4"])
        }
    }

    @Test("A lane with one job never waits behind a lane with thousands", arguments: LedgerMaker.all)
    func fairness(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        try await ledger.write { tx in
            for _ in 0..<2_000 { try tx.enqueue(Queue.job(lane: "big"), at: Office.time()) }
            for _ in 0..<10 { try tx.complete(tx.claim(at: Office.time(1))[0], at: Office.time(1)) }
            try tx.enqueue(Queue.job(lane: "small"), at: Office.time(2))
            #expect(try tx.claim(at: Office.time(2)).map(\.lane) == ["small"])
        }
    }

    @Test("Only jobs of the wanted kinds and identities are taken", arguments: LedgerMaker.all)
    func filters(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        try await ledger.write { tx in
            let other = try #require(JobKind(rawValue: "other"))
            let ids = try ["a", "b", "c"].map { try tx.enqueue(Queue.job($0), at: Office.time()).job.id }
            try tx.enqueue(NewJob(kind: other), at: Office.time())
            #expect(try tx.claim(9, at: Office.time(), only: [ids[1]]).map(\.id) == [ids[1]])
            #expect(try tx.claim(9, at: Office.time(), only: []).isEmpty)
            #expect(try tx.claim(9, at: Office.time()).map(\.id) == [ids[0], ids[2]])
            #expect(try !tx.hasAvailableJob(JobFilter(kinds: [])))
            let rest = try tx.claimJobs(JobFilter(kinds: [other]), limit: 9, worker: "w", at: Office.time())
            #expect(rest.map(\.kind) == [other])
        }
    }

    @Test("Claimers at the same time never take the same job", arguments: LedgerMaker.all)
    func concurrentClaims(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        try await ledger.write { tx in
            for number in 0..<40 { try tx.enqueue(Queue.job("\(number)", lane: "\(number % 3)"), at: Office.time()) }
        }
        let taken = try await withThrowingTaskGroup(of: [ClaimedJob].self) { group in
            for _ in 0..<20 { group.addTask { try await ledger.write { try $0.claim(3, at: Office.time(1)) } } }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(taken.count == 40)
        #expect(Set(taken.map(\.id)).count == 40)
    }

    @Test("Finished jobs are removed after their time; dead letters stay", arguments: LedgerMaker.all)
    func pruning(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let fault = fault
        try await ledger.write { tx in
            for key in ["done", "dead", "given up", "waits", "runs", "done later"] {
                let id = try tx.enqueue(Queue.job(key), at: Office.time()).job.id
                if key == "waits" { continue }
                let claim = try tx.claim(at: Office.time(), only: [id])[0]
                switch key {
                case "done": try tx.complete(claim, at: Office.time(1))
                case "dead": try tx.discard(claim, fault, needsPerson: true, at: Office.time(1))
                case "given up": try tx.discard(claim, fault, needsPerson: false, at: Office.time(1))
                case "done later": try tx.complete(claim, at: Office.time(9))
                default: break
                }
            }
            #expect(try !tx.hasJobToPrune(finishedBefore: Office.time(1)))
            #expect(try tx.hasJobToPrune(finishedBefore: Office.time(5)))
            #expect(try tx.pruneJobs(finishedBefore: Office.time(5), limit: 1) == 1)
            #expect(try tx.pruneJobs(finishedBefore: Office.time(5)) == 1)
            #expect(try tx.pruneJobs(finishedBefore: Office.time(5)) == 0)
            let left = try tx.jobs(states: Set(JobState.allCases)).map(\.payload)
            #expect(left == ["dead", "waits", "runs", "done later"])
        }
    }

    @Test("Counts by state, kind and lane, with the oldest", arguments: LedgerMaker.all)
    func counts(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let (counts, lanes) = try await ledger.write { tx in
            for minute in 1...3 { try tx.enqueue(Queue.job(lane: "A"), at: Office.time(minute)) }
            try tx.enqueue(Queue.job(lane: "B", at: Office.time(99)), at: Office.time(4))
            try tx.complete(tx.claim(2, at: Office.time(5))[0], at: Office.time(6))
            return (try tx.jobCounts(), try tx.laneCounts())
        }
        #expect(
            counts == [
                JobCount(kind: Queue.kind, state: .available, count: 1, oldestSince: Office.time(3)),
                JobCount(kind: Queue.kind, state: .completed, count: 1, oldestSince: Office.time(6)),
                JobCount(kind: Queue.kind, state: .running, count: 1, oldestSince: Office.time(5)),
                JobCount(kind: Queue.kind, state: .scheduled, count: 1, oldestSince: Office.time(4)),
            ])
        #expect(
            lanes == [
                LaneCount(lane: "A", waiting: 1, running: 1, oldestCreatedAt: Office.time(2)),
                LaneCount(lane: "B", waiting: 1, running: 0, oldestCreatedAt: Office.time(4)),
            ])
    }

    @Test("What is too large is refused; errors are cut", arguments: LedgerMaker.all)
    func limits(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let long = String(repeating: "ộ", count: 70_000)
        for job in [
            NewJob(kind: Queue.kind, payload: long), Queue.job(String(long.prefix(100))),
            Queue.job(lane: String(long.prefix(100))), Queue.job(attempts: 0), Queue.job(attempts: 1_001),
        ] {
            let error = await #expect(throws: LedgerError.self) {
                try await ledger.write { _ = try $0.enqueue(job, at: Office.time()) }
            }
            #expect(error?.code == .tooLarge)
        }
        let error = JobError(code: long, detail: "a\nb\u{0}" + long)
        #expect(error.code.utf8.count <= JobError.maximumCodeLength)
        #expect((900...JobError.maximumDetailLength).contains(error.detail.utf8.count))
        #expect(error.detail.hasPrefix("a b ộ"))
        for text in ["", "Batch", "a b", String(repeating: "a", count: 65)] { #expect(JobKind(rawValue: text) == nil) }
    }

    @Test("Jobs are paged from the newest back, without a gap", arguments: LedgerMaker.all)
    func paged(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let pages = try await ledger.write { tx in
            for number in 1...7 {
                try tx.enqueue(
                    NewJob(
                        kind: .digitizeBatch, payload: "\(number)", lane: "Q",
                        scheduledAt: number.isMultiple(of: 3) ? Office.time(99) : nil), at: Office.time(number))
            }
            var (pages, place) = ([[String]](), JobPlace?.none)
            while true {
                let page = try tx.jobs(states: [.available, .scheduled], before: place, limit: 3)
                guard let first = page.first else { return pages }
                pages.append(page.map(\.payload))
                place = first.place
            }
        }
        #expect(pages == [["5", "6", "7"], ["2", "3", "4"], ["1"]])
    }
}
