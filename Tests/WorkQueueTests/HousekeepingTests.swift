import Basics
import Ledger
import TestSupport
import Testing
import WorkQueue

@Suite("Rescuer, scheduler, pruner") struct HousekeepingTests {
    private func claim(_ shop: Shop) async throws -> [ClaimedJob] {
        let now = shop.clock.now
        return try await shop.ledger.write {
            try $0.claimJobs(JobFilter(kinds: [Shop.kind]), limit: 9, worker: "gone", at: now)
        }
    }

    @Test("A newly started process takes back what the one before held, at once")
    func rescueAll() async throws {
        let shop = try Shop()
        let id = try await shop.enqueue("a")
        _ = try await claim(shop)
        let rescuer = Rescuer(ledger: shop.ledger, signal: shop.signal, clock: shop.clock.work)
        let seen = shop.signal.generation
        #expect(try await rescuer.rescueAll() == 1)
        #expect(shop.signal.generation != seen)
        let job = try await shop.job(id)
        #expect(job.state == .available && job.failures == 0 && job.crashCount == 1)
        #expect(try await rescuer.rescueAll() == 0)

        // A job at which process after process ends lets others go first.
        for _ in 0..<5 {
            #expect(try await claim(shop).count == 1)
            #expect(try await rescuer.rescueAll() == 1)
        }
        #expect(try await shop.job(id).scheduledAt?.milliseconds == shop.clock.now.milliseconds + 1_000)
    }

    @Test("Jobs of a dead worker come back when their lease is over, later each time")
    func rescue() async throws {
        let shop = try Shop()
        let id = try await shop.enqueue("a", attempts: 9)
        let rescuer = Rescuer(ledger: shop.ledger, signal: shop.signal, clock: shop.clock.work, jitter: { 0 })
        let scheduler = Scheduler(ledger: shop.ledger, signal: shop.signal, clock: shop.clock.work)
        for wait in [4.0, 8, 16] {
            #expect(try await claim(shop).count == 1)
            #expect(try await rescuer.round() == 0)
            for _ in 0..<3 {
                shop.clock.advance(15)
                #expect(try await rescuer.round() == 0)
            }
            shop.clock.advance(15)
            #expect(try await rescuer.round() == 1)
            #expect(try await scheduler.round() == 0)
            shop.clock.advance(wait)
            #expect(try await scheduler.round() == 1)
        }
        #expect(try await shop.job(id).failures == 3)
    }

    @Test("After the machine slept, workers have until the next round to show that they live")
    func sleptMachine() async throws {
        let shop = try Shop()
        try await shop.enqueue("a")
        let rescuer = Rescuer(ledger: shop.ledger, signal: shop.signal, clock: shop.clock.work)
        _ = try await rescuer.round()
        let claims = try await claim(shop)
        shop.clock.advance(3_600)
        #expect(try await rescuer.round() == 0)
        let now = shop.clock.now
        #expect(try await shop.ledger.write { try $0.heartbeat(claims, at: now) } == [])
        shop.clock.advance(15)
        #expect(try await rescuer.round() == 0)
        for _ in 0..<2 { shop.clock.advance(3_600) }
        #expect(try await rescuer.round() == 0)
        // A machine that is always late does not keep the dead alive.
        shop.clock.advance(3_600)
        #expect(try await rescuer.round() == 1)
    }

    @Test("Finished jobs go after their time, in slices")
    func prune() async throws {
        let shop = try Shop()
        let now = shop.clock.now
        try await shop.ledger.write { tx in
            for _ in 0..<1_200 {
                try tx.enqueue(NewJob(kind: Shop.kind), at: now)
                let claims = try tx.claimJobs(JobFilter(kinds: [Shop.kind]), limit: 1, worker: "w", at: now)
                for claim in claims { try tx.complete(claim, at: now) }
            }
        }
        let pruner = Pruner(ledger: shop.ledger, retention: .seconds(60), clock: shop.clock.work)
        #expect(try await pruner.round() == 0)
        shop.clock.advance(61)
        #expect(try await pruner.round() == 1_200)
    }

    @Test("Services make rounds by the clock until they are stopped")
    func rounds() async throws {
        let shop = try Shop()
        let scheduler = Scheduler(ledger: shop.ledger, signal: shop.signal, clock: shop.clock.work)
        let work = Task { await scheduler.run(clock: shop.clock.work) }
        await shop.clock.sleeper(for: .seconds(1))
        let now = shop.clock.now
        let id = try await shop.ledger.write {
            let later = Instant(milliseconds: now.milliseconds + 500)
            return try $0.enqueue(NewJob(kind: Shop.kind, scheduledAt: later), at: now).job.id
        }
        let seen = shop.signal.generation
        shop.clock.advance(1)
        await shop.signal.changed(since: seen)
        #expect(try await shop.job(id).state == .available)
        work.cancel()
        await work.value
    }

    @Test("Waiting times grow from the first to the limit, with jitter of at most a half")
    func backoff() {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SeededGenerator(seed: seed)
        let backoff = Backoff(first: .seconds(4), limit: .seconds(1_800))
        #expect(backoff.delay(afterFailures: 1, jitter: 0) == .seconds(4))
        #expect(backoff.delay(afterFailures: 3, jitter: 0) == .seconds(16))
        for _ in 0..<2_000 {
            let failures = Int.random(in: 1...1_000, using: &random)
            let delay = backoff.delay(afterFailures: failures, jitter: .random(in: 0..<1, using: &random))
            #expect(delay > .seconds(2) && delay <= .seconds(1_800), "seed \(seed)")
            if failures > 9 { #expect(delay > .seconds(900), "seed \(seed)") }
        }
    }

    @Test("A signal is not lost between looking and waiting, and wakes all")
    func signal() async {
        let signal = LocalNotifier()
        let seen = signal.generation
        signal.notify()
        await signal.changed(since: seen)
        let now = signal.generation
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<5 { group.addTask { await signal.changed(since: now) } }
            group.addTask { signal.notify() }
        }
        let waiting = Task { await signal.changed(since: signal.generation) }
        waiting.cancel()
        await waiting.value
    }
}
