import Basics
import Foundation
import Ledger
import LedgerPostgres
import Synchronization
import TestSupport

/// Enqueues, claims and completes jobs in a PostgreSQL of its own, whose commits wait for the disk, and prints how many a
/// second and how long claims take.
///
///     QueueBenchmark [JOBS] [WORKERS] [BATCH] [idle]
///
/// With `idle`, another client keeps a transaction open all the time, so that nothing is cleared away.
@main struct QueueBenchmark {
    private static let filter = JobFilter(kinds: [.digitizeBatch])

    static func main() async throws {
        let numbers = CommandLine.arguments.dropFirst().compactMap(Int.init)
        let jobs = numbers.first ?? 20_000
        let (workers, batch) = (numbers.dropFirst().first ?? 4, numbers.dropFirst(2).first ?? 50)
        let cluster = try await offPool { try PostgresCluster(isDurable: true) }
        let address = try PostgresAddress(cluster.address(of: "postgres"))
        let filler = try await open(address)
        try await enqueue(jobs, in: filler)
        let end = DispatchSemaphore(value: 0)
        let idle = Task {
            guard CommandLine.arguments.contains("idle") else { return }
            try await filler.read { tx in
                _ = try tx.hasAvailableJob(filter)
                end.wait()
            }
        }
        try await work(address, workers, batch)
        end.signal()
        _ = await idle.result
    }

    private static func enqueue(_ jobs: Int, in ledger: Ledger) async throws {
        let start = ContinuousClock.now
        for first in stride(from: 0, to: jobs, by: 500) {
            try await ledger.write { tx in
                for number in first..<min(first + 500, jobs) {
                    let new = NewJob(
                        kind: .digitizeBatch, payload: "\(number)", uniqueKey: "\(number)", lane: "Q\(number % 20)")
                    try tx.enqueue(new, at: now())
                }
            }
        }
        print("enqueued \(jobs) jobs, 500 in a transaction: \(rate(jobs, start))")
    }

    /// Each worker has connections of its own, as another process would have.
    private static func work(_ address: PostgresAddress, _ workers: Int, _ batch: Int) async throws {
        var ledgers: [Ledger] = []
        for _ in 0..<workers { ledgers.append(try await open(address)) }
        let (claims, start) = (Times(), ContinuousClock.now)
        let done = try await withThrowingTaskGroup(of: Int.self) { group in
            for (number, ledger) in ledgers.enumerated() {
                group.addTask { try await work(in: ledger, as: "w\(number)", batch, claims) }
            }
            return try await group.reduce(0, +)
        }
        print("claimed, completed \(done) jobs, \(workers) workers, \(batch) at a time: \(rate(done, start));", claims)
    }

    private static func work(in ledger: Ledger, as worker: String, _ batch: Int, _ claims: Times) async throws -> Int {
        var done = 0
        while true {
            let start = ContinuousClock.now
            let mine = try await ledger.writeJobs {
                try $0.claimJobs(filter, limit: batch, worker: worker, at: now())
            }
            claims.add(ContinuousClock.now - start)
            guard !mine.isEmpty else { return done }
            try await ledger.write { tx in for claim in mine { try tx.complete(claim, at: now()) } }
            done += mine.count
        }
    }

    private static func open(_ address: PostgresAddress) async throws -> Ledger {
        try await offPool { try PostgresHome(opening: address).ledger }
    }

    private static func offPool<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try body() }) }
        }
    }

    private static func now() -> Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }

    private static func rate(_ count: Int, _ start: ContinuousClock.Instant) -> String {
        String(format: "%.0f/s", Double(count) / ((ContinuousClock.now - start) / .seconds(1)))
    }
}

/// How long calls took.
private final class Times: Sendable, CustomStringConvertible {
    private let all = Mutex<[Double]>([])

    func add(_ time: Duration) { all.withLock { $0.append(time / .milliseconds(1)) } }

    var description: String {
        let sorted = all.withLock { $0.sorted() }
        guard let worst = sorted.last else { return "no calls" }
        let (middle, late) = (sorted[sorted.count / 2], sorted[sorted.count * 99 / 100])
        return String(format: "a claim takes %.1f ms (p99 %.1f, most %.1f)", middle, late, worst)
    }
}
