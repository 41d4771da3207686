import Basics
import Dossiers
import Foundation
import Ledger
import Office
import Presentation
import Synchronization
import WorkQueue

@testable import DigitizationPipeline
@testable import Office

/// An inbox of a test office, with clocks that the test moves. A watcher is made anew for each start of the program.
final class TestInbox: Sendable {
    let test: TestOffice
    let settings = InboxSettings(stableTime: .seconds(30), abandonTime: .seconds(600))
    let events = Mutex<[InboxEvent]>([])
    private let hands: Hands

    /// - Parameter start: what the wall clock shows at first.
    init(start: Instant = Instant(milliseconds: 1_790_000_000_000)) async throws {
        hands = Hands(start: start)
        test = try await TestOffice(clock: hands.clock)
    }

    var office: OpenHome { test.office }
    var root: String { office.home.inbox }

    var clock: TimeSource { hands.clock }

    func pass(_ duration: Duration) { hands.elapsed.withLock { $0 += duration } }

    func now() -> Instant { clock.now() }

    /// - Parameter stop: the step at which it is as if the process were killed.
    func watcher(stopAt stop: InboxStep? = nil) -> InboxWatcher { InboxWatcher(context(stopAt: stop)) }

    func context(stopAt stop: InboxStep? = nil) -> InboxContext {
        InboxContext(
            office: office, reception: Reception(office: office), settings: settings,
            wording: .bothLanguages, signal: LocalNotifier(), clock: clock,
            elapsed: { [hands] in hands.elapsed.withLock { $0 } },
            report: { [self] event in events.withLock { $0.append(event) } },
            checkpoint: { if $0 == stop { throw CancellationError() } })
    }

    func receipts(stopAt stop: InboxStep? = nil) -> ReceiptWriter {
        ReceiptWriter(
            office: office, wording: .bothLanguages, settings: settings, clock: clock,
            checkpoint: { if $0 == stop { throw CancellationError() } })
    }

    /// Does the jobs that are there.
    func work() async throws {
        let live = try await office.ledger.read { try $0.jobs(states: [.available, .retryable, .scheduled]) }
        let batches = BatchDigitizer(
            office: office, recognizer: test.recognizer, pipeline: Pipeline(), window: 2)
        let handler = JobHandler { claim in
            _ = try await batches.digitize(BatchID(rawValue: claim.payload), as: claim)
            return .done
        }
        let worker = Worker(
            ledger: office.ledger, handlers: [.digitizeBatch: handler],
            settings: WorkerSettings(name: "test", slots: 1), signal: LocalNotifier())
        await worker.run(only: Set(live.map(\.id)))
    }

    // MARK: The stations' side

    /// Writes a batch folder: file name to content.
    @discardableResult
    func drop(_ name: String, at station: String = "quay-1", _ files: [String: String]) throws -> String {
        let folder = "\(root)/\(station)/\(name)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // Marks come last, as from a station: on a busy machine one that came first would be older than the files.
        let marks = files.filter { InboxNames.markers.contains($0.key) }
        for (file, content) in files where marks[file] == nil { try write(content, "\(station)/\(name)/\(file)") }
        for (file, content) in marks { try write(content, "\(station)/\(name)/\(file)") }
        return folder
    }

    /// Writes one file below the inbox.
    func write(_ content: String, _ path: String) throws {
        let file = "\(root)/\(path)"
        let folder = (file as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(content.utf8).write(to: URL(fileURLWithPath: file))
        Self.awaitNoWriter(file)
    }

    /// Waits until nobody has a file open for writing any more: a program that another test starts just now has what
    /// this process has open, for a moment.
    /// Nothing tells when another process closes a file: it has to be asked again.
    static func awaitNoWriter(_ path: String) {
        let end = ContinuousClock.now + .seconds(30)
        while InboxFiles.hasWriter(path), ContinuousClock.now < end { usleep(1_000) }
    }

    /// Names in a station's folder that are no receipts.
    func left(at station: String = "quay-1", _ folder: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(station)/\(folder)")
            .filter { !$0.contains(".receipt.") && ![".taking", ".quarantine"].contains($0) }.sorted()
    }

    /// Names in a station's quarantine; empty when there is none.
    func quarantined(at station: String = "quay-1") throws -> [String] {
        let folder = "\(root)/\(station)/.quarantine"
        guard FileManager.default.fileExists(atPath: folder) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    func reason(_ batch: String, at station: String = "quay-1") throws -> QuarantineReason {
        let path = "\(root)/\(station)/.quarantine/\(batch).reason.json"
        return try JSONDecoder().decode(QuarantineReason.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }

    func receipt(_ batch: String, at station: String = "quay-1") throws -> BatchReceipt {
        let path = "\(root)/\(station)/\(batch).receipt.json"
        return try JSONDecoder().decode(BatchReceipt.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }

    func receiptText(_ batch: String, at station: String = "quay-1") throws -> String {
        try String(contentsOfFile: "\(root)/\(station)/\(batch).receipt.txt", encoding: .utf8)
    }

    func batches() async throws -> [BatchRecord] { try await office.ledger.read { try $0.batches() } }

    func close() throws { try test.close() }
}

/// The time of a test, which it moves by hand.
private final class Hands: Sendable {
    let start: Instant
    let elapsed = Mutex(Duration.zero)

    init(start: Instant) { self.start = start }

    var clock: TimeSource {
        TimeSource(
            now: { [self] in start.adding(elapsed.withLock { $0 }) },
            sleep: { _ in throw CancellationError() })
    }
}
