import Basics
import Testing

@testable import Ledger

@Suite("Attempts and leases") struct JobAttemptTests {
    private let fault = JobError(code: "test", detail: "as planned")

    @Test("A failed attempt is tried again at its time; the last one becomes a dead letter", arguments: LedgerMaker.all)
    func retries(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let fault = fault
        try await ledger.write { tx in
            let id = try tx.enqueue(Queue.job("a", attempts: 2), at: Office.time()).job.id
            let first = try tx.claim(at: Office.time())[0]
            #expect(!first.isLastAttempt)
            #expect(try tx.retry(first, fault, retryAt: Office.time(5), at: Office.time(1)) == .retryable)
            #expect(try tx.claim(at: Office.time(2)).isEmpty)
            #expect(try !tx.hasDueJob(at: Office.time(4)))
            #expect(try tx.promoteDueJobs(at: Office.time(4)) == 0)
            #expect(try tx.hasDueJob(at: Office.time(5)))
            #expect(try tx.promoteDueJobs(at: Office.time(5)) == 1)
            let second = try tx.claim(at: Office.time(6))[0]
            #expect(second.isLastAttempt)
            #expect(second.attempt == 2)
            #expect(try tx.retry(second, fault, retryAt: Office.time(9), at: Office.time(7)) == .discarded)
            #expect(try tx.deadLetters().map(\.id) == [id])
            #expect(try tx.job(id)?.lastError == fault)
            #expect(try tx.jobHistory(id).map(\.kind) == [.failed, .failed, .discarded])
            #expect(try tx.jobHistory(id).map(\.attempt) == [1, 2, 2])
        }
    }

    @Test("Putting off and giving back use up no attempt, but still are a new fence", arguments: LedgerMaker.all)
    func snoozeAndRelease(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        try await ledger.write { tx in
            let id = try tx.enqueue(Queue.job("a", attempts: 1), at: Office.time()).job.id
            for round in 0..<5 {
                try tx.release(tx.claim(at: Office.time(round))[0], at: Office.time(round))
                let claim = try tx.claim(at: Office.time(round))[0]
                #expect(claim.attempt == 2 * round + 2)
                try tx.snooze(claim, until: Office.time(round + 1), at: Office.time(round))
                #expect(try tx.job(id)?.state == .scheduled)
                #expect(try tx.promoteDueJobs(at: Office.time(round + 1)) == 1)
            }
            #expect(try tx.job(id)?.failures == 0)
            #expect(try tx.jobHistory(id).isEmpty)
            let claim = try tx.claim(at: Office.time(9))[0]
            try tx.snooze(claim, until: Office.time(8), at: Office.time(9))
            #expect(try tx.job(id)?.state == .available)
        }
    }

    @Test("An attempt that made progress clears the failures before it", arguments: LedgerMaker.all)
    func progress(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let fault = fault
        try await ledger.write { tx in
            let id = try tx.enqueue(Queue.job("a", attempts: 2), at: Office.time()).job.id
            for minute in 0..<5 {
                let claim = try tx.claim(at: Office.time(minute))[0]
                try tx.recordProgress(claim)
                try tx.retry(claim, fault, retryAt: Office.time(minute), at: Office.time(minute))
                try tx.promoteDueJobs(at: Office.time(minute + 1))
            }
            #expect(try tx.job(id)?.failures == 1)
        }
    }

    @Test("Given up for good, or no longer wanted", arguments: LedgerMaker.all)
    func endings(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let fault = fault
        try await ledger.write { tx in
            for key in ["a", "b", "c"] { try tx.enqueue(Queue.job(key), at: Office.time()) }
            let claims = try tx.claim(3, at: Office.time())
            try tx.discard(claims[0], fault, needsPerson: true, at: Office.time(1))
            try tx.discard(claims[1], fault, needsPerson: false, at: Office.time(1))
            try tx.cancel(claims[2], fault, at: Office.time(1))
            #expect(try tx.states() == [.discarded, .discarded, .cancelled])
            #expect(try tx.deadLetters().map(\.id) == [claims[0].id])
            #expect(try tx.jobHistory(claims[2].id).map(\.kind) == [.cancelled])
        }
    }

