import Foundation
import Synchronization

/// A thread of its own for one value that nothing else touches: whatever blocks there blocks nobody else.
final class OwnThread<State>: Sendable {
    private typealias Job = @Sendable (inout State) -> Void

    /// What is still to be done. The thread holds this and not its owner, so that it ends with the owner.
    private final class Mailbox: Sendable {
        private struct Content {
            var jobs: [Job] = []
            var isClosed = false
        }

        private let content = Mutex(Content())
        private let signal = DispatchSemaphore(value: 0)

        func post(_ job: @escaping Job) {
            content.withLock { $0.jobs.append(job) }
            signal.signal()
        }

        func close() {
            content.withLock { $0.isClosed = true }
            signal.signal()
        }

        /// The next job; waits for one. `nil` once all are done and there will be no more.
        func next() -> Job? {
            while true {
                signal.wait()
                let (job, isOver) = content.withLock { content -> (Job?, Bool) in
                    guard content.jobs.isEmpty else { return (content.jobs.removeFirst(), false) }
                    return (nil, content.isClosed)
                }
                if job != nil || isOver { return job }
            }
        }
    }

    private let mailbox = Mailbox()

    /// Enough for what is decoded inside a transaction, bytes; only what is used is taken.
    private static var stackSize: Int { 2 << 20 }

    /// - Parameter make: makes the value, on the thread.
    init(name: String, _ make: @escaping @Sendable () -> State) {
        let thread = Thread { [mailbox] in
            var state = make()
            while let job = mailbox.next() { job(&state) }
        }
        thread.name = name
        thread.stackSize = Self.stackSize
        thread.start()
    }

    deinit { mailbox.close() }

    /// Runs `body` on the thread, after what was asked for before.
    func run<T: Sendable>(
        _ body: @escaping @Sendable (inout State) -> Result<T, any Error>
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            mailbox.post { continuation.resume(with: body(&$0)) }
        }
    }

    /// Runs `body` on the thread; the calling one waits for it.
    func runBlocking<T: Sendable>(_ body: @escaping @Sendable (inout State) throws -> T) throws -> T {
        let (outcome, done) = (Outcome<T>(), DispatchSemaphore(value: 0))
        mailbox.post { state in
            outcome.set(Result { try body(&state) })
            done.signal()
        }
        done.wait()
        guard let result = outcome.get() else { preconditionFailure("a job that was not run") }
        return try result.get()
    }
}

/// What came of a job, handed from one thread to another.
private final class Outcome<T: Sendable>: Sendable {
    private let value = Mutex<Result<T, any Error>?>(nil)

    func set(_ result: Result<T, any Error>) { value.withLock { $0 = result } }

    func get() -> Result<T, any Error>? { value.withLock { $0 } }
}
