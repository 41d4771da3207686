import Testing

@testable import Ledger

/// What becomes of a job that is enqueued while its like runs: the running one may have read its input already.
@Suite("Jobs that are wanted while they run") struct JobsAgainTests {
    private static let fault = JobError(code: "test")

    private typealias End = @Sendable (LedgerTransaction, ClaimedJob) throws -> Void

    /// Ways in which an attempt ends, and whether the job itself then is tried again anyway.
    private static let ends: [(name: String, isTriedAgain: Bool, end: End)] = [
        ("completed", false, { try $0.complete($1, at: Office.time(3)) }),
        ("given up", false, { try $0.discard($1, fault, needsPerson: false, at: Office.time(3)) }),
        ("dead letter", false, { try $0.discard($1, fault, needsPerson: true, at: Office.time(3)) }),
        ("cancelled", false, { try $0.cancel($1, fault, at: Office.time(3)) }),
        (
            "failed for the last time", false,
            { tx, claim in
                try tx.sql.run("UPDATE jobs SET failures = 2 WHERE id = ?", [SQLValue(claim.id)])
                try tx.retry(claim, fault, retryAt: Office.time(3), at: Office.time(3))
            }
        ),
        ("failed", true, { try $0.retry($1, fault, retryAt: Office.time(3), at: Office.time(3)) }),
        ("released", true, { try $0.release($1, at: Office.time(3)) }),
        ("snoozed", true, { try $0.snooze($1, until: Office.time(4), at: Office.time(3)) }),
        ("rescued", true, { tx, _ in _ = try tx.rescueJobs(.all, at: Office.time(3)) { _ in Office.time(3) } }),
    ]

    @Test("It is done once more, however the running one ends", arguments: LedgerMaker.all)
    func again(maker: LedgerMaker) async throws {
        for (name, isTriedAgain, end) in Self.ends {
            let ledger = try maker.make()
            try await ledger.write { tx in
                let first = try tx.enqueue(Queue.job("a", lane: "Q1"), at: Office.time()).job.id
                let claim = try tx.claim(at: Office.time(1))[0]
                // Three who want it make one more, with the highest priority of theirs.
                for priority in [JobPriority.normal, .urgent, .background] {
                    let wanted = try tx.enqueue(Queue.job("a", priority: priority), at: Office.time(2))
                    #expect(!wanted.isNew && wanted.job.id == first)
                }
                #expect(try tx.claim(at: Office.time(2)).isEmpty, "no two of them run at a time")
                try end(tx, claim)
                try tx.promoteDueJobs(at: Office.time(5))
                let next = try tx.claim(5, at: Office.time(5))
                #expect(next.count == 1, "\(name)")
                #expect((next.first?.id == first) == isTriedAgain, "\(name)")
                #expect(next.first?.payload == "a" && next.first?.lane == "Q1" && next.first?.priority == .urgent)
                for claim in next { try tx.complete(claim, at: Office.time(6)) }
                #expect(try tx.claim(at: Office.time(9)).isEmpty, "\(name): once is enough")
            }
        }
    }

    @Test("Not where the running one does all of it", arguments: LedgerMaker.all)
    func same(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        try await ledger.write { tx in
            var job = Queue.job("a")
            job.whileRunning = .isTheSame
            try tx.enqueue(job, at: Office.time())
            let claim = try tx.claim(at: Office.time(1))[0]
            #expect(try !tx.enqueue(job, at: Office.time(2)).isNew)
            try tx.complete(claim, at: Office.time(3))
            #expect(try tx.claim(at: Office.time(4)).isEmpty)
        }
    }

    @Test("Not before its time; the earliest of several counts", arguments: LedgerMaker.all)
    func later(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        try await ledger.write { tx in
            try tx.enqueue(Queue.job("a"), at: Office.time())
            let claim = try tx.claim(at: Office.time(1))[0]
            for minute in [40, 20, 30] { try tx.enqueue(Queue.job("a", at: Office.time(minute)), at: Office.time(2)) }
            try tx.complete(claim, at: Office.time(3))
            #expect(try tx.claim(at: Office.time(4)).isEmpty)
            try tx.promoteDueJobs(at: Office.time(20))
            #expect(try tx.claim(at: Office.time(20)).count == 1)
        }
    }
}
