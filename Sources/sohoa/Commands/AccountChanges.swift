import ArgumentParser
import Basics
import Ledger
import Presentation
import UseCases

extension AccountsCommand {
    struct Roles: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Đặt lại vai trò. Gives an account these roles and no others; its sessions end.")

        @OptionGroup var subject: Subject
        @OptionGroup var rights: Rights

        func run() async throws {
            try subject.print(try await subject.accounts.setRoles(Set(rights.role), of: subject.name))
        }
    }

    struct ScopeCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "scope",
            abstract: "Đặt lại phạm vi. Gives an account these agencies and no others; its sessions end.")

        @OptionGroup var subject: Subject
        @OptionGroup var reach: Reach

        func run() async throws {
            try subject.print(try await subject.accounts.setScope(reach.value, of: subject.name))
        }
    }

    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Khóa tài khoản. Nobody signs in to it any more; its sessions end at once.")

        @OptionGroup var subject: Subject

        func run() async throws { try subject.print(try await subject.accounts.disable(subject.name)) }
    }

    struct Enable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Mở lại tài khoản. Lets it be used again.")

        @OptionGroup var subject: Subject

        func run() async throws { try subject.print(try await subject.accounts.enable(subject.name)) }
    }

    struct ResetLink: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reset-link",
            abstract: "Liên kết đặt lại mật khẩu, dùng một lần. A one-time link to set another password by.")

        @OptionGroup var subject: Subject

        func run() async throws { try subject.print(try await subject.accounts.resetLink(for: subject.name)) }
    }

    struct UseLink: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "use-link",
            abstract: "Dùng liên kết: đặt mật khẩu. Sets a password by a one-time link.",
            discussion: """
                Asks for the link, for a name where it is for the first administrator, and for the password twice; from a \
                script, one line each on standard input.
                """)

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        func run() async throws {
            let door = try home.existingDoor()
            let typed = try TypedText.secret("Liên kết / link")
            guard let token = LinkToken(text: String(typed.split(separator: "/").last ?? "")) else {
                throw Refusal(
                    "link_unreadable", .badInput, "Đây không phải là liên kết.", "This is no one-time link.")
            }
            let link = try await door.link(token)
            guard let name = link.name else { return try await makeFirst(door, token) }
            try await door.setPassword(try TypedText.newPassword(), with: token, from: .terminal)
            try format.print(AccountNotice(name.rawValue, .passwordSet))
        }

        private func makeFirst(_ door: AccountDoor, _ token: LinkToken) async throws {
            let name = try TypedText.line("Tên đăng nhập / login name")
            let shown = try TypedText.line("Họ tên / display name")
            try await door.makeFirstAdministrator(
                name: name, displayName: shown, password: try TypedText.newPassword(), with: token, from: .terminal)
            try format.print(AccountNotice(name, .passwordSet))
        }
    }

    struct Password: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "password",
            abstract: "Đổi mật khẩu của chính mình. Changes the password of whoever signed in; other sessions end.",
            discussion: """
                For whoever signed in by sohoa login, which stays signed in. Asks for the old password and twice for the new \
                one; from a script, one line each on standard input. For somebody else's, see reset-link.
                """)

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        func run() async throws {
            guard home.dataHome.exists else { throw Refusal.noDataHome(at: home.dataHome.path) }
            let own = try await home.open(policy: ServiceOptions.accountPolicy()).ownAccount
            let name = try await own.show().name
            let old = try TypedText.secret("Mật khẩu cũ / old password")
            let signedIn = try await own.changePassword(from: old, to: TypedText.newPassword(), at: .terminal)
            try home.signIn.write(signedIn.token)
            try format.print(AccountNotice(name.rawValue, .passwordSet))
        }
    }

    struct DemandTOTP: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "demand-totp",
            abstract: "Bắt buộc mã xác thực. Nobody signs in to the account without an authenticator; --off ends that.")

        @OptionGroup var subject: Subject

        @Flag(help: "Không bắt buộc nữa. Demands it no longer.")
        var off = false

        func run() async throws { try subject.print(try await subject.accounts.demandTOTP(!off, of: subject.name)) }
    }

    struct RemoveTOTP: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove-totp",
            abstract: "Bỏ ứng dụng xác thực. Takes a lost authenticator away; its sessions end.")

        @OptionGroup var subject: Subject

        func run() async throws { try subject.print(try await subject.accounts.removeTOTP(of: subject.name)) }
    }

    struct Unlock: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Cho đăng nhập lại ngay. Lets an account that failed too often try again at once.")

        @OptionGroup var subject: Subject

        func run() async throws {
            try await subject.accounts.unlock(subject.name)
            try subject.format.print(AccountNotice(subject.name.rawValue, .unlocked))
        }
    }
}

// MARK: What is typed

extension LoginName {
    /// Takes a login name from the command line.
    static func argument(_ text: String) throws -> LoginName {
        guard let name = LoginName(typed: text) else {
            throw ValidationError(
                "Tên đăng nhập không hợp lệ: \(text) — 2 to 64 of a-z, 0-9, . _ @ -, a letter first")
        }
        return name
    }
}

extension Role {
    static func argument(_ text: String) throws -> Role {
        guard let role = Role(rawValue: text) else {
            let known = allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("Vai trò không hợp lệ: \(text) — not a role: \(known)")
        }
        return role
    }
}

extension Account.State {
    static func argument(_ text: String) throws -> Account.State {
        guard let state = Account.State(rawValue: text) else {
            throw ValidationError("Trạng thái không hợp lệ: \(text) — active or disabled")
        }
        return state
    }
}

extension InterfaceLanguage {
    static func argument(_ text: String) throws -> InterfaceLanguage {
        guard let language = InterfaceLanguage(rawValue: text) else {
            throw ValidationError("Ngôn ngữ không hợp lệ: \(text) — vi or en")
        }
        return language
    }
}

extension Scope {
    /// Agencies as they are typed, or `all`.
    static func arguments(_ texts: [String]) throws -> Scope {
        if texts == ["all"] { return .everything }
        return .agencies(
            Set(
                try texts.map { text in
                    guard let agency = AgencyScope(rawValue: text) else {
                        throw ValidationError("Cơ quan không hợp lệ: \(text) — an agency's code, as in H40.16, or all")
                    }
                    return agency
                }))
    }
}

extension TypedText {
    /// A password that is typed twice alike.
    static func newPassword() throws -> String {
        let first = try secret("Mật khẩu mới / new password")
        guard try secret("Nhập lại / again") == first else {
            throw Refusal(
                "passwords_differ", .badInput, "Hai lần nhập khác nhau.", "The two passwords are not the same.")
        }
        return first
    }
}
