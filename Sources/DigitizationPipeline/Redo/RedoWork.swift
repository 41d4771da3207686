import Synchronization

/// The first error that was no fault of a document, and the work that it ends.
final class FirstFailure: Sendable {
    private let state = Mutex<(error: (any Error)?, work: Task<Void, Never>?)>((nil, nil))

    var error: (any Error)? { state.withLock(\.error) }

    /// Lets the worker stop, which gives its jobs back.
    func note(_ error: any Error) {
        let work = state.withLock { state in
            if state.error == nil { state.error = error }
            return state.work
        }
        work?.cancel()
    }

    func run(_ body: @escaping @Sendable () async -> Void) async {
        let work = Task { await body() }
        let hasFailed = state.withLock { state in
            state.work = work
            return state.error != nil
        }
        if hasFailed { work.cancel() }
        await withTaskCancellationHandler {
            await work.value
        } onCancel: {
            work.cancel()
        }
    }
}

/// Counts what is done.
final class RedoCounter: Sendable {
    private let done = Mutex(0)
    private let total: Int
    private let progress: Redo.Progress

    init(total: Int, _ progress: @escaping Redo.Progress) {
        self.total = total
        self.progress = progress
        progress(0, total)
    }

    func add(_ count: Int) {
        guard count > 0 else { return }
        let sum = done.withLock { done in
            done += count
            return done
        }
        progress(sum, total)
    }
}
