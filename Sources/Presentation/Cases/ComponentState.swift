import Ledger

extension ComponentStatus.State {
    /// What the state is called on screens.
    public var vietnamese: String {
        switch self {
        case .missing: "chưa có"
        case .digitized: "đã số hóa"
        case .waiting: "chờ người xử lý"
        case .reused: "dùng lại"
        case .keptAsCandidate: "có bản khác, chờ quyết định"
        }
    }
}
