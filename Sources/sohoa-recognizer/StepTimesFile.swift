import Foundation
import ScannedPages

/// Where the processor time of each request is noted by step, one JSON object a line, when the environment variable
/// `SOHOA_STEP_TIMES` names a file; several recognizers may share it.
struct StepTimesFile {
    private let handle: FileHandle

    /// Begins to measure; `nil` when nobody asked for it or the file cannot be opened.
    static func named(in environment: [String: String]) -> StepTimesFile? {
        guard let path = environment["SOHOA_STEP_TIMES"] else { return nil }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        StepTimes.start()
        return StepTimesFile(handle: FileHandle(fileDescriptor: descriptor, closeOnDealloc: true))
    }

    /// Notes what the last request has taken.
    func append() {
        guard let taken = StepTimes.taken() else { return }
        let pairs = taken.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\"\($0.key.rawValue)\":\($0.value)" }
        // One write a line: lines of several processes do not mix in a file that is appended to.
        try? handle.write(contentsOf: Data("{\(pairs.joined(separator: ","))}\n".utf8))
    }
}
