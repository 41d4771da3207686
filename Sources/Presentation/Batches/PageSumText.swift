import Dossiers

/// Says where the pages of a batch went, so that the parts add up for everybody to see.
enum PageSumText {
    static func line(_ sum: PageSum) -> String {
        let parts = [
            (sum.document, "trong giấy tờ"), (sum.separator, "phiếu phân tách"), (sum.blank, "trắng"),
            (sum.repeated, "quét lặp"), (sum.waiting, "chờ người xử lý"),
            (sum.settled, "đã quyết định bỏ hoặc lưu riêng"),
            (sum.unaccounted, "KHÔNG RÕ Ở ĐÂU, hãy báo quản trị"),
        ]
        let shown = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        let other = sum.otherFiles > 0 ? "; ngoài ra \(sum.otherFiles) tệp không phải bản quét" : ""
        return "\(sum.seen) trang" + (shown.isEmpty ? "" : " = " + shown.joined(separator: " + ")) + other
    }
}
