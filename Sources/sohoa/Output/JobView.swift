import DigitizationPipeline
import Ledger

/// A job as commands print it.
struct JobView: Encodable, Sendable {
    struct Event: Encodable, Sendable {
        var event: String
        var attempt: Int
        var code: String?
        var detail: String?
        var by: String?
        var at: Int64

        init(_ event: JobEvent) {
            self.event = event.kind.rawValue
            attempt = event.attempt
            code = event.error?.code
            detail = event.error?.detail
            by = event.person
            at = event.recordedAt.milliseconds
        }
    }

    var id: String
    var kind: String
    var subject: String
    var station: String
    var urgent: Bool
    var state: String
    var needsPerson: Bool
    var attempt: Int
    var failures: Int
    var maximumAttempts: Int
    var abandonments: Int
    var createdAt: Int64
    var since: Int64
    var scheduledAt: Nullable<Int64>
    var errorCode: Nullable<String>
    var errorDetail: Nullable<String>
    var history: [Event]

    private let vietnameseState: String

    private enum CodingKeys: String, CodingKey {
        case id, kind, subject, station, urgent, state, needsPerson, attempt, failures, maximumAttempts
        case abandonments, createdAt, since, scheduledAt, errorCode, errorDetail, history
    }

    init(_ job: Job, history: [JobEvent]) {
        id = job.id.rawValue
        kind = job.kind.rawValue
        subject = job.uniqueKey ?? ""
        station = job.lane
        urgent = job.priority == .urgent
        state = job.state.rawValue
        needsPerson = job.needsPerson
        attempt = job.attempt
        failures = job.failures
        maximumAttempts = job.maximumAttempts
        abandonments = job.abandonments
        createdAt = job.createdAt.milliseconds
        since = job.stateSince.milliseconds
        scheduledAt = Nullable(job.scheduledAt?.milliseconds)
        errorCode = Nullable(job.lastError?.code)
        errorDetail = Nullable(job.lastError?.detail)
        self.history = history.map(Event.init)
        vietnameseState = job.needsPerson ? "bị bỏ, chờ người xử lý" : job.state.vietnamese
    }

    static func printText(_ jobs: [JobView]) {
        for job in jobs {
            let place = [job.station, job.subject].filter { !$0.isEmpty }.joined(separator: "  ")
            Print.line("\(job.needsPerson ? "✗" : "·")  \(job.id)  \(job.vietnameseState)  \(place)")
            if let code = job.errorCode.value {
                let detail = job.errorDetail.value ?? ""
                // Put off without its fault: what has to be done about the machine.
                if let fault = EnvironmentFault.Code(rawValue: code) {
                    Print.line("   \(fault.message.vietnamese) [\(code)] \(detail)")
                    continue
                }
                let cuts = job.abandonments > 0 ? ", bị ngắt \(job.abandonments)" : ""
                Print.line("   lần hỏng \(job.failures)/\(job.maximumAttempts)\(cuts): [\(code)] \(detail)")
            }
        }
        let dead = jobs.count(where: \.needsPerson)
        Print.line(
            jobs.isEmpty
                ? "Không có việc nào." : "\(jobs.count) việc" + (dead > 0 ? ", \(dead) việc chờ người xử lý" : ""))
    }
}

extension JobState {
    /// What the state is called on screens.
    var vietnamese: String {
        switch self {
        case .available: "chờ làm"
        case .scheduled: "chờ đến giờ"
        case .running: "đang làm"
        case .retryable: "hỏng, chờ làm lại"
        case .completed: "xong"
        case .cancelled: "không cần nữa"
        case .discarded: "bị bỏ"
        }
    }
}
