import Basics
import DigitizationPipeline
import DocumentModel
import Ledger
import UseCases

/// How things stand: stations, batches in flight, rate, what waits for whom.
public struct StatusView: View, Sendable {
    struct Station: Encodable, Sendable {
        var station: Nullable<String>
        var batches: Int
        var unfinished: Int
        var lastHandedIn: Int64
    }

    struct Batch: Encodable, Sendable {
        var id: String
        var name: String
        var station: Nullable<String>
        var state: String
        var takenAt: Int64
    }

    struct Jobs: Encodable, Sendable {
        var kind: String
        var state: String
        var count: Int
        var oldestSince: Int64
    }

    struct Waiting: Encodable, Sendable {
        var reason: String
        var messageVi: String
        var messageEn: String
        var count: Int
        var oldestSince: Int64
    }

    /// Signed files, by the outcome of their last check.
    struct Signed: Encodable, Sendable {
        var outcome: String
        var messageVi: String
        var messageEn: String
        var files: Int
    }

    /// Something that the machine lacks, and the jobs that wait for it.
    struct Lack: Encodable, Sendable {
        var code: String
        var messageVi: String
        var messageEn: String
        var detail: String
        var jobs: Int
        var since: Int64
    }

    /// Whether a service runs on this data home.
    var serviceRuns: Bool
    /// Over the last minutes, see ``StatusFigures/rateMinutes``.
    var pagesPerMinute: Double
    var stations: [Station]
    /// The oldest ones.
    var inFlight: [Batch]
    var jobs: [Jobs]
    var deadLetters: Int
    var waiting: [Waiting]
    var lacks: [Lack]
    /// Not there while nothing that is signed came in.
    var signedFiles: [Signed]?
    var freeBytes: Nullable<Int>
    /// Names in `inbox/` that are no stations: nothing there is taken.
    var notStations: [String]
    /// What would make the work better and keeps nobody from it: codes.
    var advice: [String]

    /// - Parameters:
    ///   - isServed: whether a service runs on this data home.
    ///   - freeBytes: room on its disk; `nil` when it cannot be told.
    ///   - strangers: names in `inbox/` that are no stations.
    ///   - lacksSecondModel: whether difficult lines are read by one model alone.
    public init(
        _ figures: StatusFigures, isServed: Bool, freeBytes: Int?, strangers: [String], lacksSecondModel: Bool = false
    ) {
        serviceRuns = isServed
        self.freeBytes = Nullable(freeBytes)
        notStations = strangers
        advice = lacksSecondModel ? [RecognitionModels.advice.code] : []
        lacks = Self.lacks(figures.jobsPutOff)
        signedFiles = figures.signatures.isEmpty ? nil : figures.signatures.map(Signed.init)
        pagesPerMinute = Double(figures.pagesRead) / Double(StatusFigures.rateMinutes)
        stations = figures.stations.map {
            Station(
                station: Nullable($0.station), batches: $0.batches, unfinished: $0.unfinished,
                lastHandedIn: $0.lastHandedIn.milliseconds)
        }
        inFlight = figures.inFlight.map {
            Batch(
                id: $0.id.rawValue, name: $0.name, station: Nullable($0.station), state: $0.state.rawValue,
                takenAt: $0.takenAt.milliseconds)
        }
        jobs = figures.jobs.map {
            Jobs(
                kind: $0.kind.rawValue, state: $0.state.rawValue, count: $0.count,
                oldestSince: $0.oldestSince.milliseconds)
        }
        deadLetters = figures.deadLetters
        waiting = figures.waiting.map { figures in
            Waiting(
                reason: figures.reason.rawValue, messageVi: figures.reason.message.vietnamese,
                messageEn: figures.reason.message.english, count: figures.count,
                oldestSince: figures.oldest.milliseconds)
        }.sorted { ($0.oldestSince, $0.reason) < ($1.oldestSince, $1.reason) }
    }

    private static func lacks(_ jobs: [Job]) -> [Lack] {
        let waiting = jobs.compactMap { job in
            job.lastError.flatMap { error in EnvironmentFault.Code(rawValue: error.code).map { (job, error, $0) } }
        }
        return Dictionary(grouping: waiting, by: { $0.2 }).map { code, jobs in
            Lack(
                code: code.rawValue, messageVi: code.message.vietnamese, messageEn: code.message.english,
                detail: jobs.last?.1.detail ?? "", jobs: jobs.count,
                since: jobs.map(\.0.createdAt.milliseconds).min() ?? 0)
        }.sorted { $0.code < $1.code }
    }
}

extension StatusView.Signed {
    init(_ figures: SignatureFigures) {
        let said: SignatureText.Said =
            figures.outcome == "unchecked"
            ? ("Chữ ký số chưa được kiểm tra", "The signature was not verified yet")
            : SignatureText.outcome(SignatureVerdict.Outcome(rawValue: figures.outcome))
        self.init(
            outcome: figures.outcome, messageVi: said.vietnamese, messageEn: said.english, files: figures.files)
    }
}
