import Basics
import Ledger
import Synchronization
import Testing
import WorkQueue

@Suite("Leases, hangs and shutdown") struct LeaseTests {
    private func rescuer(_ shop: Shop) -> Rescuer {
        Rescuer(ledger: shop.ledger, signal: shop.signal, clock: shop.clock.work, jitter: { 0 })
    }

    @Test("A long job keeps its lease by heartbeats")
    func heartbeats() async throws {
        let (shop, gate) = (try Shop(), Gate())
        let id = try await shop.enqueue("a")
        let work = Task {
            await shop.worker { claim in
                await gate.pass()
                return try await shop.finish(claim)
            }.run(only: [id])
        }
        await gate.arrivals(1)
        let rescuer = rescuer(shop)
        for _ in 0..<10 {
            await shop.clock.sleeper(for: .seconds(15))
            shop.clock.advance(15)
            // The next sleep begins when the heartbeat has been written.
            await shop.clock.sleeper(for: .seconds(15))
            #expect(try await rescuer.round() == 0)
        }
        gate.open()
        await work.value
        #expect(try await shop.job(id).state == .completed)
        #expect(try await shop.job(id).attempt == 1)
    }

    @Test("A handler whose lease is lost is cancelled and records nothing")
    func lostLease() async throws {
        let (shop, gate) = (try Shop(), Gate())
        let id = try await shop.enqueue("a")
        let work = Task {
            await shop.worker { claim in
                await gate.pass()
                #expect(Task.isCancelled)
                return try await Task { try await shop.finish(claim) }.value
            }.run()
        }
        await gate.arrivals(1)
        // Somebody else rescues the job, as after a machine slept.
        let now = shop.clock.now
        try await shop.ledger.write { tx in _ = try tx.rescueJobs(.all, at: now) { _ in Instant(milliseconds: .max) } }
        await shop.clock.sleeper(for: .seconds(15))
        shop.clock.advance(15)
        #expect(await shop.endings(1).map(\.1) == [.leaseLost])
        work.cancel()
        await work.value
        #expect(try await shop.effects() == [])
        #expect(try await shop.job(id).state == .retryable)
        #expect(try await shop.job(id).crashCount == 1)
    }

    @Test("An attempt that takes too long is cancelled and counts as failed")
    func timeLimit() async throws {
        let (shop, gate) = (try Shop(), Gate())
        let id = try await shop.enqueue("a")
        let work = Task {
            await shop.worker(timeLimit: .seconds(40)) { _ in
                await gate.pass()
                throw CancellationError()
            }.run()
        }
        await gate.arrivals(1)
        await shop.clock.sleeper(for: .seconds(40))
        shop.clock.advance(40)
        #expect(await shop.endings(1).map(\.1) == [.retried(.timedOut)])
        work.cancel()
        await work.value
        #expect(try await shop.job(id).lastError == .timedOut)
    }

    @Test("A handler that hangs for good loses its lease, and the job is done by another worker")
    func hang() async throws {
        let (shop, hangs) = (try Shop(), Gate())
        let id = try await shop.enqueue("a")
        let hung = Task {
            // One slot, which the hung handler keeps: else this worker might take the job up again itself.
            await shop.worker(slots: 1, timeLimit: .seconds(40)) { claim in
                // Deaf to cancellation.
                await Task { await hangs.pass() }.value
                return try await Task { try await shop.finish(claim) }.value
            }.run()
        }
        await hangs.arrivals(1)
        await shop.clock.sleeper(for: .seconds(40))
        await shop.clock.sleeper(for: .seconds(15))
        let rescuer = rescuer(shop)
        shop.clock.advance(40)
        var rescued = 0
        for _ in 0..<6 where rescued == 0 {
            await shop.clock.sleeper(for: .seconds(15))
            shop.clock.advance(15)
            rescued = try await rescuer.round()
        }
        #expect(rescued == 1)
        #expect(try await shop.job(id).lastError == .leaseExpired)
        shop.clock.advance(4)
        _ = try await Scheduler(ledger: shop.ledger, signal: LocalNotifier(), clock: shop.clock.work).round()
        let other = Worker(
            ledger: shop.ledger, handlers: [Shop.kind: JobHandler { try await shop.finish($0) }],
            settings: shop.settings(), signal: LocalNotifier(), clock: shop.clock.work)
        await other.run(only: [id])
        #expect(try await shop.job(id).state == .completed)
        hangs.open()
        #expect(await shop.endings(1).map(\.1) == [.leaseLost])
        #expect(try await shop.effects() == ["a"])
        hung.cancel()
        await hung.value
    }

    @Test("Stopping gives jobs back at once, uses up no attempt, and claims no more")
    func shutdown() async throws {
        let (shop, gate) = (try Shop(), Gate())
        let ids = [try await shop.enqueue("a", attempts: 1), try await shop.enqueue("b", attempts: 1)]
        let waiting = try await shop.enqueue("c")
        let work = Task {
            await shop.worker(slots: 2) { _ in
                await gate.pass()
                throw CancellationError()
            }.run()
        }
        await gate.arrivals(2)
        work.cancel()
        await work.value
        #expect(shop.endings.map(\.1) == [.released, .released])
        for id in ids {
            let job = try await shop.job(id)
            #expect(job.state == .available && job.failures == 0 && job.attempt == 1)
        }
        #expect(try await shop.job(waiting).attempt == 0)
    }

    @Test("A handler that does not end in time cannot hold up the end, nor record anything later")
    func deafHandler() async throws {
        let (shop, hangs) = (try Shop(), Gate())
        let id = try await shop.enqueue("a")
        let isLost = Mutex(false)
        let done = Gate()
        let work = Task {
            await shop.worker { claim in
                await Task { await hangs.pass() }.value
                do {
                    return try await Task { try await shop.finish(claim) }.value
                } catch {
                    isLost.withLock { $0 = error is JobLeaseLost }
                    await done.pass()
                    throw error
                }
            }.run()
        }
        await hangs.arrivals(1)
        work.cancel()
        await shop.clock.sleeper(for: .seconds(8))
        shop.clock.advance(8)
        await work.value
        #expect(try await shop.job(id).state == .available)
        hangs.open()
        await done.arrivals(1)
        done.open()
        #expect(isLost.withLock { $0 })
        #expect(try await shop.effects() == [])
        #expect(shop.endings.map(\.1) == [.released])
    }

    @Test("A handler that finishes while the worker stops is finished")
    func finishesWhileStopping() async throws {
        let (shop, gate) = (try Shop(), Gate())
        let id = try await shop.enqueue("a")
        let work = Task {
            await shop.worker { claim in
                await gate.pass()
                return try await Task { try await shop.finish(claim) }.value
            }.run()
        }
        await gate.arrivals(1)
        work.cancel()
        await work.value
        #expect(shop.endings.map(\.1) == [.done])
        #expect(try await shop.job(id).state == .completed)
    }
}
