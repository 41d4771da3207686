import Basics
import Hummingbird
import Ledger
import UseCases

/// One's own account: password, sessions.
struct OwnAccountPages: Sendable {
    let guardian: SessionGuard
    /// Whether people may sign in at another provider.
    var hasProvider = false

    func addRoutes(to routes: DeskRoutes) {
        routes.get("account", show)
        routes.post("account/password", changePassword)
        routes.post("account/sign-out-everywhere", signOutEverywhere)
    }

    @Sendable private func show(_ visit: Visit) async throws -> Response {
        let own = visit.workspace().ownAccount
        let (account, language) = (try await own.show(), visit.language)
        let sessions = try await own.sessions()
        let model: Model = [
            "display": .text(account.displayName), "login": .text(account.name.rawValue),
            "roles": .text(account.roles.names(language)), "scope": .text(account.scope.text(language)),
            "totp": .text(account.hasTOTP ? language.say("đã bật", "on") : language.say("chưa bật", "off")),
            "sessions": .list(
                sessions.map { session in
                    [
                        "agent": .text(session.agent), "address": .text(session.address),
                        "used": .text(LocalTime.text(session.lastUsedAt)),
                        "isThis": .flag(session.id == visit.person.session),
                    ]
                }),
        ]
        return try visit.page("account", language.say("Tài khoản của tôi", "My account"), in: nil, model)
    }

    @Sendable private func changePassword(_ visit: Visit) async throws -> Response {
        let fields = try await visit.form()
        guard fields.exact("new") == fields.exact("again") else { throw Refusal.passwordsDiffer }
        let signedIn = try await visit.workspace().ownAccount.changePassword(
            from: fields.exact("old"), to: fields.exact("new"), at: guardian.place(visit.request, visit.context))
        var response = visit.done("/account", saying: .saved)
        try guardian.cookie(visit.request, visit.context).set("session", signedIn.token, on: &response)
        return response
    }

    @Sendable private func signOutEverywhere(_ visit: Visit) async throws -> Response {
        _ = try await visit.form()
        let isElsewhere = try await hasProvider ? visit.door.signsInElsewhere(visit.person) : false
        _ = try await visit.workspace().ownAccount.signOutEverywhere()
        let end = isElsewhere ? SignInPages.providerEnd : "/sign-in?done=\(Notice.signedOut.rawValue)"
        var response = Response.redirect(to: end)
        try guardian.cookie(visit.request, visit.context).remove("session", from: &response)
        return response
    }
}
