import RecognizerProtocol

/// Whoever can look at files and read pages: the pool of child processes, or a double in tests.
public protocol Recognizer: Sendable {
    /// Names the program, engine and model; part of every page's idempotence key, so that a change of model reads
    /// pages again.
    func identity() async throws -> String

    /// Asks one thing.
    /// - Throws: ``RecognizerError`` when the recognizer failed rather than the page; `CancellationError`.
    func call(_ request: RecognizerRequest, deadline: Duration) async throws -> RecognizerResponse
}
