import Basics
import Testing

@testable import Ledger

/// A clock that was set back makes what was recorded before lie in the future.
@Suite("Jobs and a clock that jumps") struct JobClockTests {
    private let year = 365 * 24 * 60

    @Test("A lease from the future is cut: a dead worker's expires, a living one's goes on", arguments: LedgerMaker.all)
    func leases(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let year = year
        try await ledger.write { tx in
            for key in ["dead", "alive"] { try tx.enqueue(Queue.job(key), at: Office.time(year)) }
            let claims = try tx.claim(2, at: Office.time(year))
            #expect(try tx.hasExpiredLease(at: Office.time()))
            #expect(try tx.rescueJobs(at: Office.time()) { _ in Office.time() }.isEmpty)
            #expect(try !tx.hasExpiredLease(at: Office.time()))
            #expect(try tx.job(claims[0].id)?.leasedUntil == Office.time(1))
            #expect(try tx.heartbeat([claims[1]], at: Instant(milliseconds: Office.time().milliseconds + 15_000)) == [])
            #expect(try tx.rescueJobs(at: Office.time(1)) { _ in Office.time(1) }.map(\.payload) == ["dead"])
            try tx.complete(claims[1], at: Office.time(1))
        }
    }

    @Test("Waiting times set before the jump become no longer", arguments: LedgerMaker.all)
    func waitingTimes(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let year = year
        try await ledger.write { tx in
            try tx.enqueue(Queue.job("later", at: Office.time(year + 30)), at: Office.time(year))
            try tx.enqueue(Queue.job("retried"), at: Office.time(year))
            try tx.retry(
                tx.claim(at: Office.time(year))[0], JobError(code: "test"), retryAt: Office.time(year + 10),
                at: Office.time(year))
            #expect(try tx.hasDueJob(at: Office.time()))
            #expect(try tx.promoteDueJobs(at: Office.time()) == 0)
            #expect(try !tx.hasDueJob(at: Office.time(9)))
            #expect(try tx.promoteDueJobs(at: Office.time(10)) == 1)
            #expect(try tx.claim(9, at: Office.time(10)).map(\.payload) == ["retried"])
            #expect(try tx.promoteDueJobs(at: Office.time(30)) == 1)
        }
    }

    @Test("Turns and order do not depend on the clock", arguments: LedgerMaker.all)
    func order(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let year = year
        try await ledger.write { tx in
            for key in ["a1", "a2", "a3"] { try tx.enqueue(Queue.job(key, lane: "A"), at: Office.time(year)) }
            try tx.complete(tx.claim(at: Office.time(year))[0], at: Office.time(year))
            try tx.enqueue(Queue.job("a4", lane: "A"), at: Office.time())
            for key in ["b1", "b2", "b3"] { try tx.enqueue(Queue.job(key, lane: "B"), at: Office.time()) }
            var order: [String] = []
            while let claim = try tx.claim(at: Office.time(1)).first {
                order.append(claim.payload)
                try tx.complete(claim, at: Office.time(1))
            }
            #expect(order == ["b1", "a2", "b2", "a3", "b3", "a4"])
        }
    }

    @Test("Small differences between clocks change nothing", arguments: LedgerMaker.all)
    func tolerance(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        try await ledger.write { tx in
            try tx.enqueue(Queue.job("a"), at: Office.time())
            let id = try tx.claim(at: Office.time())[0].id
            let earlier = Instant(milliseconds: Office.time().milliseconds - 4_000)
            #expect(try !tx.hasExpiredLease(at: earlier))
            try tx.rescueJobs(at: earlier) { _ in earlier }
            #expect(try tx.job(id)?.leasedUntil == Office.time(1))
        }
    }

    @Test("No instant makes the queue trap", arguments: LedgerMaker.all)
    func extremes(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        for moment in [Int64.min, -1, 0, .max] {
            let now = Instant(milliseconds: moment)
            try await ledger.write { tx in
                try tx.enqueue(Queue.job(), at: now)
                _ = try tx.claim(at: now)
                _ = try tx.hasDueJob(at: now)
                _ = try tx.hasExpiredLease(at: now)
            }
        }
    }
}