    @Test("A lost lease can neither be extended nor ended, and takes the effect with it", arguments: LedgerMaker.all)
    func lostLeases(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let fault = fault
        let (stale, fresh) = try await ledger.write { tx in
            try tx.openOffice()
            try tx.enqueue(Queue.job("a"), at: Office.time())
            let stale = try tx.claim(at: Office.time())[0]
            #expect(try tx.rescueJobs(at: Office.time(1)) { _ in Office.time(1) }.map(\.id) == [stale.id])
            try tx.promoteDueJobs(at: Office.time(1))
            return (stale, try tx.claim(at: Office.time(1))[0])
        }
        #expect(stale.id == fresh.id)
        let verbs: [@Sendable (LedgerTransaction) throws -> Void] = [
            { try $0.complete(stale, at: Office.time(2)) },
            { try $0.retry(stale, fault, retryAt: Office.time(3), at: Office.time(2)) },
            { try $0.snooze(stale, until: Office.time(3), at: Office.time(2)) },
            { try $0.release(stale, at: Office.time(2)) },
            { try $0.discard(stale, fault, needsPerson: true, at: Office.time(2)) },
            { try $0.cancel(stale, fault, at: Office.time(2)) },
            { try $0.recordProgress(stale) },
        ]
        for verb in verbs {
            let lost = await #expect(throws: JobLeaseLost.self) {
                try await ledger.write { tx in
                    try tx.digitize(["một"])
                    try verb(tx)
                }
            }
            #expect(lost?.attempt == stale.attempt)
        }
        try await ledger.write { tx in
            #expect(try tx.documents().isEmpty)
            #expect(try tx.heartbeat([stale, fresh], at: Office.time(2)) == [stale])
            #expect(try tx.job(fresh.id)?.leasedUntil == Office.time(3))
            try tx.digitize(["một"])
            try tx.complete(fresh, at: Office.time(2))
        }
        #expect(try await ledger.read { try $0.documents() }.count == 1)
        await #expect(throws: JobLeaseLost.self) {
            try await ledger.write { try $0.complete(fresh, at: Office.time(2)) }
        }
    }

    @Test(
        "An expired lease counts as a failed attempt, and the last one makes a dead letter",
        arguments: LedgerMaker.all)
    func rescue(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        try await ledger.write { tx in
            let id = try tx.enqueue(Queue.job("a", attempts: 2), at: Office.time()).job.id
            _ = try tx.claim(at: Office.time())
            #expect(try !tx.hasExpiredLease(at: Instant(milliseconds: Office.time(1).milliseconds - 1)))
            #expect(try tx.hasExpiredLease(at: Office.time(1)))
            try tx.rescueJobs(at: Office.time(1)) { _ in Office.time(3) }
            #expect(try tx.job(id)?.scheduledAt == Office.time(3))
            try tx.promoteDueJobs(at: Office.time(3))
            _ = try tx.claim(at: Office.time(3))
            #expect(try tx.rescueJobs(at: Office.time(3)) { _ in Office.time(3) }.isEmpty)
            try tx.rescueJobs(at: Office.time(9)) { _ in Office.time(9) }
            #expect(try tx.deadLetters().map(\.lastError?.code) == ["lease_expired"])
            #expect(try tx.jobHistory(id).map(\.kind) == [.rescued, .rescued, .discarded])
        }
    }

    @Test("The end of a process is no failure of its jobs, but not without limit", arguments: LedgerMaker.all)
    func crashCount(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        try await ledger.write { tx in
            let id = try tx.enqueue(Queue.job("a", attempts: 1), at: Office.time()).job.id
            func end(_ count: Int, progressing: Bool) throws {
                for _ in 0..<count {
                    try tx.promoteDueJobs(at: Office.time())
                    let claim = try tx.claim(at: Office.time())[0]
                    if progressing { try tx.recordProgress(claim) }
                    #expect(try tx.rescueJobs(.all, at: Office.time()) { _ in Office.time() }.map(\.id) == [id])
                }
            }
            try end(Job.maxCrashes + 9, progressing: true)
            #expect(try tx.job(id)?.crashCount == 1)
            #expect(try tx.job(id)?.failures == 0)
            try end(Job.maxCrashes - 1, progressing: false)
            #expect(try tx.deadLetters().map(\.lastError) == [.abandoned])
            #expect(try tx.jobHistory(id).last?.kind == .discarded)
            try tx.retryJob(id, by: "hoa", at: Office.time())
            #expect(try tx.job(id)?.crashCount == 0)
        }
    }
}
