import Basics
import Ledger
import OneStop

extension Refusal {
    static func courseText(_ name: String) -> Refusal {
        Refusal(
            "text_too_long", .tooLarge, "Nội dung dài quá \(Workspace.Courses.maxText) ký tự.",
            "The \(name) has more than \(Workspace.Courses.maxText) characters.")
    }

    static func courseTextMissing(_ name: String) -> Refusal {
        Refusal("text_missing", .badInput, "Phải ghi rõ lý do.", "Give a \(name).")
    }

    static func approvalAsked(_ request: ApprovalRequest, _ refusal: MoveRefusal) -> Refusal {
        Refusal(
            "approval_asked", .conflict,
            "Chưa chuyển trạng thái: chờ người đứng đầu phê duyệt (\(request.id.rawValue)). \(refusal.vietnamese)",
            "The move was not made: it waits for the head's approval (\(request.id.rawValue)); see sohoa approvals.")
    }

    static func unknownApproval(_ id: ApprovalRequestID) -> Refusal {
        Refusal("unknown_approval", .notFound, "Không có đề nghị phê duyệt này.", "There is no request \(id.rawValue).")
    }

    static let approvalDecided = Refusal(
        "approval_decided", .conflict, "Đề nghị này đã được trả lời.", "The request was answered before.")

    static func notFrozen(_ detail: String) -> Refusal {
        Refusal(
            "report_not_frozen", .conflict, "Không chốt được số liệu của kỳ này.",
            "The figures of this period cannot be frozen: \(detail).")
    }

    static let pendingColumn = Refusal(
        "unknown_column", .badInput, "Không có cột này trong biểu II.06a; các cột: 4, 5, 6, 8, 9, 10, 12, 13.",
        "Form II.06a has no such column of cases; there are 4, 5, 6, 8, 9, 10, 12, 13.")
}
