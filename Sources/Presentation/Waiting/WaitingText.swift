import Dossiers

/// Says what waits for a person, and why.
enum WaitingText {
    static func line(_ item: WaitingItem) -> String {
        var text = "\(item.id): \(item.pageIDs.count) trang chờ người xử lý — \(item.reason.message.vietnamese)"
        if let code = item.proposedCase {
            text += " (ghi trên phiếu: \(code) / \(item.proposedComponent ?? "?"))"
        }
        return text
    }
}
