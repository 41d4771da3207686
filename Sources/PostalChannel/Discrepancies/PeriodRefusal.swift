import Basics

/// Why a period cannot be closed or changed.
public struct PeriodRefusal: ExplainedError, Hashable {
    /// The raw values are stable.
    public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
        /// The period is closed.
        case locked = "period_locked"
        /// It has not ended yet.
        case notEnded = "period_not_ended"
        /// Differences are open and not carried forward by name.
        case openBreaks = "period_open_breaks"
        /// A difference is carried forward that is not open in this period.
        case notOpen = "period_break_not_open"
        /// A difference is carried forward without a person or a reason.
        case carriedWithoutOwner = "period_carried_without_owner"
        case impossibleStep = "period_impossible_step"
        case reasonMissing = "period_reason_missing"
        case actorMissing = "period_actor_missing"
        case outOfOrder = "period_out_of_order"
    }

    public var code: Code
    public var period: Period
    /// The differences that stand in the way, sorted.
    public var breaks: [DiscrepancyID]

    init(_ code: Code, _ period: Period, breaks: [DiscrepancyID] = []) {
        self.code = code
        self.period = period
        self.breaks = breaks
    }

    public var stableCode: String { code.rawValue }
    public var vietnamese: String { "Kỳ \(period): \(texts.0)" }
    public var english: String { "Period \(period): \(texts.1)" }

    private var texts: (String, String) {
        let shown = breaks.prefix(5).map(\.rawValue).joined(separator: ", ") + (breaks.count > 5 ? ", …" : "")
        return switch code {
        case .locked: ("đã khóa sổ.", "it is closed.")
        case .notEnded: ("chưa kết thúc.", "it has not ended yet.")
        case .openBreaks:
            (
                "còn \(breaks.count) chênh lệch chưa đóng (\(shown)); hãy đóng hoặc ghi rõ chuyển kỳ sau.",
                "\(breaks.count) breaks are open (\(shown)); close them or carry them forward by name."
            )
        case .notOpen: ("chênh lệch không mở trong kỳ: \(shown).", "not open in this period: \(shown).")
        case .carriedWithoutOwner:
            (
                "chênh lệch chuyển kỳ sau thiếu người phụ trách hoặc lý do: \(shown).",
                "carried forward without owner or reason: \(shown)."
            )
        case .impossibleStep: ("không thể thực hiện với kỳ này.", "that cannot be done with it.")
        case .reasonMissing: ("thiếu lý do mở lại.", "the reason for opening it again is missing.")
        case .actorMissing: ("thiếu người thực hiện.", "the acting person is missing.")
        case .outOfOrder: ("đã có thao tác ghi sau đó; hãy tải lại.", "later work is recorded already; load it anew.")
        }
    }
}
