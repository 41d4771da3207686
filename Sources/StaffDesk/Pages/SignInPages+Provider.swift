import Basics
import Hummingbird
import Ledger
import OpenIDConnect
import UseCases

/// Signing in at another provider: there, back, and out.
extension SignInPages {
    /// Where the browser is told that the provider may sign it out, too.
    static let providerEnd = "/sign-in/openid/end"

    /// How long signing in there may take.
    private static let providerSeconds = 600

    func addProviderRoutes(to router: Router<DeskContext>) {
        router.on("sign-in/openid", method: .get, use: leave)
        router.on("sign-in/openid/back", method: .get, use: comeBack)
        router.on("sign-in/openid/end", method: .get, use: end)
    }

    /// To the provider. By a link, not a form: the pages' policy lets forms lead to this desk only, and nothing is changed
    /// by it.
    @Sendable private func leave(_ request: Request, _ context: DeskContext) async throws -> Response {
        guard let openID else { throw Refusal.noSuchPage }
        let cookie = try guardian.cookie(request, context)
        let next = Self.local(FormFields(request.uri.query ?? "")["next"])
        do {
            let (address, pending) = try await openID.begin()
            var response = Response.redirect(to: address)
            cookie.set(
                "openid", text: "\(pending.text)~\((next ?? "").queryEncoded)", seconds: Self.providerSeconds,
                on: &response)
            return response
        } catch { return try refused(error, next) }
    }

    /// From the provider, with its word.
    @Sendable private func comeBack(_ request: Request, _ context: DeskContext) async throws -> Response {
        guard let openID else { throw Refusal.noSuchPage }
        let cookie = try guardian.cookie(request, context)
        let query = FormFields(request.uri.query ?? "")
        let kept = (cookie.text("openid", in: request) ?? "").split(separator: "~", maxSplits: 1)
        let next = kept.count == 2 ? Self.local(FormFields("next=\(kept[1])")["next"]) : nil
        do {
            guard let pending = kept.first.flatMap({ PendingOpenID(text: String($0)) }) else {
                throw Refusal.providerForgotten
            }
            let answer = OpenIDAnswer(
                code: query["code"], state: query["state"], issuer: query["iss"], error: query["error"])
            let identity = try await openID.identity(for: answer, pending: pending)
            let step = try await accounts.signIn(
                as: identity, from: guardian.place(request, context),
                replacing: cookie.token("session", in: request))
            var response =
                switch step {
                case .signedIn(let signedIn): entered(signedIn, next, cookie)
                case .needsCode(let token): try codePage(token, next, cookie)
                case .needsEnrolment(let token): try await enrolPage(token, next, cookie)
                }
            cookie.remove("openid", from: &response)
            return response
        } catch {
            var response = try refused(error, next)
            cookie.remove("openid", from: &response)
            return response
        }
    }

    /// After signing out here. By a page that moves on, for the reason of ``leave(_:_:)``.
    @Sendable private func end(_ request: Request, _ context: DeskContext) async throws -> Response {
        var response = try signInPage(next: nil, notice: Notice.signedOut.phrase.text(.vietnamese))
        // A provider that cannot be reached keeps nobody here signed in.
        if let address = try? await openID?.signOutAddress(returningTo: "/sign-in"),
            !address.contains(where: \.isNewline)
        {
            response.headers[.refresh] = "0; url=\(address)"
        }
        return response
    }

    /// On the sign-in page, so that the way by the password stays open.
    private func refused(_ error: any Error, _ next: String?) throws -> Response {
        let refusal = Refusal(explaining: error)
        guard refusal.kind != .failed || refusal.code.hasPrefix("openid_") else { throw error }
        return try signInPage(next: next, refusal: refusal)
    }
}

extension Refusal {
    fileprivate static let providerForgotten = Refusal(
        "openid_too_late", .unauthenticated,
        "Lần đăng nhập này đã quá 10 phút hoặc mở ở trình duyệt khác; hãy đăng nhập lại từ đầu.",
        "This sign-in took more than 10 minutes or began in another browser; begin anew.")
}
