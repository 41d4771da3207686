import ChildProcesses
import DocumentModel
import RecognizerProtocol

/// A recognizer child failed on a request. The child is gone by then, its process group killed; other requests are
/// not touched, and the next one gets another child.
///
/// `diagnostics` is the end of what the child wrote to standard error: for the administrator, as libraries wrote it.
public enum RecognizerError: Error, Hashable, Sendable {
    /// The child could not be started, or is not the recognizer that belongs to this worker.
    case notStarted(String)
    /// The child died of this signal.
    case crashed(signal: Int32, diagnostics: String)
    /// The child ended by itself with this code, without an answer.
    case exited(code: Int32, diagnostics: String)
    /// No answer within this time.
    case timedOut(after: Duration)
    /// What came out of the child is no answer to the request.
    case garbage(String)
    /// The child needed more memory than it may have.
    case outOfMemory(String)
    /// The child was killed from outside: by the kernel when the machine runs out of memory, or by somebody.
    case killed
    /// The pool was shut down before the request was begun.
    case shutDown

    /// The issue to record on the page or file when a second child failed too; `nil` when nothing is known against it.
    public var issueCode: IssueCode? {
        switch self {
        // A program or model that is missing is missing for all pages.
        case .exited(RecognizerExitCode.unavailable, _): nil
        case .crashed, .exited, .garbage: .recognizerCrashed
        case .timedOut: .recognizerTimedOut
        case .outOfMemory, .killed: .recognizerOutOfMemory
        case .notStarted, .shutDown: nil
        }
    }
}

extension RecognizerError {
    /// A child that could not be started.
    init(_ fault: SpawnFault) { self = .notStarted(fault.description) }
}
