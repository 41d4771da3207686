import Basics
import HTTPTypes
import Hummingbird
import Ledger
import Presentation
import UseCases

/// One-time links: the first administrator, an invitation, a new password.
struct LinkPages: Sendable {
    let accounts: AccountDoor
    let pages: PageMaker
    let guardian: SessionGuard

    func addRoutes(to router: Router<DeskContext>) {
        router.on("link/{token}", method: .get, use: show)
        router.on("link/{token}", method: .post, use: set)
    }

    @Sendable private func show(_ request: Request, _ context: DeskContext) async throws -> Response {
        _ = try guardian.cookie(request, context)
        let token = try Self.token(context)
        return try page(token, try await accounts.link(token), nil, FormFields(""))
    }

    @Sendable private func set(_ request: Request, _ context: DeskContext) async throws -> Response {
        _ = try guardian.cookie(request, context)
        let token = try Self.token(context)
        let fields = try await SignInPages.form(request)
        let link = try await accounts.link(token)
        do {
            let password = fields.exact("password")
            guard password == fields.exact("again") else { throw Refusal.passwordsDiffer }
            let place = guardian.place(request, context)
            if link.purpose == .firstAdministrator {
                try await accounts.makeFirstAdministrator(
                    name: fields["name"] ?? "", displayName: fields["display"] ?? "", password: password, with: token,
                    from: place)
            } else {
                try await accounts.setPassword(password, with: token, from: place)
            }
            return .redirect(to: "/sign-in?done=\(Notice.passwordSet.rawValue)")
        } catch {
            let refusal = Refusal(explaining: error)
            guard refusal.kind != .failed, refusal.kind != .notFound else { throw error }
            return try page(token, link, refusal, fields)
        }
    }

    private func page(
        _ token: LinkToken, _ link: OpenLink, _ refusal: Refusal?, _ fields: FormFields
    ) throws -> Response {
        let isFirst = link.purpose == .firstAdministrator
        let (title, hint) =
            switch link.purpose {
            case .firstAdministrator:
                ("Quản trị viên đầu tiên", "Sohoa chưa có tài khoản nào. Tài khoản này sẽ tạo các tài khoản khác.")
            case .invitation: ("Nhận tài khoản", "Hãy đặt mật khẩu để bắt đầu dùng Sohoa.")
            case .reset: ("Đặt lại mật khẩu", "Sau khi đặt, mọi phiên đang mở của tài khoản sẽ kết thúc.")
            }
        let model: Model = [
            "hint": .text(hint), "action": .text("/link/\(token.text)"), "isFirst": .flag(isFirst),
            "login": .text(link.name?.rawValue), "name": .text(fields["name"]), "display": .text(fields["display"]),
            "expires": .text(LocalTime.text(link.expiresAt)),
        ]
        return try pages.page(
            "link", title, .vietnamese, SignInPages.refused(refusal).adding(model),
            status: refusal.map { .init(code: $0.kind.httpStatus) } ?? .ok)
    }

    private static func token(_ context: DeskContext) throws -> LinkToken {
        guard let token = LinkToken(text: context.parameters.get("token") ?? "") else { throw Refusal.noSuchPage }
        return token
    }
}

extension Refusal {
    static let passwordsDiffer = Refusal(
        "passwords_differ", .inconsistent, "Hai lần nhập mật khẩu không giống nhau; hãy nhập lại.",
        "The two passwords are not the same; type them again.")
}
