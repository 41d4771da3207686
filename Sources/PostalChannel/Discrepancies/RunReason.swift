/// Why a reconciliation did something to a difference; stored by its code, shown in words.
public enum RunReason: String, Hashable, Sendable, CaseIterable {
    /// A later run finds it again.
    case foundAgain = "run.found_again"
    /// The figures are others than those for which a resolution was proposed or approved.
    case figuresChanged = "run.figures_changed"
    /// A later run no longer finds it, though somebody is about to settle it.
    case notFoundAnyMore = "run.not_found_any_more"

    /// The Vietnamese words that screens and sheets show.
    public var vietnamese: String {
        switch self {
        case .foundAgain: "Lần đối soát sau lại phát hiện."
        case .figuresChanged: "Số liệu đã khác với lúc đề xuất, duyệt; cần xử lý lại."
        case .notFoundAnyMore: "Lần đối soát sau không còn chênh lệch."
        }
    }
}

extension DiscrepancyEvent {
    /// The reason in words: as a person wrote it, or what a run's code means.
    public var shownReason: String { RunReason(rawValue: reason)?.vietnamese ?? reason }
}
