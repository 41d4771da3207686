/// How far the papers of a case have come on their way to the agency (nhận hồ sơ).
public enum IntakeState: String, Hashable, Sendable, Codable, CaseIterable {
    /// The citizen asked the post to collect them.
    case requested
    /// The post counted them with the citizen, sealed them and took them (Phiếu gửi hồ sơ).
    case collected
    case inTransit = "in_transit"
    /// The parcel is at the agency, still sealed.
    case arrived
    /// The agency opened it and counted the papers against the list.
    case counted
    /// The hand-over record is signed: the legal filing time (TT 17/2017/TT-BTTTT).
    case handedOver = "handed_over"
    /// Nothing is left to do.
    case closed
    /// Papers on the list are not in the parcel.
    case short
    case lost
    case damaged
    /// The citizen withdrew, or the agency does not take the papers.
    case cancelled

    /// The Vietnamese words that screens and sheets show.
    public var vietnamese: String {
        switch self {
        case .requested: "đã yêu cầu nhận hồ sơ"
        case .collected: "bưu điện đã nhận"
        case .inTransit: "đang vận chuyển"
        case .arrived: "đã đến cơ quan"
        case .counted: "đã kiểm đếm"
        case .handedOver: "đã ký bàn giao"
        case .closed: "đã đóng"
        case .short: "thiếu giấy tờ"
        case .lost: "thất lạc"
        case .damaged: "hư hỏng"
        case .cancelled: "đã hủy"
        }
    }
}

extension IntakeState {
    /// What may come next. The courier's steps (collected, in transit, arrived) may be missing, since couriers record
    /// offline; the agency's own (counted, handed over) may not. What is wrong with a parcel may be the first that is
    /// known of it.
    private static func successors(of state: IntakeState?) -> Set<IntakeState> {
        switch state {
        case nil: [.requested, .collected, .inTransit, .arrived, .counted, .short, .damaged]
        case .requested: [.collected, .inTransit, .arrived, .counted, .short, .lost, .damaged, .cancelled]
        case .collected: [.inTransit, .arrived, .counted, .short, .lost, .damaged, .cancelled]
        case .inTransit: [.inTransit, .arrived, .counted, .short, .lost, .damaged, .cancelled]
        case .arrived: [.counted, .short, .damaged, .cancelled]
        case .counted: [.handedOver, .short, .damaged, .cancelled]
        case .handedOver: [.closed]
        case .short: [.counted, .damaged, .lost, .cancelled, .closed]
        case .damaged: [.inTransit, .arrived, .counted, .short, .lost, .cancelled, .closed]
        case .lost: [.inTransit, .arrived, .counted, .short, .damaged, .closed]
        case .cancelled: [.closed]
        case .closed: []
        }
    }

    /// What may come next, by state; `nil` stands for the beginning.
    static let successors = Dictionary(
        uniqueKeysWithValues: ([nil] + allCases).map { ($0, successors(of: $0)) })

    /// The state after an allowed move: what is damaged stays so, wherever it travels, until it is counted.
    static func state(after state: IntakeState?, moving to: IntakeState) -> IntakeState {
        state == .damaged && (to == .inTransit || to == .arrived) ? .damaged : to
    }

    /// The step that a complete record has before this one; whether the citizen asked first is up to the citizen.
    var stepBefore: IntakeState? {
        switch self {
        case .requested, .collected, .cancelled, .closed: nil
        case .inTransit, .lost, .damaged: .collected
        case .arrived: .inTransit
        case .counted, .short: .arrived
        case .handedOver: .counted
        }
    }
}
