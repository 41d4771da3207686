import Basics
import Dossiers

/// Says what became of a decision about what waited.
public enum DecisionNotice: Sendable {
    /// Held-back pages were given to a component.
    case assigned(ComponentSlot, AttachOutcome?)
    case discarded(WaitingID)
    case replaced
    case joined
    case kept
    case leftOut
    case restored

    public var text: TextPage {
        switch self {
        case .assigned(let slot, .attached): TextPage("Đã gắn vào \(slot.caseCode) / \(slot.component).")
        case .assigned(_, .keptAsCandidate(_, let id)):
            TextPage("Thành phần đã có bản khác; chờ quyết định: \(id).")
        case .assigned(_, .unchanged), .assigned(_, nil): TextPage("Thành phần đã có các trang này.")
        case .discarded(let item): TextPage("Đã ghi nhận: không dùng \(item).")
        case .replaced: TextPage("Đã thay thế bản hiện tại.")
        case .joined: TextPage("Đã ghép thêm vào thành phần.")
        case .kept: TextPage("Đã ghi nhận: giữ trang trong giấy tờ.")
        case .leftOut: TextPage("Đã bỏ trang khỏi giấy tờ.")
        case .restored: TextPage("Đã đưa trang trở lại giấy tờ.")
        }
    }
}
