import Basics
import Dossiers
import Hummingbird
import Ledger
import UseCases

/// Accounts, for administrators.
struct AccountAdminPages: Sendable {
    private static let listed = 50

    func addRoutes(to routes: DeskRoutes) {
        routes.get("admin/accounts", list)
        routes.post("admin/accounts", add)
        routes.get("admin/accounts/{name}", show)
        routes.post("admin/accounts/{name}", change)
    }

    // MARK: List

    @Sendable private func list(_ visit: Visit) async throws -> Response {
        let (language, query) = (visit.language, visit.query)
        let role = query["role"].flatMap { Role(rawValue: $0) }
        let page = try await visit.workspace().accounts.page(
            PageRequest(after: query["after"], limit: Self.listed),
            filter: AccountFilter(role: role, namePrefix: query["name"]?.lowercased()))
        let address = Address("/admin/accounts").with("name", query["name"]).with("role", role?.rawValue)
        let model: Model = [
            "nameFilter": .text(query["name"]),
            "export": .text(
                Address("/admin/accounts.xlsx").with("name", query["name"]).with("role", role?.rawValue).text),
            "roleOptions": .list(Self.roles(chosen: role.map { [$0] } ?? [], language)),
            "rows": .list(
                page.elements.enumerated().map { place, account in
                    Self.row(account, language).adding([
                        "isFirst": .flag(place == 0), "isLast": .flag(place == page.elements.count - 1),
                    ])
                }),
            "next": .text(page.next.map { address.with("after", $0).text }),
            "roleChoices": .list(Self.roles(chosen: [], language)),
        ]
        return try visit.page("accounts", language.say("Tài khoản", "Accounts"), in: .admin, model)
    }

    private static func row(_ account: Account, _ language: InterfaceLanguage) -> Model {
        let isOpen = account.state == .active
        return [
            "href": .text("/admin/accounts/\(account.name.rawValue.queryEncoded)"),
            "login": .text(account.name.rawValue),
            "display": .text(account.displayName), "roles": .text(account.roles.names(language)),
            "scope": .text(account.scope.text(language)), "tone": .text(isOpen ? "good" : "bad"),
            "state": .text(isOpen ? language.say("đang dùng", "active") : language.say("đã khóa", "disabled")),
            "last": .text(account.lastSignIn.map(LocalTime.text) ?? language.say("chưa lần nào", "never")),
        ]
    }

    private static func roles(chosen: Set<Role>, _ language: InterfaceLanguage) -> [Model] {
        Role.allCases.map { role in
            [
                "value": .text(role.rawValue), "name": .text(role.phrase.text(language)),
                "hint": .text(role.hint.text(language)), "isChosen": .flag(chosen.contains(role)),
            ]
        }
    }

    @Sendable private func add(_ visit: Visit) async throws -> Response {
        let fields = try await visit.form()
        guard let name = LoginName(typed: fields["login"] ?? "") else {
            throw Refusal.badField(
                "Tên đăng nhập gồm chữ thường không dấu, số, dấu . _ @ - và ít nhất 2 ký tự, ví dụ le.lan.",
                "A login name has small plain letters, digits, . _ @ - and at least 2 characters, as in le.lan.")
        }
        let roles = Set(fields.all("role").compactMap { Role(rawValue: $0) })
        let workspace = visit.workspace()
        let issued = try await workspace.accounts.add(
            name, displayName: fields["display"] ?? "", roles: roles, scope: try Self.scope(fields),
            demandsTOTP: fields.isOn("totp"))
        if roles.contains(.station) { try await Self.addStation(of: name, workspace) }
        return try Self.issuedPage(issued, visit)
    }

    /// Whoever hands in from a browser does so for the station of the account's name.
    private static func addStation(of name: LoginName, _ workspace: Workspace) async throws {
        guard let station = StationName(rawValue: name.rawValue) else { return }
        _ = try await workspace.stations.add(station)
    }

    private static func scope(_ fields: FormFields) throws -> Scope {
        guard let scope = Scope(form: fields["scope"]) else {
            throw Refusal.badField(
                "Phạm vi không đúng. Hãy viết mã cơ quan, cách nhau bằng dấu phẩy, ví dụ H40.16, H40.23; để trống là mọi cơ quan.",
                "The scope is not right. Write codes of agencies with commas, as in H40.16, H40.23; empty for all of them."
            )
        }
        return scope
    }

    private static func issuedPage(_ issued: IssuedLink, _ visit: Visit) throws -> Response {
        let language = visit.language
        let host = visit.request.head.authority ?? ""
        let scheme = visit.request.headers[.forwardedProto] ?? visit.request.head.scheme ?? "http"
        let model: Model = [
            "hint": .text(
                language.say(
                    "Hãy gửi đường dẫn này cho \(issued.account.displayName) bằng kênh riêng. Nó dùng được một lần và không hiện lại.",
                    "Send this link to \(issued.account.displayName) by a private way. It works once and is not shown again."
                )),
            "secret": .text("\(scheme)://\(host)/link/\(issued.token.text)"),
            "expires": .text(language.say("Hết hạn lúc ", "Ends ") + LocalTime.text(issued.expiresAt)),
            "back": .text("/admin/accounts/\(issued.account.name.rawValue.queryEncoded)"),
        ]
        return try visit.page("issued", language.say("Đường dẫn một lần", "One-time link"), in: .admin, model)
    }

