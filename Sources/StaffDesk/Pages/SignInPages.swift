import Basics
import HTTPTypes
import Hummingbird
import Ledger
import OpenIDConnect
import Presentation
import UseCases

/// Signing in and out, and the start.
struct SignInPages: Sendable {
    let accounts: AccountDoor
    let pages: PageMaker
    let guardian: SessionGuard
    /// The provider at which people may sign in, too.
    var openID: OpenIDClient?

    /// Largest form of somebody who is not known, bytes.
    private static let maxForm = 8 << 10
    /// How long the second step may take.
    private static let pendingSeconds = 300

    func addRoutes(to router: Router<DeskContext>) {
        router.on("/", method: .get, use: start)
        router.on("sign-in", method: .get, use: show)
        router.on("sign-in", method: .post, use: signIn)
        router.on("sign-in/code", method: .post, use: confirm)
        router.on("sign-out", method: .post, use: signOut)
        router.on("language", method: .post, use: setLanguage)
        if openID != nil { addProviderRoutes(to: router) }
    }

    @Sendable private func start(_ request: Request, _ context: DeskContext) async throws -> Response {
        let visit = try await guardian.visit(request, context)
        if let section = Section.start(of: visit.caller) { return .redirect(to: section.path) }
        return .redirect(to: "/account")
    }

    @Sendable private func show(_ request: Request, _ context: DeskContext) async throws -> Response {
        _ = try guardian.cookie(request, context)
        let query = FormFields(request.uri.query ?? "")
        let notice = query["done"].flatMap { Notice(rawValue: $0) }?.phrase.text(.vietnamese)
        return try signInPage(next: Self.local(query["next"]), notice: notice)
    }

    @Sendable private func signIn(_ request: Request, _ context: DeskContext) async throws -> Response {
        let cookie = try guardian.cookie(request, context)
        let fields = try await Self.form(request)
        let (name, next) = (fields["name"] ?? "", Self.local(fields["next"]))
        do {
            let step = try await accounts.signIn(
                name: name, password: fields.exact("password"), from: guardian.place(request, context),
                replacing: cookie.token("session", in: request))
            switch step {
            case .signedIn(let signedIn): return entered(signedIn, next, cookie)
            case .needsCode(let pending): return try codePage(pending, next, cookie)
            case .needsEnrolment(let pending): return try await enrolPage(pending, next, cookie)
            }
        } catch {
            let refusal = Refusal(explaining: error)
            guard refusal.kind != .failed else { throw error }
            return try signInPage(next: next, name: name, refusal: refusal)
        }
    }

    @Sendable private func confirm(_ request: Request, _ context: DeskContext) async throws -> Response {
        let cookie = try guardian.cookie(request, context)
        let fields = try await Self.form(request)
        let next = Self.local(fields["next"])
        guard let pending = cookie.token("pending", in: request) else { return .redirect(to: "/sign-in") }
        let (code, place) = ((fields["code"] ?? "").filter(\.isNumber), guardian.place(request, context))
        let enrols = fields["step"] == "enrol"
        do {
            let signedIn =
                enrols
                ? try await accounts.confirmEnrolment(code: code, pending: pending, from: place)
                : try await accounts.confirm(code: code, pending: pending, from: place)
            return entered(signedIn, next, cookie)
        } catch {
            let refusal = Refusal(explaining: error)
            switch refusal.code {
            case "code_wrong" where enrols: return try await enrolPage(pending, next, cookie, refusal)
            case "code_wrong": return try codePage(pending, next, cookie, refusal)
            case "session_ended": return try signInPage(next: next, refusal: refusal)
            default: throw error
            }
        }
    }

    @Sendable private func signOut(_ request: Request, _ context: DeskContext) async throws -> Response {
        // Somebody whose session has ended meanwhile wanted just this.
        guard let visit = try? await guardian.visit(request, context) else { return .redirect(to: "/sign-in") }
        _ = try await visit.form()
        let isElsewhere = try await openID == nil ? false : accounts.signsInElsewhere(visit.person)
        try await accounts.signOut(visit.token)
        return try left(request, context, isElsewhere: isElsewhere)
    }

