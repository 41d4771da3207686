import DigitizationPipeline
import Foundation
import RecognizerProtocol
import Testing

/// Whatever a child does, its request fails with the right name and the next request is served by another child.
@Suite(.timeLimit(.minutes(10)))
struct RecognizerFailureTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let behaviour: String
        let isExpected: @Sendable (RecognizerError) -> Bool
        var testDescription: String { behaviour }

        init(_ behaviour: String, isExpected: @escaping @Sendable (RecognizerError) -> Bool) {
            self.behaviour = behaviour
            self.isExpected = isExpected
        }
    }

    static let failures: [Case] = [
        Case("abort") { if case .crashed(SIGABRT, _) = $0 { true } else { false } },
        Case("segfault") { if case .crashed(SIGSEGV, _) = $0 { true } else { false } },
        Case("exit") { if case .exited(3, "model not found\n") = $0 { true } else { false } },
        Case("stop-within-frame") { if case .exited(0, _) = $0 { true } else { false } },
        Case("print-garbage") { if case .garbage = $0 { true } else { false } },
        Case("wrong-number") { if case .garbage = $0 { true } else { false } },
        Case("close-output") { if case .garbage = $0 { true } else { false } },
        Case("flood-errors") { if case .garbage = $0 { true } else { false } },
        Case("allocate-much") { if case .outOfMemory = $0 { true } else { false } },
        Case("fail-allocation") { if case .outOfMemory = $0 { true } else { false } },
        Case("throw-bad-alloc") { if case .outOfMemory = $0 { true } else { false } },
        Case("kill") { if case .killed = $0 { true } else { false } },
    ]

    @Test(arguments: failures) func failureIsNamedAndStaysWithItsRequest(_ failure: Case) async throws {
        let pool = try Doubles.pool { $0.memoryLimit = 150 }
        let before = try await pool.askWho()
        await #expect { try await pool.ask(failure.behaviour) } throws: { error in
            (error as? RecognizerError).map(failure.isExpected) ?? false
        }
        let after = try await pool.askWho()
        #expect(after.pid != before.pid)
        #expect(after.served == 1)
        await pool.shutdown()
    }

    @Test func hangEndsAtItsDeadline() async throws {
        let pool = try Doubles.pool()
        let life = try LifeLine()
        await #expect(throws: RecognizerError.timedOut(after: .milliseconds(50))) {
            try await pool.ask("hang:\(life.path)", deadline: .milliseconds(50))
        }
        #expect(try await pool.askWho().served == 1)
        await pool.shutdown()
    }

    @Test(arguments: ["leave-grandchild-and-hang", "leave-grandchild-and-abort", "leave-grandchild"])
    func grandchildrenDieWithTheirParent(behaviour: String) async throws {
        let pool = try Doubles.pool()
        let life = try LifeLine()
        let call = Task { try await pool.ask("\(behaviour):\(life.path)") }
        await life.waitForStart()
        if behaviour.hasSuffix("hang") { call.cancel() }
        _ = await call.result
        // The grandchild that an answering child leaves goes when that child is retired.
        await pool.shutdown()
        await life.waitForEnd()
    }

    @Test func secondAnswerIsNeverTakenForTheNext() async throws {
        let pool = try Doubles.pool()
        let first = try await pool.askWho("answer-twice")
        // When the stale answer has arrived by now, the child is replaced; when it comes later, the request fails.
        do {
            let second = try await pool.askWho()
            #expect(second.pid != first.pid && second.served == 1)
        } catch {
            #expect(error as? RecognizerError == .garbage("answer to something else"))
        }
        await pool.shutdown()
    }

    @Test func deathBetweenRequestsHarmsNone() async throws {
        let pool = try Doubles.pool()
        let first = try await pool.askWho("answer-and-exit")
        while !Self.isDead(first.pid) { await Task.yield() }
        #expect(try await pool.askWho().pid != first.pid)
        await pool.shutdown()
    }

    /// Whether a process has ended and waits for its parent to take notice.
    private static func isDead(_ process: Int) -> Bool {
        let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
        return status?.contains(") Z ") ?? true
    }

    @Test(arguments: ["exit", "hang", "garbage", "other-protocol"])
    func childThatCannotStartIsAnError(start: String) async throws {
        let pool = try Doubles.pool(start: start) { $0.startDeadline = .milliseconds(300) }
        await #expect(throws: RecognizerError.self) { try await pool.ask("answer") }
        await #expect(throws: RecognizerError.self) { try await pool.identity() }
        await pool.shutdown()
    }

    @Test func missingExecutableIsAnError() async throws {
        let pool = try RecognizerPool(RecognizerConfiguration(executable: "/nonexistent/recognizer", slots: 1))
        await #expect {
            try await pool.ask("answer")
        } throws: { error in
            if case RecognizerError.notStarted = error { true } else { false }
        }
        await pool.shutdown()
    }
}
