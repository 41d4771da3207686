import Basics
import HTTPTypes
import Hummingbird

/// Whether a request that changes something comes from a page of this desk.
///
/// Browsers say so themselves (`Sec-Fetch-Site`, Fetch Metadata); older ones at least name the page's origin. What says
/// neither is no browser, and has no cookie that it did not get for itself.
enum RequestOrigin {
    /// - Throws: `Refusal` `foreign_origin`.
    static func require(_ request: Request) throws(Refusal) {
        if let site = request.headers[.fetchSite] {
            guard site == "same-origin" || site == "none" else { throw .foreignOrigin }
            return
        }
        guard let origin = request.headers[.origin] else { return }
        guard let host = request.head.authority, origin == "https://\(host)" || origin == "http://\(host)" else {
            throw .foreignOrigin
        }
    }
}

extension HTTPField.Name {
    static let fetchSite = HTTPField.Name("Sec-Fetch-Site") ?? .origin
    static let csrf = HTTPField.Name("X-CSRF-Token") ?? .origin
    /// Sent by scripts of ours that want a part of a page.
    static let part = HTTPField.Name("X-Part") ?? .origin
    static let forwardedProto = HTTPField.Name("X-Forwarded-Proto") ?? .origin
    static let forwardedFor = HTTPField.Name("X-Forwarded-For") ?? .origin
    static let refresh = HTTPField.Name("Refresh") ?? .origin
    static let clearSiteData = HTTPField.Name("Clear-Site-Data") ?? .origin
}

extension Refusal {
    static let foreignOrigin = Refusal(
        "foreign_origin", .forbidden,
        "Yêu cầu này không đến từ trang của Sohoa nên không được thực hiện. Hãy mở lại trang và làm lại ở đó.",
        "This request did not come from a page of Sohoa and was not carried out. Open the page again and do it there.")

    static let formExpired = Refusal(
        "form_expired", .forbidden,
        "Biểu mẫu đã cũ (bạn đã đăng nhập lại từ lúc mở trang). Chưa ghi gì; hãy quay lại, tải lại trang rồi gửi lại.",
        "The form is old (you signed in again since the page was opened). Nothing was recorded; go back, reload the page "
            + "and send it again.")

    static let noSuchPage = Refusal(
        "no_such_page", .notFound, "Không có trang này. Hãy kiểm tra địa chỉ, hoặc bắt đầu lại từ trang chính.",
        "There is no such page. Check the address, or begin again at the start page.")

    static let tlsRequired = Refusal(
        "tls_required", .forbidden,
        "Chỉ đăng nhập được qua kết nối mã hóa (https). Hãy báo quản trị đặt chứng thư cho dịch vụ.",
        "Signing in needs an encrypted connection (https). Ask the administrator to give the service a certificate.")

    static func badField(_ vietnamese: ShownText, _ english: ShownText) -> Refusal {
        Refusal("bad_form", .badInput, vietnamese, english)
    }
}
