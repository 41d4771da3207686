import ArtifactStore
import Dossiers
import Foundation
import Ledger
import Office
import WorkQueue

/// What the postal inbox tells about its work; holds no names of files.
public enum PostalInboxEvent: Sendable {
    /// A file was claimed; a job takes it.
    case claimed(StationName)
    case quarantined(StationName, code: String)
    /// A round failed; the next one is made all the same.
    case failed(StationName, JobError)
}

/// Watches the stations of the postal channel for spreadsheets and has a job take each: exactly once, since jobs are
/// unique by the file's content and what is taken twice is known.
///
/// A file is removed only after what it says is recorded. Whatever is done can be interrupted at any moment: what was
/// claimed and has no job gets one again.
public actor PostalInbox {
    private let service: PostalService
    private let pipelines: [PostalPipelineSteps]
    private let signal: any Notifier
    private let pollInterval: Duration
    private let stableSeconds: Int?
    private let report: @Sendable (PostalInboxEvent) -> Void
    private var seen: [String: [InboxName: (status: InboxStatus, since: SuspendingClock.Instant)]] = [:]
    private let identifiers = IdentifierGenerator()

    /// - Parameters:
    ///   - stableSeconds: in place of what the pipelines say, for tests and small offices.
    ///   - report: told of what happens; must return at once.
    public init(
        service: PostalService, pipelines: [PostalPipelineSteps], signal: any Notifier,
        pollInterval: Duration = .seconds(2),
        stableSeconds: Int? = nil, report: @escaping @Sendable (PostalInboxEvent) -> Void = { _ in }
    ) {
        self.service = service
        self.pipelines = pipelines.filter { $0.spreadsheets != nil }
        self.signal = signal
        self.pollInterval = pollInterval
        self.stableSeconds = stableSeconds
        self.report = report
    }

    /// Watches until the task is cancelled.
    public func run() async {
        while !Task.isCancelled {
            await round()
            do { try await Task.sleep(for: pollInterval) } catch { return }
        }
    }

    /// Looks once at all stations.
    public func round() async {
        for pipeline in pipelines {
            do {
                try await look(pipeline)
            } catch {
                if error is CancellationError { return }
                report(.failed(pipeline.station, JobError(error)))
            }
        }
    }

    private func look(_ pipeline: PostalPipelineSteps) async throws {
        let folder = PostalFolder(path: "\(service.office.home.inbox)/\(pipeline.station.rawValue)")
        let (waiting, open) = try await service.work.run { (try folder.waiting(), try folder.claimed()) }
        for claimed in open { try await enqueue(claimed, pipeline) }
        let names = Set(waiting.map(\.name))
        seen[folder.path] = seen[folder.path]?.filter { names.contains($0.key) }
        for (name, status) in waiting where isStable(name, status, in: folder, pipeline) {
            let number = identifiers.next(at: service.office.now())
            let claimed = try await service.work.run {
                // Who writes slowly may pause for longer than a file has to be quiet.
                InboxFiles.hasWriter("\(folder.path)/\(name.text)") ? nil : try folder.take(name, as: number)
            }
            guard let claimed else { continue }
            report(.claimed(pipeline.station))
            try await enqueue(claimed, pipeline)
        }
    }

    private func isStable(
        _ name: InboxName, _ status: InboxStatus, in folder: PostalFolder, _ pipeline: PostalPipelineSteps
    ) -> Bool {
        let now = SuspendingClock.now
        guard let known = seen[folder.path]?[name], known.status == status else {
            seen[folder.path, default: [:]][name] = (status, now)
            return false
        }
        return now - known.since >= .seconds(stableSeconds ?? pipeline.stableSeconds)
    }

    /// The file's bytes are kept before anything else is done with it.
    private func enqueue(_ claimed: PostalFolder.Claimed, _ pipeline: PostalPipelineSteps) async throws {
        let store = service.office.store
        let digest = try await service.work.run {
            try store.put(fileAt: URL(fileURLWithPath: claimed.path), maximumSize: PostalService.largestFile).sha256
        }
        let job = try PostalFileJob(station: pipeline.station, number: claimed.number).new(digest.rawValue)
        let office = service.office
        let isNew = try await office.ledger.write { try $0.enqueue(job, at: office.now()).isNew }
        if isNew { signal.notify() }
    }
}

/// What a job that takes a file has to know; the file's name is not in it.
struct PostalFileJob: Codable {
    var station: StationName
    /// The file's folder under `.postal/`.
    var number: String

    func new(_ digest: String) throws -> NewJob {
        let payload = String(decoding: try JSONEncoder().encode(self), as: UTF8.self)
        return NewJob(
            kind: .takePostalFile, payload: payload, uniqueKey: "\(station.rawValue)/\(number)/\(digest)",
            whileRunning: .isTheSame, lane: station.rawValue)
    }
}
