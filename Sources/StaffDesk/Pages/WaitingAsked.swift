import Basics
import DocumentModel
import Dossiers

/// Which of the waiting items a list has, as it stands in the address; whoever works it off stays in it.
struct WaitingAsked: Sendable {
    var reason: IssueCode?
    var agency: AgencyScope?

    init(_ query: FormFields) {
        reason = query["reason"].flatMap { IssueCode(rawValue: $0) }
        agency = query["agency"].flatMap { AgencyScope(rawValue: $0) }
    }

    func address(_ path: String = "/waiting") -> Address {
        Address(path).with("reason", reason?.rawValue).with("agency", agency?.rawValue)
    }

    /// The list of those that wait for another reason, or for any.
    func address(for reason: IssueCode?) -> Address {
        var asked = self
        asked.reason = reason
        return asked.address()
    }
}
