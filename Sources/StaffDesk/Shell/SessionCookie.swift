import Hummingbird
import Ledger
import UseCases

/// The cookie that holds a session's token.
///
/// Over TLS its name begins with `__Host-`: a browser takes it only from this host, for all of it, and never sends it
/// without TLS (RFC 6265bis, section 4.1.3.2). Only on this machine itself may it go without.
struct SessionCookie: Sendable {
    let isSecure: Bool

    /// - Parameter name: `session`, or `pending` between the password and the second factor.
    private func full(_ name: String) -> String { (isSecure ? "__Host-" : "") + "sohoa_" + name }

    func token(_ name: String, in request: Request) -> SessionToken? {
        request.cookies[full(name)].flatMap { SessionToken(text: $0.value) }
    }

    /// The value of a cookie that is no session's token.
    func text(_ name: String, in request: Request) -> String? { request.cookies[full(name)]?.value }

    /// - Parameters:
    ///   - text: of characters that a cookie may have.
    ///   - seconds: after which the browser forgets it.
    func set(_ name: String, text: String, seconds: Int, on response: inout Response) {
        response.setCookie(
            Cookie(
                name: full(name), value: text, maxAge: seconds, path: "/", secure: isSecure, httpOnly: true,
                sameSite: .lax))
    }

    /// - Parameter seconds: after which the browser forgets it; `nil` when it is closed.
    func set(_ name: String, _ token: SessionToken, seconds: Int? = nil, on response: inout Response) {
        response.setCookie(
            Cookie(
                name: full(name), value: token.text, maxAge: seconds, path: "/", secure: isSecure, httpOnly: true,
                sameSite: .lax))
    }

    func remove(_ name: String, from response: inout Response) {
        response.setCookie(
            Cookie(name: full(name), value: "", maxAge: 0, path: "/", secure: isSecure, httpOnly: true, sameSite: .lax))
    }
}
