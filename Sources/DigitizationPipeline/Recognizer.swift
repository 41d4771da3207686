import RecognizerProtocol

/// Whoever can look at files and read pages: the pool of child processes, or a double in tests.
public protocol Recognizer: Sendable {
    /// Names the program, engine and model; part of every page's idempotence key, so that a change of model reads
    /// pages again.
    func identity() async throws -> RecognizerIdentity

    /// Asks one thing.
    /// - Throws: ``RecognizerError`` when the recognizer failed rather than the page; `CancellationError`.
    func call(_ request: RecognizerRequest, deadline: Duration) async throws -> RecognizerResponse
}

extension RecognizerPool: Recognizer {}

extension RecognizerError {
    /// What happened, for an issue's detail: without what the child wrote, which may quote the page.
    var summary: String {
        switch self {
        case .notStarted: "not started"
        case .crashed(let signal, _): "signal \(signal)"
        case .exited(let code, _): "exit code \(code)"
        case .timedOut(let limit): "no answer within \(limit.components.seconds) s"
        case .garbage: "no valid answer"
        case .outOfMemory: "memory limit"
        case .killed: "killed from outside"
        case .shutDown: "shut down"
        }
    }
}
