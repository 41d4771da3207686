import Foundation
import Synchronization
import Testing

@testable import Ledger
@testable import LedgerSQLite

@Suite("Writing one after the other") struct WriterGateTests {
    private final class Turns: Sendable {
        let taken = Mutex<[Int]>([])
    }

    @Test("Whoever came first goes first; nobody is let in beside another")
    func order() async throws {
        let (gate, turns) = (WriterGate(), Turns())
        try await gate.enter(timeout: nil)
        await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask {
                    try await gate.enter(timeout: nil)
                    turns.taken.withLock { $0.append(number) }
                    gate.leave()
                }
                while gate.waitingCount <= number { await Task.yield() }
            }
            gate.leave()
        }
        #expect(turns.taken.withLock { $0 } == Array(0..<20))
        #expect(gate.heldFor == nil)
    }

    @Test("Who has no patience is told so, at once when the one inside has been there for longer")
    func timeout() async throws {
        let gate = WriterGate()
        try await gate.enter(timeout: .zero)
        let busy = await #expect(throws: LedgerError.self) { try await gate.enter(timeout: .milliseconds(20)) }
        #expect(busy?.code == .busy)
        // By now the first has been inside for longer than this: there is no wait at all.
        let start = ContinuousClock.now
        await #expect(throws: LedgerError.self) { try await gate.enter(timeout: .milliseconds(20)) }
        #expect(gate.waitingCount == 0)
        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(throws: LedgerError.self) { try gate.enterBlocking(within: .milliseconds(5)) }
        gate.leave()
        try gate.enterBlocking(within: .milliseconds(5))
        gate.leave()
        #expect(gate.heldFor == nil)
    }

    @Test("Who is cancelled while waiting leaves the queue")
    func cancellation() async throws {
        let gate = WriterGate()
        try await gate.enter(timeout: nil)
        let waiting = Task { try await gate.enter(timeout: nil) }
        while gate.waitingCount == 0 { await Task.yield() }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        gate.leave()
        #expect(gate.heldFor == nil)
    }

    @Test("A ledger whose writer takes its time says so to those who cannot wait; others wait")
    func ledger() async throws {
        let ledger = try LedgerMaker.sqlite.make()
        let (inside, leave) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let long = Task {
            try await ledger.write { _ in
                inside.signal()
                leave.wait()
            }
        }
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                inside.wait()
                continuation.resume()
            }
        }
        let busy = await #expect(throws: LedgerError.self) {
            try await Ledger.$timeout.withValue(.milliseconds(1)) {
                try await ledger.write { _ = try $0.importCases([Office.record(Office.birth)], at: Office.time()) }
            }
        }
        #expect(busy?.code == .busy)
        #expect(try await ledger.read { try $0.findCase(Office.birth) } == nil)
        let patient = Task {
            try await ledger.write { _ = try $0.importCases([Office.record(Office.birth)], at: Office.time()) }
        }
        leave.signal()
        try await long.value
        try await patient.value
        #expect(try await ledger.read { try $0.findCase(Office.birth) } != nil)
    }
}
