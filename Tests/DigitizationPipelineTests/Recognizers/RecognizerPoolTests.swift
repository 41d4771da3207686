import DigitizationPipeline
import Foundation
import RecognizerProtocol
import Testing

@Suite(.timeLimit(.minutes(10)))
struct RecognizerPoolTests {
    @Test func childServesManyRequests() async throws {
        let pool = try Doubles.pool()
        let first = try await pool.askWho()
        let second = try await pool.askWho("many-errors")
        #expect(first.pid == second.pid)
        #expect(second.served == 2)
        await pool.shutdown()
    }

    @Test func manyRequestsAreSharedAmongTheSlots() async throws {
        let pool = try Doubles.pool(slots: 2)
        let workers = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<200 { group.addTask { try await pool.askWho().pid } }
            return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
        #expect(workers.values.reduce(0, +) == 200)
        #expect(workers.count <= 2)
        await pool.shutdown()
    }

    @Test func slotGoesOnWhileAnotherHangs() async throws {
        let pool = try Doubles.pool(slots: 2)
        let life = try LifeLine()
        let stuck = Task { try await pool.ask("hang:\(life.path)") }
        await life.waitForStart()
        for _ in 0..<20 { #expect(try await pool.askWho().pid > 0) }
        stuck.cancel()
        await #expect(throws: CancellationError.self) { try await stuck.value }
        await life.waitForEnd()
        await pool.shutdown()
    }

    @Test func cancellingAWaitingRequestLeavesTheRunningOneAlone() async throws {
        let pool = try Doubles.pool()
        let life = try LifeLine()
        let running = Task { try await pool.ask("hang:\(life.path)") }
        await life.waitForStart()
        let waiting = Task { try await pool.ask("answer") }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
        #expect(try await pool.askWho().served == 1)
        await pool.shutdown()
    }

    @Test func childIsReplacedAfterItsShare() async throws {
        let pool = try Doubles.pool { $0.requestsPerChild = 3 }
        var served: [Int] = []
        for _ in 0..<7 { served.append(try await pool.askWho().served) }
        #expect(served == [1, 2, 3, 1, 2, 3, 1])
        await pool.shutdown()
    }

    @Test func childIsReplacedWhenItHasGrown() async throws {
        let pool = try Doubles.pool { $0.recyclingSize = 1 }
        for _ in 0..<3 { #expect(try await pool.askWho().served == 1) }
        await pool.shutdown()
    }

    @Test func childGetsItsLimitsAndNothingOfOurs() async throws {
        setenv("SOHOA_TEST_SECRET", "secret", 1)
        let pool = try Doubles.pool { $0.memoryLimit = 321 }
        guard case .fault(let fault) = try await pool.ask("tell-surroundings") else {
            Issue.record("another answer")
            return
        }
        #expect(fault.detail == "--memory-limit 321 --language vie OMP_THREAD_LIMIT=1 leads=true")
        await pool.shutdown()
    }

    @Test func identityIsWhatTheChildSays() async throws {
        let pool = try Doubles.pool()
        #expect(try await pool.identity() == RecognizerIdentity(engines: ["double": "1"], models: [:]))
        await pool.shutdown()
    }

    @Test func childOfAnotherKindIsRefused() async throws {
        let pool = try Doubles.pool(start: "own-identity") { $0.requestsPerChild = 1 }
        _ = try await pool.ask("answer")
        await #expect {
            try await pool.ask("answer")
        } throws: { error in
            if case RecognizerError.notStarted = error { true } else { false }
        }
        await pool.shutdown()
    }

    @Test func shutdownRefusesWhatWasNotBegun() async throws {
        let pool = try Doubles.pool()
        await pool.shutdown()
        await #expect(throws: RecognizerError.shutDown) { try await pool.ask("answer") }
    }

    @Test func shutdownEndsTheChildren() async throws {
        let pool = try Doubles.pool()
        let pid = try await pool.askWho().pid
        await pool.shutdown()
        #expect(kill(pid_t(pid), 0) == -1)
    }
}
