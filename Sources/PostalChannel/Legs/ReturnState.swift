/// How far the result of a case has come on its way to the citizen (trả kết quả).
public enum ReturnState: String, Hashable, Sendable, Codable, CaseIterable {
    case resultReady = "result_ready"
    /// Packed and sealed before the agency.
    case packed
    /// Taken by the post on a signed list.
    case acceptedByPost = "accepted_by_post"
    case inTransit = "in_transit"
    /// Tried in vain once: the first invitation.
    case firstAttempt = "first_attempt"
    /// Tried in vain again: the second or a further invitation.
    case secondAttempt = "second_attempt"
    /// Handed to the recipient against a signature.
    case delivered
    /// What was collected from the recipient is paid over to the agency.
    case feeRemitted = "fee_remitted"
    /// Nothing is left to do.
    case closed
    /// On its way back to the agency.
    case returning
    /// Back at the agency.
    case returnedToAgency = "returned_to_agency"
    case lost
    /// The recipient does not take it.
    case refused
    /// Sent on to another address.
    case readdressed

    /// The Vietnamese words that screens and sheets show.
    public var vietnamese: String {
        switch self {
        case .resultReady: "đã có kết quả"
        case .packed: "đã đóng gói"
        case .acceptedByPost: "bưu điện đã chấp nhận"
        case .inTransit: "đang vận chuyển"
        case .firstAttempt: "phát lần 1 không thành công"
        case .secondAttempt: "phát lần 2 không thành công"
        case .delivered: "đã phát"
        case .feeRemitted: "đã nộp tiền thu hộ"
        case .closed: "đã đóng"
        case .returning: "đang chuyển hoàn"
        case .returnedToAgency: "đã chuyển hoàn về cơ quan"
        case .lost: "thất lạc"
        case .refused: "người nhận từ chối"
        case .readdressed: "đổi địa chỉ nhận"
        }
    }
}

extension ReturnState {
    /// What the post may do with an item that it has.
    private static let courierSteps: Set<ReturnState> = [
        .inTransit, .firstAttempt, .secondAttempt, .delivered, .feeRemitted, .refused, .readdressed, .returning,
        .returnedToAgency, .lost,
    ]

    /// What may come next. The post's steps may be missing, since couriers record offline and a list of payments can
    /// come before the list of deliveries; the agency's own (packed, back at the agency) may not.
    private static func successors(of state: ReturnState?) -> Set<ReturnState> {
        switch state {
        case nil: [.resultReady, .packed, .acceptedByPost]
        case .resultReady: [.packed, .closed]
        case .packed: courierSteps.union([.acceptedByPost, .closed])
        case .acceptedByPost, .inTransit: courierSteps
        case .firstAttempt, .secondAttempt: courierSteps
        case .readdressed: courierSteps
        case .refused: [.inTransit, .delivered, .feeRemitted, .readdressed, .returning, .returnedToAgency, .lost]
        // The post can call a delivery back: what it reports as on its way back was not delivered.
        case .delivered: [.feeRemitted, .closed, .returning, .returnedToAgency]
        case .feeRemitted: [.closed, .returning, .returnedToAgency]
        case .returning: [.inTransit, .returnedToAgency, .lost]
        case .returnedToAgency: [.packed, .closed]
        case .lost: [.inTransit, .delivered, .feeRemitted, .returnedToAgency, .packed, .closed]
        case .closed: []
        }
    }

    /// What may come next, by state; `nil` stands for the beginning.
    static let successors = Dictionary(
        uniqueKeysWithValues: ([nil] + allCases).map { ($0, successors(of: $0)) })

    /// The state after an allowed move: an item on its way back passes offices like any other and is still on its way
    /// back; one that was refused or sent on stays so until something new is tried.
    static func state(after state: ReturnState?, moving to: ReturnState) -> ReturnState {
        guard to == .inTransit, let state else { return to }
        return [.returning, .readdressed, .refused].contains(state) ? state : to
    }

    /// The step that a complete record has before this one.
    var stepBefore: ReturnState? {
        switch self {
        case .resultReady, .closed: nil
        case .packed: .resultReady
        case .acceptedByPost: .packed
        case .inTransit, .lost: .acceptedByPost
        case .firstAttempt, .delivered, .refused, .readdressed, .returning: .inTransit
        case .secondAttempt: .firstAttempt
        case .feeRemitted: .delivered
        case .returnedToAgency: .returning
        }
    }

    /// Whether the post's work on the item came to nothing, so that the result must be sent anew.
    var endsInVain: Bool { self == .returnedToAgency || self == .lost }
}
