import Basics

/// Why something cannot be done with a difference.
public struct ImpossibleDiscrepancyMove: ExplainedError, Hashable {
    /// The raw values are stable.
    public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
        /// The step cannot follow the state.
        case impossibleStep = "impossible_step"
        /// Above an amount the approver must be another person than the proposer.
        case fourEyes = "four_eyes"
        case reasonMissing = "reason_missing"
        case actorMissing = "actor_missing"
        case ownerMissing = "owner_missing"
        case resolutionMissing = "resolution_missing"
        case runMissing = "run_missing"
        case amountMissing = "amount_missing"
        case amountOutOfRange = "amount_out_of_range"
        case identityTaken = "identity_taken"
        case occursInFuture = "occurs_in_future"
        case timeOutOfRange = "time_out_of_range"
        /// Recorded before what is recorded already.
        case outOfOrder = "out_of_order"
        case tooLong = "too_long"
        case tooManyEvents = "too_many_events"
    }

    public var code: Code
    public var kind: DiscrepancyEvent.Kind
    /// The state it was in; `nil` when that does not matter.
    public var state: DiscrepancyState?
    /// The amount above which four eyes are needed.
    public var limit: Dong?

    init(_ code: Code, _ event: DiscrepancyEvent, state: DiscrepancyState? = nil, limit: Dong? = nil) {
        self.code = code
        kind = event.kind
        self.state = state
        self.limit = limit
    }

    public var stableCode: String { code.rawValue }
    public var vietnamese: String { texts.0 }
    public var english: String { texts.1 }

    private var texts: (String, String) {
        switch code {
        case .impossibleStep:
            (
                "Không thể “\(kind.vietnamese)” khi chênh lệch đang “\(state?.vietnamese ?? "chưa có")”.",
                "\(kind.rawValue) is not possible while the break is \(state?.rawValue ?? "not there")."
            )
        case .fourEyes:
            (
                "Chênh lệch trên \(limit?.digits ?? "0") đồng phải do người khác duyệt, bằng tài khoản khác; tên ghi ở --by "
                    + "không thay cho tài khoản.",
                "Above \(limit?.digits ?? "0") đồng another person must approve, from another account; a name given by --by is "
                    + "no account."
            )
        case .reasonMissing: ("Thiếu lý do.", "The reason is missing.")
        case .actorMissing: ("Thiếu người thực hiện.", "The acting person is missing.")
        case .ownerMissing: ("Thiếu người được giao.", "The owner is missing.")
        case .resolutionMissing: ("Thiếu cách xử lý.", "The resolution is missing.")
        case .runMissing: ("Thiếu mã lần đối soát.", "The reconciliation run is missing.")
        case .amountMissing: ("Thiếu số tiền.", "The amount is missing.")
        case .amountOutOfRange: ("Số tiền quá lớn.", "The amount is too large.")
        case .identityTaken: ("Mã sự kiện đã dùng cho sự kiện khác.", "The identity stands for another event.")
        case .occursInFuture: ("Thời điểm xảy ra sau thời điểm ghi nhận.", "It occurred later than it was recorded.")
        case .timeOutOfRange: ("Thời điểm ngoài phạm vi.", "The time is out of range.")
        case .outOfOrder:
            ("Đã có sự kiện được ghi sau thời điểm này; hãy tải lại.", "Later work is recorded already; load it anew.")
        case .tooLong:
            (
                "Nội dung dài quá \(Discrepancy.Limit.text) ký tự.",
                "A text is longer than \(Discrepancy.Limit.text) characters."
            )
        case .tooManyEvents:
            (
                "Chênh lệch có quá \(Discrepancy.Limit.events) sự kiện.",
                "The break has more than \(Discrepancy.Limit.events) events."
            )
        }
    }
}
