import Basics
import CoreMetrics
import DigitizationPipeline
import Foundation
import Ledger
import Observability
import Office
import StationAPI
import UseCases
import WorkQueue

/// What the service counts: its metrics in Prometheus's text form.
final class ServiceMetrics: Sendable {
    let registry: MetricsRegistry
    private let pages: Counter
    private let cachedPages: Counter
    private let issues: Counter
    private let finished: Counter

    init() {
        registry = MetricsRegistry(descriptions: Self.descriptions + StationServer.metricDescriptions)
        pages = Counter(label: "sohoa_pages_read_total", factory: registry)
        cachedPages = Counter(label: "sohoa_pages_known_total", factory: registry)
        issues = Counter(label: "sohoa_issues_total", factory: registry)
        finished = Counter(label: "sohoa_batches_finished_total", factory: registry)
    }

    private static let descriptions = [
        MetricDescription("sohoa_pages_read_total", "Pages that were read."),
        MetricDescription("sohoa_pages_known_total", "Pages that had been read before."),
        MetricDescription("sohoa_issues_total", "Files and pages with an issue."),
        MetricDescription("sohoa_batches_finished_total", "Batches whose documents are attached."),
        MetricDescription("sohoa_step_seconds", "Time that a step of the work took, in seconds."),
        MetricDescription("sohoa_job_endings_total", "Attempts at jobs, by how they ended."),
        MetricDescription("sohoa_jobs", "Jobs, by kind and state."),
        MetricDescription("sohoa_jobs_oldest_seconds", "Age of the oldest job in a state, in seconds."),
        MetricDescription("sohoa_waiting_items", "Items that wait for a person."),
        MetricDescription("sohoa_signed_files", "Signed files, by the outcome of their last check."),
        MetricDescription("sohoa_recognizer_starts", "Recognizer processes that were started."),
        MetricDescription("sohoa_quarantined_batches", "Batches in quarantine."),
        MetricDescription("sohoa_disk_free_bytes", "Free bytes of the disk that the data home is on."),
        MetricDescription("sohoa_housekeeping_failures_total", "Failed rounds of housekeeping."),
    ]

    /// Takes an event; returns at once.
    func note(_ event: WorkerService.Event) {
        switch event {
        case .progress(_, let progress): note(progress)
        case .job(.ended(let claim, let ending)):
            let labels = [("kind", claim.kind.rawValue), ("ending", Self.name(ending))]
            Counter(label: "sohoa_job_endings_total", dimensions: labels, factory: registry).increment()
        case .job: break
        case .housekeepingFailed(let service, _):
            Counter(
                label: "sohoa_housekeeping_failures_total", dimensions: [("service", service)], factory: registry
            ).increment()
        }
    }

    private func note(_ event: ProgressEvent) {
        switch event {
        case .pageRead(_, let fromCache): (fromCache ? cachedPages : pages).increment()
        case .issue: issues.increment()
        case .batchFinished: finished.increment()
        case .timed(let step, let duration):
            let timer = CoreMetrics.Timer(
                label: "sohoa_step_seconds", dimensions: [("step", step.rawValue)], factory: registry)
            timer.recordNanoseconds(Int64(duration / .nanoseconds(1)))
        case .fileKept, .batchOpened, .attached: break
        }
    }

    private static func name(_ ending: WorkerEvent.Ending) -> String {
        switch ending {
        case .done: "done"
        case .retried: "retried"
        case .deadLetter: "dead_letter"
        case .discarded: "discarded"
        case .snoozed: "snoozed"
        case .released: "released"
        case .leaseLost: "lease_lost"
        case .unrecorded: "unrecorded"
        }
    }

    /// The text, with what only the ledger and the disk know.
    func text(office: OpenHome, pool: RecognizerPool, quarantined: Int) async -> String {
        if let (jobs, waiting) = try? await Workspace(office, caller: .service).status.counts() {
            note(jobs, at: office.now())
            gauge("sohoa_waiting_items", Double(waiting.reduce(0) { $0 + $1.count }))
        }
        if let figures = try? await Workspace(office, caller: .service).status.signatures() {
            for outcome in Workspace.Signatures.countedOutcomes {
                let files = figures.first { $0.outcome == outcome }?.files ?? 0
                gauge("sohoa_signed_files", Double(files), [("outcome", outcome)])
            }
        }
        gauge("sohoa_recognizer_starts", Double(pool.childrenStarted))
        gauge("sohoa_quarantined_batches", Double(quarantined))
        if let free = FreeSpace.bytes(at: office.home.path) { gauge("sohoa_disk_free_bytes", Double(free)) }
        return registry.text()
    }

    private func note(_ counts: [JobCount], at now: Instant) {
        // States without a job too: a series that disappears looks like one that was never measured.
        for kind in JobKind.all {
            for state in JobState.allCases {
                let found = counts.first { $0.kind == kind && $0.state == state }
                let labels = [("kind", kind.rawValue), ("state", state.rawValue)]
                gauge("sohoa_jobs", Double(found?.count ?? 0), labels)
                let age = found.map { max(0, Double(now.milliseconds - $0.oldestSince.milliseconds) / 1000) } ?? 0
                gauge("sohoa_jobs_oldest_seconds", age, labels)
            }
        }
    }

    private func gauge(_ label: String, _ value: Double, _ labels: [(String, String)] = []) {
        Meter(label: label, dimensions: labels, factory: registry).set(value)
    }
}
