import Basics
import Foundation
import Synchronization

/// Shows on standard error how many documents are done: on one line of a terminal, in plain lines elsewhere.
final class RedoDisplay: Sendable {
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let hasDrawn = Mutex(false)

    /// Documents between two plain lines.
    private static let logEvery = 25

    /// Takes a count; returns at once.
    func show(_ done: Int, of total: Int) {
        guard total > 0 else { return }
        if isTerminal {
            hasDrawn.withLock { $0 = true }
            Print.error("\r\u{1B}[K\(done)/\(total) giấy tờ")
        } else if done % Self.logEvery == 0 || done == total {
            Print.error("\(done)/\(total) giấy tờ\n")
        }
    }

    /// Ends the line.
    func finish() { if hasDrawn.withLock({ $0 }) { Print.error("\n") } }
}
