import ChildProcesses
import Glibc
import RecognizerProtocol

/// What the way in which a child ended tells about its request.
enum ChildEnding {
    /// Names the end of a child that ended by itself, without an answer.
    static func error(for ending: SpawnedProcess.Ending, diagnostics: String) -> RecognizerError {
        switch ending {
        case .exited(RecognizerExitCode.outOfMemory):
            return .outOfMemory("an allocation failed")
        case .exited(let code):
            return .exited(code: code, diagnostics: diagnostics)
        case .signalled(SIGKILL):
            return .killed
        case .signalled(let signal):
            let isStarved = signsOfStarvation.contains { diagnostics.contains($0) }
            return isStarved ? .outOfMemory("an allocation failed") : .crashed(signal: signal, diagnostics: diagnostics)
        }
    }

    /// What the C++ and Swift runtimes write before they abort for want of memory.
    private static let signsOfStarvation = ["std::bad_alloc", "Could not allocate memory"]
}
