import ChildProcesses
import Dispatch
import Foundation
import Frames
import RecognizerProtocol
import Synchronization

/// Long-lived recognizer children, one per slot, and the queue before them.
///
/// Each slot is a thread of its own for as long as the pool lives: it waits in `poll` for its child, so the cooperative
/// pool, which has only one thread a core, never waits. `swift-subprocess` was not used because its child lives within
/// one closure of one task, while a child here outlives many calls and is ended by a deadline that belongs to one.
public final class RecognizerPool: Sendable {
    private let queue: CallQueue
    private let threads = DispatchGroup()
    private let identityOfFirst = Mutex<RecognizerIdentity?>(nil)
    private let started = Atomic(0)
    private let slots: Int

    /// Children that were started so far: those that took the place of others included.
    public var childrenStarted: Int { started.load(ordering: .relaxed) }

    /// Starts the threads; children are started when first needed.
    ///
    /// - Throws: ``RecognizerError/notStarted(_:)`` when the process has no file descriptors left.
    public init(_ configuration: RecognizerConfiguration) throws(RecognizerError) {
        _ = BrokenPipes.ignored
        slots = configuration.slots
        queue = CallQueue(takers: configuration.slots)
        for number in 0..<configuration.slots {
            try startThread(number: number, configuration: configuration)
        }
    }

    deinit { queue.close() }

    /// Has a child work on a request.
    ///
    /// When the task is cancelled, the request's child is killed and a `CancellationError` thrown, after which nothing
    /// writes to the request's files any more. Does not retry: a second child may fail as the first did, and what then
    /// happens to the page is the caller's to say.
    ///
    /// - Parameters:
    ///   - request: what to do.
    ///   - deadline: how long the child may take, from when it gets the request; waiting for a child does not count.
    /// - Throws: ``RecognizerError`` or `CancellationError`.
    public func call(_ request: RecognizerRequest, deadline: Duration) async throws -> RecognizerResponse {
        try await call(request, deadline: deadline, for: RecognizerLane())
    }

    /// The pool as it serves one lane.
    public func lane(_ lane: RecognizerLane) -> any Recognizer { LaneOfPool(pool: self, lane: lane) }

    fileprivate func call(
        _ request: RecognizerRequest, deadline: Duration, for lane: RecognizerLane
    ) async throws -> RecognizerResponse {
        guard case .response(let response) = try await perform(.exchange(request, deadline: deadline), for: lane) else {
            throw RecognizerError.garbage("another kind of answer")
        }
        return response
    }

    /// What the children are; starts all of them when none runs yet. All children of a pool are alike: one that is
    /// not, because a model file was replaced meanwhile, is refused.
    ///
    /// - Throws: ``RecognizerError`` or `CancellationError`.
    public func identity() async throws -> RecognizerIdentity {
        if let known = identityOfFirst.withLock({ $0 }) { return known }
        // Whoever asks has work for all of them: they start side by side.
        for _ in 1..<max(1, slots) { Task { try? await perform(.identify, for: RecognizerLane(isUrgent: true)) } }
        guard case .identity(let identity) = try await perform(.identify, for: RecognizerLane(isUrgent: true)) else {
            throw RecognizerError.garbage("another kind of answer")
        }
        return identity
    }

    /// Refuses what was not begun, waits for what was, then ends the children: closes their input, waits briefly, kills
    /// what is left of their groups. To end sooner, cancel the calling tasks first.
    public func shutdown() async {
        queue.close()
        await withCheckedContinuation { continuation in
            threads.notify(queue: .global()) { continuation.resume() }
        }
    }

    private func perform(_ work: PendingCall.Work, for lane: RecognizerLane) async throws -> PendingCall.Answer {
        let call = PendingCall(work)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                if call.attach(continuation) { queue.add(call, to: lane) }
            }
        } onCancel: {
            call.cancel()
        }
    }

    private func startThread(number: Int, configuration: RecognizerConfiguration) throws(RecognizerError) {
        let waker: WakePipe
        do throws(SpawnFault) { waker = try WakePipe() } catch { throw RecognizerError(error) }
        let thread = Thread { [queue, threads, weak self] in
            defer { threads.leave() }
            let slot = RecognizerSlot(configuration: configuration, waker: waker) { identity in
                self?.admits(identity) ?? false
            }
            while let call = queue.next() { slot.work(on: call) }
            slot.close()
        }
        thread.name = "recognizer \(number)"
        threads.enter()
        thread.start()
    }

    /// Whether a child with this identity may work here.
    private func admits(_ identity: RecognizerIdentity) -> Bool {
        started.add(1, ordering: .relaxed)
        return identityOfFirst.withLock { first in
            if first == nil { first = identity }
            return first == identity
        }
    }
}

private struct LaneOfPool: Recognizer {
    let pool: RecognizerPool
    let lane: RecognizerLane

    func identity() async throws -> RecognizerIdentity { try await pool.identity() }

    func call(_ request: RecognizerRequest, deadline: Duration) async throws -> RecognizerResponse {
        try await pool.call(request, deadline: deadline, for: lane)
    }
}
