import HTTPTypes
import Hummingbird

/// What every answer of the desk says to the browser: what a page may load, and that nobody may frame it.
///
/// No `unsafe-`, no other host, no inline script or style: whatever a paper, a file's name or a case brings in, it cannot
/// run.
struct SecurityHeaders: RouterMiddleware {
    typealias Context = DeskContext

    static let policy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
        "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    ].joined(separator: "; ")

    func handle(
        _ request: Request, context: DeskContext, next: (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.contentSecurityPolicy] = Self.policy
        response.headers[.xContentTypeOptions] = "nosniff"
        for (name, value) in Self.fields { response.headers[name] = value }
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        return response
    }

    /// Not `no-referrer`: a form of ours would then be sent without its origin.
    private static let fields: [(HTTPField.Name, String)] = [
        ("X-Frame-Options", "DENY"), ("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"),
    ].compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }
}
