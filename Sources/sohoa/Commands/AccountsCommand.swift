import ArgumentParser
import Basics
import Ledger
import Presentation
import UseCases

struct AccountsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accounts",
        abstract: "Tài khoản: ai được đăng nhập, với vai trò và phạm vi nào. Who may sign in, and as what.",
        discussion: """
            Roles: station, reviewer, reuse, liaison, supervisor, administrator, auditor; several at once. A scope is an \
            agency with all below it, as in H40.16, or `all`.
            """,
        subcommands: [
            Add.self, List.self, Show.self, Roles.self, ScopeCommand.self, Disable.self, Enable.self, ResetLink.self,
            UseLink.self, Password.self, DemandTOTP.self, RemoveTOTP.self, Sessions.self, Unlock.self,
        ])

    /// What every command about one account takes.
    struct Subject: ParsableArguments {
        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Argument(help: "Tên đăng nhập. Login name.", transform: LoginName.argument) var name: LoginName

        var accounts: Workspace.Accounts {
            get async throws {
                guard home.dataHome.exists else { throw Refusal.noDataHome(at: home.dataHome.path) }
                return try await home.open(policy: ServiceOptions.accountPolicy()).accounts
            }
        }

        func print(_ account: Account) throws { try format.print(AccountView(account)) }

        /// Prints the link alone, and what to do with it on standard error.
        func print(_ issued: IssuedLink) throws {
            let view = IssuedLinkView(
                issued.account.name, link: "/link/\(issued.token.text)", expiresAt: issued.expiresAt)
            try format.print(view)
            if !format.isJSON { Print.warning(view.notice) }
        }
    }

    /// What an account is allowed.
    struct Rights: ParsableArguments {
        @Option(help: "Vai trò, có thể lặp lại. A role; can be repeated.", transform: Role.argument)
        var role: [Role] = []
    }

    struct Reach: ParsableArguments {
        @Option(
            help: "Cơ quan, có thể lặp lại; all là toàn phạm vi. An agency with all below it; can be repeated; or all.")
        var scope: [String]

        var value: Scope {
            get throws { try Scope.arguments(scope) }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Thêm tài khoản; in liên kết đặt mật khẩu. Adds an account and prints the link to set a password by.")

        @OptionGroup var subject: Subject
        @OptionGroup var rights: Rights
        @OptionGroup var reach: Reach

        @Option(help: "Tên hiển thị. Name as screens show it.")
        var displayName: String

        @Option(help: "Ngôn ngữ: vi, en. Language of the screens.", transform: InterfaceLanguage.argument)
        var language = InterfaceLanguage.vietnamese

        @Flag(help: "Bắt buộc mã xác thực. Demands an authenticator.")
        var totp = false

        func run() async throws {
            let accounts = try await subject.home.open(policy: ServiceOptions.accountPolicy()).accounts
            try subject.print(
                try await accounts.add(
                    subject.name, displayName: displayName, roles: Set(rights.role), scope: reach.value,
                    language: language, demandsTOTP: totp))
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Liệt kê tài khoản. Lists accounts by login name.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Option(help: "Chỉ vai trò này. Only those with this role.", transform: Role.argument)
        var role: Role?

        @Option(help: "Chỉ đang dùng hay đã khóa. Only active or disabled ones.", transform: Account.State.argument)
        var state: Account.State?

        @Option(help: "Tên bắt đầu bằng. What the login name begins with.")
        var prefix: String?

        @Option(help: "Sau tên này. Only those after this one, to page on.")
        var after: String?

        @Option(help: "Nhiều nhất bao nhiêu. Most accounts, 1 to 500.")
        var limit = 200

        func validate() throws {
            guard (1...PageRequest.maxLimit).contains(limit) else {
                throw ValidationError("--limit từ 1 đến 500 — from 1 to 500")
            }
        }

        func run() async throws {
            let page = try await home.openExisting().accounts.page(
                PageRequest(after: after, limit: limit),
                filter: AccountFilter(state: state, role: role, namePrefix: prefix))
            try format.print(page.elements.map(AccountView.init))
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Xem một tài khoản. Shows an account.")

        @OptionGroup var subject: Subject

        func run() async throws { try subject.print(try await subject.accounts.show(subject.name)) }
    }

    struct Sessions: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Các phiên đăng nhập. Where the account is signed in; --end ends all.")

        @OptionGroup var subject: Subject

        @Flag(help: "Kết thúc tất cả. Ends all of them at once.")
        var end = false

        func run() async throws {
            let accounts = try await subject.accounts
            guard end else {
                return try subject.format.print(try await accounts.sessions(of: subject.name).map(SessionView.init))
            }
            _ = try await accounts.endSessions(of: subject.name)
            try subject.format.print(AccountNotice(subject.name.rawValue, .sessionsEnded))
        }
    }
}
