import Basics
import Ledger

/// Says what a person decided about a job.
public enum JobNotice: Sendable {
    case retried(JobID)
    case discarded(JobID)

    public var text: TextPage {
        switch self {
        case .retried(let job): TextPage("Việc \(job) sẽ được làm lại.")
        case .discarded(let job): TextPage("Đã bỏ việc \(job).")
        }
    }
}
