import Basics
import Foundation
import TestSupport
import Testing

@testable import Ledger
@testable import LedgerPostgres

/// Jobs and leadership where several processes share a database.
@Suite(
    "The queue in PostgreSQL",
    .enabled(if: PostgresCluster.isInstalled, Comment(rawValue: PostgresCluster.absence)))
struct PostgresQueueTests {
    private func ledgers(_ count: Int) async throws -> [Ledger] {
        let address = try await PostgresDatabases.shared.makeOwn()
        return try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(
                    with: Result {
                        try (0..<count).map { _ in
                            Ledger(
                                driver: try PostgresDriver(
                                    address, limits: PostgresDatabases.limits, identifiers: .init()))
                        }
                    })
            }
        }
    }

    @Test("Workers of several processes that claim at the same time get each job once, from all lanes")
    func claimedOnce() async throws {
        let (ledgers, lanes, jobs) = (try await ledgers(4), 5, 200)
        try await ledgers[0].write { tx in
            for number in 0..<jobs {
                try tx.enqueue(Queue.job("\(number)", lane: "Q\(number % lanes)"), at: Office.time())
            }
        }
        let claimed = try await withThrowingTaskGroup(of: [ClaimedJob].self) { group in
            for ledger in ledgers {
                group.addTask {
                    var mine: [ClaimedJob] = []
                    while true {
                        let claims = try await ledger.writeJobs { try $0.claim(7, at: Office.time(1)) }
                        guard !claims.isEmpty else { return mine }
                        let lost = try await ledger.writeJobs { try $0.heartbeat(claims, at: Office.time(1)) }
                        #expect(lost.isEmpty)
                        try await ledger.write { tx in
                            for claim in claims { try tx.complete(claim, at: Office.time(2)) }
                        }
                        mine += claims
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(claimed.map(\.id)).count == jobs)
        #expect(claimed.count == jobs)
        #expect(claimed.allSatisfy { $0.attempt == 1 })
        #expect(try await ledgers[0].read { try $0.hasLiveJob(Queue.all) } == false)
    }

    @Test("A job is taken by nobody while a transaction that wants its like is not recorded")
    func wantedWhileClaimed() async throws {
        let ledgers = try await ledgers(2)
        _ = try await ledgers[0].write { try $0.enqueue(Queue.job("a"), at: Office.time()) }
        let (isWanted, goOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        async let wanting: Void = ledgers[0].write { tx in
            let known = try tx.enqueue(Queue.job("a"), at: Office.time(1))
            #expect(!known.isNew)
            isWanted.signal()
            goOn.wait()
        }
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                isWanted.wait()
                continuation.resume()
            }
        }
        #expect(try await ledgers[1].writeJobs { try $0.claim(at: Office.time(1)) }.isEmpty)
        goOn.signal()
        try await wanting
        let claims = try await ledgers[1].writeJobs { try $0.claim(at: Office.time(1)) }
        #expect(claims.map(\.attempt) == [1])
        try await ledgers[1].write { try $0.complete(claims[0], at: Office.time(2)) }
        #expect(try await ledgers[0].read { try $0.hasLiveJob(Queue.all) } == false)
    }

    @Test("One process leads; when it renews no more, it knows that it does not lead before another does")
    func leadership() async throws {
        let address = try await PostgresDatabases.shared.makeOwn()
        let lease = PostgresLeadership.Lease(length: .seconds(2), renewal: .seconds(1), margin: .milliseconds(200))
        let first = PostgresLeadership(address, lease: lease)
        let second = PostgresLeadership(address, lease: lease)
        // Both are connected, and nobody leads.
        for one in [first, second] {
            _ = try await one.renew()
            await one.resign()
        }
        #expect(try await first.renew())
        let term = try #require(first.term)
        #expect(try await second.renew() == false)
        // Nobody renews it: as where the process was stopped.
        while try await !second.renew() { await Task.yield() }
        #expect(!first.isLeader)
        #expect(second.term == term + 1)
        #expect(try await first.renew() == false)
        await second.resign()
        #expect(!second.isLeader)
        #expect(try await first.renew())
        #expect(first.term == term + 2)
    }

    @Test("What one process tells wakes the others, soon, also after the connection was cut")
    func wakeups() async throws {
        let address = try await PostgresDatabases.shared.makeOwn()
        let (heard, own) = (AsyncStream.makeStream(of: Void.self), AsyncStream.makeStream(of: Void.self))
        var (heardWakes, ownWakes) = (heard.stream.makeAsyncIterator(), own.stream.makeAsyncIterator())
        let listener = PostgresWakeups(address) { heard.continuation.yield() }
        let teller = PostgresWakeups(address) { own.continuation.yield() }
        // Both are connected.
        await heardWakes.next()
        await ownWakes.next()
        for _ in 0..<100 { teller.tell() }
        await heardWakes.next()
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try PostgresDriverTests.cutConnections(address) })
            }
        }
        // Whatever was told meanwhile: who connects again looks.
        await ownWakes.next()
        await heardWakes.next()
        listener.stop()
        teller.stop()
    }
}
