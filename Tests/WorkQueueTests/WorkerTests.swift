import Basics
import Ledger
import Synchronization
import Testing
import WorkQueue

@Suite("The worker") struct WorkerTests {
    private struct Crash: Error {}

    @Test("Jobs are done, effect and completion together")
    func doesJobs() async throws {
        let shop = try Shop()
        let ids = [try await shop.enqueue("a"), try await shop.enqueue("b"), try await shop.enqueue("c")]
        await shop.worker { try await shop.finish($0) }.run(only: Set(ids))
        for id in ids { #expect(try await shop.job(id).state == .completed) }
        #expect(try await shop.effects().sorted() == ["a", "b", "c"])
        #expect(shop.endings.map(\.1) == [.done, .done, .done])
    }

    @Test("A job enqueued while the worker is idle wakes it without the clock")
    func wakes() async throws {
        let shop = try Shop()
        let work = Task { await shop.worker { try await shop.finish($0) }.run() }
        await shop.clock.sleeper(for: .seconds(1))
        try await shop.enqueue("a")
        #expect(await shop.endings(1).map(\.0) == ["a"])
        work.cancel()
        await work.value
    }

    @Test("Urgent jobs first, then lanes in turn")
    func order() async throws {
        let shop = try Shop()
        for number in 0..<50 { try await shop.enqueue("big \(number)", lane: "big") }
        for number in 0..<3 { try await shop.enqueue("small \(number)", lane: "small") }
        try await shop.enqueue("urgent", lane: "big", priority: .urgent)
        let ids = Set(try await shop.ledger.read { try $0.jobs(states: [.available]) }.map(\.id))
        await shop.worker(slots: 1) { try await shop.finish($0) }.run(only: ids)
        let order = shop.endings.map(\.0)
        #expect(order.prefix(7) == ["urgent", "small 0", "big 0", "small 1", "big 1", "small 2", "big 2"])
        #expect(order.count == 54)
    }

    @Test("So many at a time as it has slots")
    func slots() async throws {
        let shop = try Shop()
        let gate = Gate()
        let most = Mutex((now: 0, most: 0))
        let ids = try await withThrowingTaskGroup(of: JobID.self) { group in
            for number in 0..<9 { group.addTask { try await shop.enqueue("\(number)") } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        let worker = shop.worker(slots: 3) { claim in
            most.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            await gate.pass()
            most.withLock { $0.now -= 1 }
            return try await shop.finish(claim)
        }
        let work = Task { await worker.run(only: ids) }
        await gate.arrivals(3)
        #expect(try await shop.ledger.read { try $0.jobs(states: [.running]) }.count == 3)
        gate.open()
        await work.value
        #expect(most.withLock { $0.most } == 3)
    }

    @Test("A handler that throws is tried again; a job that always fails becomes a dead letter, the others go on")
    func poison() async throws {
        let shop = try Shop()
        let scheduler = Scheduler(ledger: shop.ledger, signal: shop.signal, clock: shop.clock.work)
        let poison = try await shop.enqueue("poison", attempts: 3)
        let work = Task {
            await shop.worker { claim in
                guard claim.payload != "poison" else { throw Crash() }
                return try await shop.finish(claim)
            }.run()
        }
        for (attempt, wait) in [(1, 4.0), (2, 8.0)] {
            _ = await shop.endings(attempt)
            let job = try await shop.job(poison)
            #expect(job.state == .retryable)
            #expect(job.scheduledAt?.milliseconds == shop.clock.now.milliseconds + Int64(wait * 1_000))
            #expect(job.lastError == JobError(code: "handler_failed", detail: "Crash"))
            shop.clock.advance(wait)
            #expect(try await scheduler.round() == 1)
        }
        let last = await shop.endings(3).last?.1
        #expect(last == .deadLetter(JobError(code: "handler_failed", detail: "Crash")))
        #expect(try await shop.ledger.read { try $0.deadLetters().map(\.id) } == [poison])
        try await shop.enqueue("good")
        #expect(await shop.endings(4).last?.0 == "good")
        work.cancel()
        await work.value
    }

    @Test("What a handler says becomes of the job")
    func outcomes() async throws {
        let error = JobError(code: "test")
        let cases: [(@Sendable (Instant) -> JobOutcome, JobState, Bool)] = [
            ({ _ in .retry(error) }, .retryable, false), ({ _ in .discard(error) }, .discarded, false),
            ({ _ in .needsPerson(error) }, .discarded, true),
            ({ .snooze(until: Instant(milliseconds: $0.milliseconds + 5)) }, .scheduled, false),
            // One that says it is done but has not completed its job.
            ({ _ in .done }, .retryable, false),
        ]
        for (outcome, state, needsPerson) in cases {
            let shop = try Shop()
            let id = try await shop.enqueue("a")
            let work = Task { await shop.worker { _ in outcome(shop.clock.now) }.run() }
            _ = await shop.endings(1)
            work.cancel()
            await work.value
            let job = try await shop.job(id)
            #expect(job.state == state)
            #expect(job.needsPerson == needsPerson)
            #expect(job.failures == (state == .retryable ? 1 : 0))
        }
    }

    @Test("What throws in the last transaction leaves neither effect nor completion")
    func atomic() async throws {
        let shop = try Shop()
        let id = try await shop.enqueue("a")
        let work = Task {
            await shop.worker { claim in
                let now = shop.clock.now
                try await shop.ledger.write { tx in
                    try Shop.recordEffect(claim, tx, at: now)
                    try tx.complete(claim, at: now)
                    throw Crash()
                }
                return .done
            }.run()
        }
        _ = await shop.endings(1)
        #expect(try await shop.effects() == [])
        #expect(try await shop.job(id).state == .retryable)
        work.cancel()
        await work.value
    }

    @Test("A full disk uses up no attempt")
    func environment() async throws {
        let shop = try Shop()
        let id = try await shop.enqueue("a", attempts: 1)
        let work = Task { await shop.worker { _ in throw LedgerError(.noSpace, "") }.run() }
        #expect(await shop.endings(1).map(\.1) == [.snoozed(JobError(code: "no_space"))])
        work.cancel()
        await work.value
        #expect(try await shop.job(id).state == .scheduled)
        #expect(try await shop.job(id).failures == 0)
    }
}
