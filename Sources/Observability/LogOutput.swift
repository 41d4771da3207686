import Foundation
import Logging
import Synchronization

/// Where log lines go.
public final class LogOutput: Sendable {
    private let descriptor: CInt
    private let hasPriority: Bool
    private let writing = Mutex(())

    /// - Parameters:
    ///   - descriptor: an open file, which stays the caller's.
    ///   - hasPriority: whether each line starts with its syslog priority, `<6>`, which journald takes off again.
    public init(descriptor: CInt, hasPriority: Bool = false) {
        self.descriptor = descriptor
        self.hasPriority = hasPriority
    }

    /// Standard error; with priorities where journald listens.
    public static let standardError = LogOutput(
        descriptor: STDERR_FILENO, hasPriority: ProcessInfo.processInfo.environment["JOURNAL_STREAM"] != nil)

    /// Writes a whole line; a reader that has gone is no error.
    func write(_ line: String, level: Logger.Level) {
        var text = hasPriority ? "<\(level.priority)>\(line)" : line
        writing.withLock { _ in
            text.withUTF8 { bytes in
                var rest = UnsafeRawBufferPointer(bytes)
                while !rest.isEmpty {
                    let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
                    if count < 0, errno == EINTR { continue }
                    guard count > 0 else { return }
                    rest = UnsafeRawBufferPointer(rebasing: rest[count...])
                }
            }
        }
    }
}

extension Logger.Level {
    /// RFC 5424 section 6.2.1.
    fileprivate var priority: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}
