import Dispatch
import PostgreSQLLibrary
import Synchronization

/// Stops what a transaction is waiting for, from another thread.
final class Canceller: Sendable {
    private struct State {
        /// libpq's handle for it as a number: it may be used by any thread.
        var handle: UInt?
        /// Whether a transaction runs that may be stopped.
        var isArmed = false
        var isCancelled = false
    }

    private let state = Mutex(State())

    deinit { replaceHandle(nil) }

    /// To be called when the connection is another one.
    func replaceHandle(_ handle: OpaquePointer?) {
        state.withLock { state in
            if let old = state.handle { PQfreeCancel(OpaquePointer(bitPattern: old)) }
            state.handle = handle.map { UInt(bitPattern: $0) }
        }
    }

    /// Whether the transaction that runs is to be stopped.
    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    func arm() {
        state.withLock { state in (state.isArmed, state.isCancelled) = (true, false) }
    }

    /// To be called before the transaction ends: from then on nothing is stopped. Waits for a request that is on its way,
    /// so that it cannot reach the next transaction.
    func disarm() { state.withLock { $0.isArmed = false } }

    /// Asks the server to stop the statement that runs. Connects for that, so it is done apart.
    func cancel() {
        let isRunning = state.withLock { state in
            if state.isArmed { state.isCancelled = true }
            return state.isArmed
        }
        guard isRunning else { return }
        DispatchQueue.global().async { [self] in
            state.withLock { state in
                guard state.isArmed, state.isCancelled, let handle = state.handle else { return }
                var message = [CChar](repeating: 0, count: 256)
                _ = PQcancel(OpaquePointer(bitPattern: handle), &message, CInt(message.count))
            }
        }
    }
}
