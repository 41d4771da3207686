/// How far the work on a difference has come.
public enum DiscrepancyState: String, Hashable, Sendable, Codable, CaseIterable {
    /// Found, nobody has looked into it.
    case open
    case investigating
    /// Somebody says how it should be settled.
    case proposed
    /// Somebody else agrees, where the amount asks for that.
    case approved
    case closed
    /// Proposed, approved or closed once, and taken up again.
    case reopened

    /// The Vietnamese words that screens and sheets show.
    public var vietnamese: String {
        switch self {
        case .open: "mới phát hiện"
        case .investigating: "đang xác minh"
        case .proposed: "đã đề xuất"
        case .approved: "đã duyệt"
        case .closed: "đã đóng"
        case .reopened: "mở lại"
        }
    }

    /// The state that an event leads to from a state; `nil` when it cannot happen then.
    static func state(after state: DiscrepancyState?, _ kind: DiscrepancyEvent.Kind) -> DiscrepancyState? {
        switch (state, kind) {
        case (nil, .opened): .open
        case (nil, _), (_, .opened): nil
        case (.closed, .reopened), (.approved, .reopened), (.proposed, .reopened): .reopened
        case (.closed, _): nil
        case (let state?, .assigned), (let state?, .noted), (let state?, .complaintFiled): state
        case (.open, .investigationStarted), (.reopened, .investigationStarted): .investigating
        case (.open, .amountChanged), (.investigating, .amountChanged), (.reopened, .amountChanged): state
        case (.open, .factsChanged), (.investigating, .factsChanged), (.reopened, .factsChanged): state
        case (.investigating, .resolutionProposed): .proposed
        case (.proposed, .resolutionRejected): .investigating
        case (.proposed, .resolutionApproved): .approved
        case (.approved, .closed): .closed
        case (.open, .clearedByRun), (.investigating, .clearedByRun), (.reopened, .clearedByRun): .closed
        default: nil
        }
    }
}

/// How a difference is to be settled.
public enum DiscrepancyResolution: String, Hashable, Sendable, Codable, CaseIterable {
    /// Our record was wrong and is corrected.
    case oursCorrected = "ours_corrected"
    /// The post corrects its statement.
    case theirsCorrected = "theirs_corrected"
    /// The post pays or credits.
    case postPays = "post_pays"
    /// The agency pays.
    case agencyPays = "agency_pays"
    /// Both agree to leave it.
    case writtenOff = "written_off"
    /// The post answers a complaint.
    case complaint

    /// The Vietnamese words that screens and sheets show.
    public var vietnamese: String {
        switch self {
        case .oursCorrected: "điều chỉnh số liệu của cơ quan"
        case .theirsCorrected: "bưu điện điều chỉnh số liệu"
        case .postPays: "bưu điện thanh toán"
        case .agencyPays: "cơ quan thanh toán"
        case .writtenOff: "hai bên thống nhất bỏ qua"
        case .complaint: "khiếu nại bưu điện"
        }
    }
}
