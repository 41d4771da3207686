import DigitizationPipeline
import Logging
import Synchronization
import Testing
import WorkQueue

@testable import Ledger
@testable import sohoa

@Suite("What the service says of its jobs, and what it takes from its settings")
struct ServiceWordsTests {
    /// A line of the log: the message, and the values with it.
    private struct Line: Equatable {
        var message: String
        var values: [String: String]
    }

    private final class Lines: Sendable { let all = Mutex<[Line]>([]) }

    private struct Recorder: LogHandler {
        let lines: Lines
        var logLevel = Logger.Level.trace
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let values = (event.metadata ?? [:]).mapValues { "\($0)" }
            lines.all.withLock { $0.append(Line(message: "\(event.message)", values: values)) }
        }
    }

    private static func claim(_ kind: JobKind) -> ClaimedJob {
        ClaimedJob(
            id: JobID(rawValue: "J"), attempt: 1, kind: kind, payload: "B", uniqueKey: nil, lane: "", priority: .normal,
            failures: 0, maximumAttempts: 3)
    }

    @Test("A batch is called a batch, other jobs are not, and what a job is about stays out unless it is a batch")
    func jobs() {
        let fault = JobError(code: "boom")
        let cases: [(JobKind, WorkerEvent.Ending, String, String?)] = [
            (.digitizeBatch, .done, "batch finished", "B"), (.redoDocument, .done, "job finished", nil),
            (.takePostalFile, .deadLetter(fault), "job given up", nil),
            (.filePostalSlips, .retried(fault), "job failed, will be tried again", "B"),
            (.reconcilePost, .done, "job finished", nil),
        ]
        for (kind, ending, message, batch) in cases {
            let lines = Lines()
            let log = ServiceLog(Logger(label: "test") { _ in Recorder(lines: lines) })
            log.note(.job(.ended(Self.claim(kind), ending)))
            let line = lines.all.withLock { $0.first }
            #expect(line?.message == message, "\(kind)")
            #expect(line?.values["kind"] == kind.rawValue && line?.values["batch"] == batch, "\(kind)")
        }
    }

    @Test(
        "A pause that is the same as the default counts when it was said",
        arguments: [(String?.none, false), ("30", true)])
    func stableSeconds(_ said: String?, _ isGiven: Bool) throws {
        var sources = SettingSources()
        if let said { sources.file = try SettingsFile(yaml: "inbox:\n  stable_seconds: \(said)\n", path: "a.yaml") }
        let settings = try ServiceSettings(from: sources)
        #expect(settings.isStableGiven == isGiven && settings.stableSeconds == 30)
    }
}
