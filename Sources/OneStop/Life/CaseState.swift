/// Where a case stands, numbered as the exchange with the National Portal numbers it.
public enum CaseState: Int, Hashable, Sendable, Codable, CaseIterable {
    case registered = 1
    case received
    case notAccepted
    case processing
    case awaitingSupplement
    case financialDuty
    case withdrawn
    case stopped
    /// The result is signed and in the system.
    case processed
    /// The result is handed over, delivered or sent.
    case returned

    /// Whether nothing is left to decide.
    public var isSettled: Bool {
        switch self {
        case .notAccepted, .withdrawn, .stopped, .processed, .returned: true
        default: false
        }
    }

    /// The Vietnamese words that screens and sheets show.
    public var vietnamese: String {
        switch self {
        case .registered: "Mới đăng ký"
        case .received: "Được tiếp nhận"
        case .notAccepted: "Không được tiếp nhận"
        case .processing: "Đang xử lý"
        case .awaitingSupplement: "Yêu cầu bổ sung giấy tờ"
        case .financialDuty: "Yêu cầu thực hiện nghĩa vụ tài chính"
        case .withdrawn: "Công dân yêu cầu rút hồ sơ"
        case .stopped: "Dừng xử lý"
        case .processed: "Đã xử lý xong"
        case .returned: "Đã trả kết quả"
        }
    }
}
