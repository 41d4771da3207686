import Basics
import Foundation

/// What a provider tells of itself: OpenID Connect Discovery 1.0, section 3.
struct ProviderDescription: Decodable, Sendable {
    var issuer: String
    var authorizationEndpoint: String
    var tokenEndpoint: String
    var jwksURI: String
    var endSessionEndpoint: String?

    private enum CodingKeys: String, CodingKey {
        case issuer
        case authorizationEndpoint = "authorization_endpoint"
        case tokenEndpoint = "token_endpoint"
        case jwksURI = "jwks_uri"
        case endSessionEndpoint = "end_session_endpoint"
    }

    /// - Throws: `Refusal` `openid_misconfigured` when it speaks for another one, or over lines that others can read.
    func check(issuer expected: String) throws(Refusal) {
        guard issuer == expected else { throw .openIDMisconfigured("the provider calls itself otherwise") }
        for address in [authorizationEndpoint, tokenEndpoint, jwksURI] + [endSessionEndpoint].compactMap({ $0 }) {
            guard Self.isSafe(address) else { throw .openIDMisconfigured("an address of it is not https") }
        }
    }

    /// By TLS, or on this machine.
    static func isSafe(_ address: String) -> Bool {
        guard let url = URL(string: address), let host = url.host(), !host.isEmpty else { return false }
        return url.scheme == "https" || (url.scheme == "http" && ["127.0.0.1", "localhost", "::1"].contains(host))
    }
}

extension Refusal {
    /// - Parameter detail: English, without personal data.
    static func openIDMisconfigured(_ detail: String) -> Refusal {
        Refusal(
            "openid_misconfigured", .failed, "Cấu hình đăng nhập qua cổng định danh sai; hãy báo quản trị.",
            "Signing in by the identity provider is set up wrongly; tell the administrator.", detail: detail)
    }

    static func openIDUnreachable(_ detail: String) -> Refusal {
        Refusal(
            "openid_unreachable", .tryAgain, "Không kết nối được cổng định danh; hãy thử lại sau ít phút.",
            "The identity provider does not answer; try again in a while.", detail: detail, retryAfter: .seconds(30))
    }

    static func openIDRefused(_ detail: String) -> Refusal {
        Refusal(
            "openid_refused", .unauthenticated, "Cổng định danh không xác nhận được bạn; hãy đăng nhập lại từ đầu.",
            "The identity provider's word does not hold; begin the sign-in anew.", detail: detail)
    }

    static let openIDWithoutName = Refusal(
        "openid_without_name", .forbidden, "Cổng định danh không cho tên đăng nhập dùng được; hãy báo quản trị.",
        "The identity provider gives no usable login name; tell the administrator.")

    static let openIDWithoutRole = Refusal(
        "openid_without_role", .forbidden, "Cổng định danh không cho vai trò nào ở Sohoa; hãy nhờ quản trị cấp.",
        "The identity provider gives no role at Sohoa; ask the administrator for one.")
}
