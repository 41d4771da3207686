import Basics
import Office
import Synchronization

/// Computes with passwords, a few at a time: each takes a core for a good part of a second and 128 MiB. More at once would
/// let anybody who can reach the sign-in page take the machine's memory away; who comes when the queue is full is asked to
/// come again.
public final class PasswordWork: Sendable {
    private struct State {
        var running = 0
        var waiting: [CheckedContinuation<Bool, Never>] = []
    }

    private let state = Mutex(State())
    private let atOnce: Int
    private let maxWaiting: Int
    private let threads = BlockingWork(label: "sohoa.passwords")

    /// That of the whole process.
    public static let shared = PasswordWork()

    /// - Parameters:
    ///   - atOnce: how many are computed side by side.
    ///   - maxWaiting: how many may wait for their turn.
    public init(atOnce: Int = 2, maxWaiting: Int = 32) {
        (self.atOnce, self.maxWaiting) = (max(1, atOnce), max(0, maxWaiting))
    }

    /// Runs `body` when it is its turn.
    /// - Throws: `Refusal` `sign_in_busy`; what `body` throws.
    func inTurn<T>(_ body: (Turn) async throws -> T) async throws -> T {
        try await takePlace()
        defer { leavePlace() }
        try Task.checkCancellation()
        return try await body(Turn(threads: threads))
    }

    /// The right to compute, for as long as ``inTurn(_:)`` runs.
    struct Turn: Sendable {
        fileprivate let threads: BlockingWork

        func matches(_ password: String, _ record: PasswordRecord) async throws -> Bool {
            try await threads.run { try record.matches(password) }
        }

        func record(of password: String, _ parameters: ScryptParameters) async throws -> PasswordRecord {
            try await threads.run { try PasswordRecord(of: password, parameters) }
        }
    }

    private func takePlace() async throws(Refusal) {
        let isTaken = await withCheckedContinuation { continuation in
            let answer = state.withLock { state -> Bool? in
                guard state.running >= atOnce else {
                    state.running += 1
                    return true
                }
                guard state.waiting.count < maxWaiting else { return false }
                state.waiting.append(continuation)
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
        }
        guard isTaken else { throw .signInBusy }
    }

    /// The place goes to whoever has waited longest.
    private func leavePlace() {
        let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard !state.waiting.isEmpty else {
                state.running -= 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume(returning: true)
    }
}
