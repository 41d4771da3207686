import Dispatch
import Foundation

/// Ctrl-C and SIGTERM cancel the work instead of killing it: pages under way are given up, everything recorded stays.
/// A second signal ends the process at once.
enum Interruption {
    /// Runs `body` so that the first SIGINT or SIGTERM cancels it.
    static func cancelling(_ body: sending @escaping () async throws -> Void) async throws {
        let task = Task { try await body() }
        let sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                signal(number, SIG_DFL)
                task.cancel()
            }
            source.resume()
            return source
        }
        defer { for source in sources { source.cancel() } }
        try await task.value
    }
}
