import ChildProcesses
import RecognizerProtocol

/// What one thread of the pool does: keeps a child, gives it requests, replaces it. Never leaves its thread.
final class RecognizerSlot {
    private let configuration: RecognizerConfiguration
    private let waker: WakePipe
    private let admits: (RecognizerIdentity) -> Bool
    private var child: RecognizerChild?

    init(
        configuration: RecognizerConfiguration, waker: WakePipe, admits: @escaping (RecognizerIdentity) -> Bool
    ) {
        self.configuration = configuration
        self.waker = waker
        self.admits = admits
    }

    /// Does a call to its end and lets its task go on.
    func work(on call: PendingCall) {
        waker.clear()
        guard call.begin(waker: waker) else { return }
        do {
            call.finish(.success(try answer(call)))
            recycle()
        } catch RecognizerInterruption.cancelled {
            call.finish(.failure(CancellationError()))
        } catch {
            call.finish(.failure(error))
        }
    }

    /// Ends the child in peace.
    func close() {
        child?.retire(grace: configuration.shutdownGrace)
        child = nil
    }

    private func answer(_ call: PendingCall) throws -> PendingCall.Answer {
        let child = try readyChild(for: call)
        guard case .exchange(let request, let deadline) = call.work else { return .identity(child.identity) }
        do {
            return .response(try child.exchange(request, deadline: deadline, call: call))
        } catch {
            // Whatever went wrong, the child is not to be trusted with another page.
            self.child = nil
            throw error
        }
    }

    /// The child, or a new one when there is none or it ended while it had nothing to do.
    private func readyChild(for call: PendingCall) throws -> RecognizerChild {
        if let child, child.isQuiet { return child }
        child = nil
        let started = try RecognizerChild(configuration: configuration, waker: waker, call: call)
        guard admits(started.identity) else {
            throw RecognizerError.notStarted("another engine or model than the first child's")
        }
        child = started
        return started
    }

    /// Replaces a child that has done its share or has grown.
    private func recycle() {
        guard let child else { return }
        let isWorn = child.answered >= configuration.requestsPerChild
        let isFat = (child.residentMebibytes ?? 0) > configuration.recyclingSize
        if isWorn || isFat { close() }
    }
}

/// Why a child's work was broken off other than by a ``RecognizerError``.
enum RecognizerInterruption: Error {
    case cancelled
}