    /// The answer to who goes: the next one at this machine sees nothing of what was looked at.
    /// - Parameter isElsewhere: whether the provider is to be told.
    func left(_ request: Request, _ context: DeskContext, isElsewhere: Bool = false) throws -> Response {
        var response = Response.redirect(
            to: isElsewhere ? Self.providerEnd : "/sign-in?done=\(Notice.signedOut.rawValue)")
        try guardian.cookie(request, context).remove("session", from: &response)
        response.headers[.clearSiteData] = #""cache", "storage""#
        return response
    }

    @Sendable private func setLanguage(_ request: Request, _ context: DeskContext) async throws -> Response {
        let visit = try await guardian.visit(request, context)
        let fields = try await visit.form()
        guard let language = InterfaceLanguage(rawValue: fields["language"] ?? "") else { throw Refusal.noSuchPage }
        try await visit.workspace().ownAccount.setLanguage(language)
        return .redirect(to: Self.local(fields["next"]) ?? "/")
    }

    // MARK: Parts

    func entered(_ signedIn: SignedIn, _ next: String?, _ cookie: SessionCookie) -> Response {
        var response = Response.redirect(to: next ?? "/")
        cookie.set("session", signedIn.token, on: &response)
        cookie.remove("pending", from: &response)
        return response
    }

    func signInPage(
        next: String?, name: String = "", refusal: Refusal? = nil, notice: String? = nil
    ) throws -> Response {
        let language = InterfaceLanguage.vietnamese
        return try pages.page(
            "sign-in", language.say("Đăng nhập", "Sign in"), language,
            Self.refused(refusal).adding([
                "next": .text(next), "name": .text(name), "notice": .text(notice), "provider": .text(openID?.title),
                "providerHref": .text(Address("/sign-in/openid").with("next", next).text),
            ]),
            status: refusal.map { .init(code: $0.kind.httpStatus) } ?? .ok)
    }

    func codePage(
        _ pending: SessionToken, _ next: String?, _ cookie: SessionCookie, _ refusal: Refusal? = nil
    ) throws -> Response {
        try secondPage(pending, next, cookie, refusal, ["step": "code", "enrolment": .model(nil)])
    }

    func enrolPage(
        _ pending: SessionToken, _ next: String?, _ cookie: SessionCookie, _ refusal: Refusal? = nil
    ) async throws -> Response {
        let enrolment = try await accounts.enrolment(pending: pending)
        return try secondPage(
            pending, next, cookie, refusal,
            ["step": "enrol", "enrolment": .model(["secret": .text(enrolment.secret), "uri": .text(enrolment.uri)])])
    }

    private func secondPage(
        _ pending: SessionToken, _ next: String?, _ cookie: SessionCookie, _ refusal: Refusal?, _ model: Model
    ) throws -> Response {
        var response = try pages.page(
            "sign-in-code", "Mã xác thực", .vietnamese,
            Self.refused(refusal).adding(["next": .text(next)]).adding(model),
            status: refusal.map { .init(code: $0.kind.httpStatus) } ?? .ok)
        cookie.set("pending", pending, seconds: Self.pendingSeconds, on: &response)
        return response
    }

    static func refused(_ refusal: Refusal?) -> Model {
        ["refused": .text(refusal?.vietnamese.text), "code": .text(refusal?.code)]
    }

    /// A form of somebody who has no session yet, from a page of ours.
    static func form(_ request: Request) async throws -> FormFields {
        try RequestOrigin.require(request)
        return FormFields(try await FormBody.text(request.body, upTo: maxForm))
    }

    /// An address of this desk; `nil` for whatever leads elsewhere.
    static func local(_ address: String?) -> String? {
        guard let address, address.hasPrefix("/"), !address.hasPrefix("//"), !address.contains("\\"),
            address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), address.utf8.count <= 1_000
        else { return nil }
        return address
    }
}
