import Basics
import Dossiers
import Ledger
import OneStop

/// A request for the head's approval, with the answer.
public struct ApprovalView: ListedView {
    var id: String
    var `case`: String
    var kind: String
    var notice: String
    var reason: String
    var content: String
    var requestedBy: String
    var requestedAt: Int64
    var state: String
    var decidedBy: Nullable<String>
    var decidedAt: Nullable<Int64>
    var note: Nullable<String>

    public init(_ request: ApprovalRequest) {
        (id, self.case, kind) = (request.id.rawValue, request.caseCode.rawValue, request.kind.rawValue)
        (notice, reason, content) = (request.notice, request.reason, request.content)
        (requestedBy, requestedAt) = (request.requestedBy.name, request.requestedAt.milliseconds)
        state =
            switch request.decision?.isConsent {
            case nil: "waiting"
            case true?: request.isUsed ? "used" : "approved"
            case false?: "declined"
            }
        decidedBy = Nullable(request.decision?.by.name)
        decidedAt = Nullable(request.decision?.at.milliseconds)
        note = Nullable(request.decision?.note)
    }

    public static func page(_ list: [ApprovalView]) -> TextPage {
        var page = TextPage()
        if list.isEmpty { page.line("Không có đề nghị phê duyệt nào.") }
        for view in list {
            page.line("\(view.mark)  \(view.id)  \(view.case)  \(view.kindVi)  [\(view.state)]")
            page.line(
                "   \(view.requestedBy) trình lúc \(LocalTime.text(Instant(milliseconds: view.requestedAt))): "
                    + "\(view.reason.visible) (thông báo \(view.notice.visible))")
            if let by = view.decidedBy.value, let at = view.decidedAt.value {
                page.line(
                    "   \(by) trả lời lúc \(LocalTime.text(Instant(milliseconds: at))) \((view.note.value ?? "").visible)"
                )
            }
        }
        return page
    }

    private var mark: String { state == "waiting" ? "!" : state == "declined" ? "–" : "✓" }

    private var kindVi: String {
        switch LifeRules.ApprovalKind(rawValue: kind) {
        case .return: "trả lại, dừng giải quyết"
        case .refusal: "từ chối tiếp nhận"
        case .secondSupplement: "yêu cầu bổ sung lần nữa"
        case nil: kind
        }
    }
}
