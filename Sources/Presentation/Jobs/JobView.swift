import DigitizationPipeline
import Ledger

/// A job and what happened to it.
public struct JobView: Encodable, Sendable {
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
    var crashCount: Int
    var createdAt: Int64
    var since: Int64
    var scheduledAt: Nullable<Int64>
    var errorCode: Nullable<String>
    var errorDetail: Nullable<String>
    var history: [Event]

    private let vietnameseState: String

    private enum CodingKeys: String, CodingKey {
        case id, kind, subject, station, urgent, state, needsPerson, attempt, failures, maximumAttempts
        case crashCount = "abandonments"
        case createdAt, since, scheduledAt, errorCode, errorDetail, history
    }

    public init(_ job: Job, history: [JobEvent]) {
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
        crashCount = job.crashCount
        createdAt = job.createdAt.milliseconds
        since = job.stateSince.milliseconds
        scheduledAt = Nullable(job.scheduledAt?.milliseconds)
        errorCode = Nullable(job.lastError?.code)
        errorDetail = Nullable(job.lastError?.detail)
        self.history = history.map(Event.init)
        vietnameseState = job.needsPerson ? "bị bỏ, chờ người xử lý" : job.state.vietnamese
    }

    fileprivate var lines: TextPage {
        var page = TextPage()
        let place = [station, subject].filter { !$0.isEmpty }.joined(separator: "  ")
        page.line("\(needsPerson ? "✗" : "·")  \(id)  \(vietnameseState)  \(place)")
        guard let code = errorCode.value else { return page }
        let detail = errorDetail.value ?? ""
        // Put off without its fault: what has to be done about the machine.
        if let fault = EnvironmentFault.Code(rawValue: code) {
            page.line("   \(fault.message.vietnamese) [\(code)] \(detail)")
        } else {
            let cuts = crashCount > 0 ? ", bị ngắt \(crashCount)" : ""
            page.line("   lần hỏng \(failures)/\(maximumAttempts)\(cuts): [\(code)] \(detail)")
        }
        return page
    }
}

extension JobView: ListedView {
    public static func page(_ jobs: [JobView]) -> TextPage {
        var page = jobs.reduce(into: TextPage()) { $0 += $1.lines }
        let dead = jobs.count(where: \.needsPerson)
        page.line(
            jobs.isEmpty
                ? "Không có việc nào." : "\(jobs.count) việc" + (dead > 0 ? ", \(dead) việc chờ người xử lý" : ""))
        return page
    }
}

extension JobState {
    /// What the state is called on screens.
    public var vietnamese: String {
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