    // MARK: One account

    @Sendable private func show(_ visit: Visit) async throws -> Response {
        let name = try visit.parameter("name", as: LoginName.self)
        let (accounts, language) = (visit.workspace().accounts, visit.language)
        let account = try await accounts.show(name)
        let sessions = try await accounts.sessions(of: name)
        var scope = account.scope.text(language)
        if account.scope == .everything { scope = "" }
        let model = Self.row(account, language).adding([
            "action": .text("/admin/accounts/\(name.rawValue.queryEncoded)"),
            "roleChoices": .list(Self.roles(chosen: account.roles, language)), "scope": .text(scope),
            "demandsTOTP": .flag(account.isTOTPDemanded),
            "password": .text(
                account.hasPassword ? language.say("đã đặt", "set") : language.say("chưa đặt", "not set")),
            "totp": .text(account.hasTOTP ? language.say("đã bật", "on") : language.say("chưa bật", "off")),
            "created": .text("\(LocalTime.text(account.createdAt)) · \(account.createdBy)"),
            "verbs": .list(Self.verbs(account, language)),
            "sessions": .list(
                sessions.enumerated().map { place, session in
                    [
                        "isFirst": .flag(place == 0), "isLast": .flag(place == sessions.count - 1),
                        "agent": .text(session.agent), "address": .text(session.address),
                        "since": .text(LocalTime.text(session.createdAt)),
                        "used": .text(LocalTime.text(session.lastUsedAt)),
                    ]
                }),
        ])
        return try visit.page("account-admin", account.displayName, in: .admin, model)
    }

    /// What can be done with one press.
    private enum Verb: String {
        case rights, reset, disable, enable, unlock
        case removeTOTP = "remove_totp"
        case endSessions = "end_sessions"
    }

    private static func verbs(_ account: Account, _ language: InterfaceLanguage) -> [Model] {
        var verbs: [(Verb, Phrase, Phrase)] = [
            (
                .reset, Phrase("Tạo đường dẫn đặt mật khẩu", "Make a link for a new password"),
                Phrase("các đường dẫn trước hết hiệu lực", "earlier links end")
            ),
            (.unlock, Phrase("Gỡ khóa đăng nhập sai", "Lift the lock for wrong sign-ins"), Phrase("", "")),
            (.endSessions, Phrase("Kết thúc mọi phiên", "End all sessions"), Phrase("", "")),
        ]
        if account.hasTOTP {
            verbs.append(
                (
                    .removeTOTP, Phrase("Bỏ ứng dụng xác thực", "Remove the authenticator"),
                    Phrase("khi mất điện thoại", "for a lost telephone")
                ))
        }
        verbs.append(
            account.state == .active
                ? (
                    .disable, Phrase("Khóa tài khoản", "Disable the account"),
                    Phrase("mọi phiên kết thúc ngay", "its sessions end at once")
                )
                : (.enable, Phrase("Mở lại tài khoản", "Enable the account"), Phrase("", "")))
        return verbs.map { verb, label, hint in
            [
                "verb": .text(verb.rawValue), "label": .text(label.text(language)), "hint": .text(hint.text(language)),
                "isDanger": .flag(verb == .disable || verb == .endSessions || verb == .removeTOTP),
            ]
        }
    }

    @Sendable private func change(_ visit: Visit) async throws -> Response {
        let name = try visit.parameter("name", as: LoginName.self)
        let fields = try await visit.form()
        let accounts = visit.workspace().accounts
        guard let verb = Verb(rawValue: fields["verb"] ?? "") else { throw Refusal.noSuchPage }
        switch verb {
        case .rights: try await setRights(fields, of: name, visit.workspace())
        case .reset: return try Self.issuedPage(try await accounts.resetLink(for: name), visit)
        case .disable: _ = try await accounts.disable(name)
        case .enable: _ = try await accounts.enable(name)
        case .unlock: try await accounts.unlock(name)
        case .removeTOTP: _ = try await accounts.removeTOTP(of: name)
        case .endSessions: _ = try await accounts.endSessions(of: name)
        }
        return visit.done("/admin/accounts/\(name.rawValue.queryEncoded)", saying: .saved)
    }

    /// Only what differs is changed: each change of rights ends the account's sessions.
    private func setRights(_ fields: FormFields, of name: LoginName, _ workspace: Workspace) async throws {
        let accounts = workspace.accounts
        let (roles, scope) = (Set(fields.all("role").compactMap { Role(rawValue: $0) }), try Self.scope(fields))
        let account = try await accounts.show(name)
        if let display = fields["display"], display != account.displayName {
            _ = try await accounts.setDisplayName(display, of: name)
        }
        if roles != account.roles {
            _ = try await accounts.setRoles(roles, of: name)
            if roles.contains(.station) { try await Self.addStation(of: name, workspace) }
        }
        if scope != account.scope { _ = try await accounts.setScope(scope, of: name) }
        if fields.isOn("totp") != account.isTOTPDemanded {
            _ = try await accounts.demandTOTP(fields.isOn("totp"), of: name)
        }
    }
}
