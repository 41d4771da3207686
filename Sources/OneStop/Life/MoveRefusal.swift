import Basics

/// Why a fact is not taken into a case's course. The fact itself is kept.
public struct MoveRefusal: ExplainedError, Hashable {
    /// The raw values are stable.
    public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
        case impossibleMove = "impossible_case_move"
        case approvalMissing = "approval_missing"
        case fourEyes = "approval_four_eyes"
        case noticeMissing = "approval_notice_missing"
        case reasonMissing = "approval_reason_missing"
        case approvedAfterwards = "approved_afterwards"
        /// A result may be put off once only.
        case secondReappointment = "second_reappointment"
        case beforeReceipt = "case_not_received"
        case occursInFuture = "case_event_in_future"
        case timeOutOfRange = "case_event_time_out_of_range"
        /// Two different facts under one identity.
        case identityTaken = "case_event_identity_taken"
    }

    public var code: Code
    public var event: CaseEventID
    /// Where the case stood then; `nil` at its beginning.
    public var state: CaseState?
    public var target: CaseState?

    public init(code: Code, event: CaseEventID, state: CaseState? = nil, target: CaseState? = nil) {
        (self.code, self.event, self.state, self.target) = (code, event, state, target)
    }

    public var stableCode: String { code.rawValue }

    /// Whether the move waits for the head, and the case stands on a list until then.
    public var isApproval: Bool {
        switch code {
        case .approvalMissing, .fourEyes, .noticeMissing, .reasonMissing, .approvedAfterwards: true
        default: false
        }
    }

    public var vietnamese: String { texts.0 }
    public var english: String { texts.1 }

    private var texts: (String, String) {
        let from = state?.vietnamese ?? "chưa có"
        let to = target?.vietnamese ?? ""
        return switch code {
        case .impossibleMove:
            (
                "Hồ sơ đang “\(from)” không thể chuyển sang “\(to)”; hãy ghi bước còn thiếu trước.",
                "A case in state \(state?.rawValue ?? 0) cannot move to \(target?.rawValue ?? 0); record the missing step."
            )
        case .approvalMissing:
            (
                "“\(to)” cần người đứng đầu phê duyệt bằng văn bản, nêu rõ lý do và nội dung.",
                "This move needs the head's written approval with its reason and content."
            )
        case .fourEyes:
            ("Người phê duyệt phải là tài khoản khác với người thực hiện.", "Another account must approve.")
        case .noticeMissing: ("Thiếu số văn bản thông báo.", "The number of the written notice is missing.")
        case .reasonMissing:
            ("Thiếu lý do hoặc nội dung của thông báo.", "The notice's reason or content is missing.")
        case .approvedAfterwards:
            ("Phê duyệt phải có trước khi thực hiện.", "The approval must come before the move.")
        case .secondReappointment:
            ("Chỉ được hẹn lại ngày trả một lần.", "The result may be put off once only.")
        case .beforeReceipt: ("Hồ sơ chưa được tiếp nhận.", "The case has not been received.")
        case .occursInFuture:
            ("Thời điểm xảy ra sau thời điểm ghi nhận.", "It occurred later than it was recorded.")
        case .timeOutOfRange: ("Thời điểm ngoài phạm vi.", "The time is out of range.")
        case .identityTaken:
            ("Mã sự kiện đã dùng cho sự kiện khác.", "The identity stands for another fact.")
        }
    }
}
