import Basics
import Ledger

/// Who may sign in, without anything secret.
public struct AccountView: View, ListedView, Sendable {
    var name: String
    var displayName: String
    var state: String
    var roles: [String]
    /// Codes of agencies; null for everything.
    var scope: Nullable<[String]>
    var language: String
    var hasPassword: Bool
    var totpDemanded: Bool
    var hasTotp: Bool
    var lastSignIn: Nullable<Int64>
    var createdAt: Int64
    var createdBy: String
    private let account: Account

    private enum CodingKeys: String, CodingKey {
        case name, displayName, state, roles, scope, language, hasPassword, totpDemanded, hasTotp, lastSignIn,
            createdAt,
            createdBy
    }

    public init(_ account: Account) {
        self.account = account
        name = account.name.rawValue
        displayName = account.displayName
        state = account.state.rawValue
        roles = account.roles.map(\.rawValue).sorted()
        scope = Nullable(account.scope == .everything ? nil : account.scope.codes)
        language = account.language.rawValue
        hasPassword = account.hasPassword
        totpDemanded = account.isTOTPDemanded
        hasTotp = account.hasTOTP
        lastSignIn = Nullable(account.lastSignIn?.milliseconds)
        createdAt = account.createdAt.milliseconds
        createdBy = account.createdBy
    }

    public var text: TextPage {
        var page = TextPage("\(name)  \(displayName)")
        page.table(
            [
                ["trạng thái", account.state.vietnamese], ["vai trò", roleText], ["phạm vi", account.scope.vietnamese],
                ["mật khẩu", hasPassword ? "có" : "chưa đặt"], ["mã xác thực", totpText],
                ["đăng nhập lần cuối", lastText],
                ["thêm lúc", "\(LocalTime.text(account.createdAt)) (\(createdBy))"],
            ], indent: 2)
        return page
    }

    public static func page(_ accounts: [AccountView]) -> TextPage {
        var page = TextPage()
        page.table(accounts.map(\.cells))
        page.line(accounts.isEmpty ? "Chưa có tài khoản nào: sohoa accounts add" : "\(accounts.count) tài khoản")
        return page
    }

    private var cells: [String] {
        [name, displayName, account.state.vietnamese, roleText, account.scope.vietnamese, lastText]
    }

    private var roleText: String {
        let names = Role.allCases.filter(account.roles.contains).map(\.vietnamese)
        return names.isEmpty ? "không có vai trò" : names.joined(separator: ", ")
    }

    private var totpText: String { (hasTotp ? "có" : "không") + (totpDemanded ? ", bắt buộc" : "") }

    private var lastText: String { account.lastSignIn.map(LocalTime.text) ?? "chưa đăng nhập" }
}

/// A one-time link that was made: the only time that it is shown.
public struct IssuedLinkView: View {
    var name: String
    /// To be put behind the address of the desk.
    var link: String
    var expiresAt: Int64

    public init(_ name: LoginName, link: String, expiresAt: Instant) {
        (self.name, self.link, self.expiresAt) = (name.rawValue, link, expiresAt.milliseconds)
    }

    /// The link alone, so that it can be handed on.
    public var text: TextPage { TextPage("\(link)") }

    /// What to do with it, for people.
    public var notice: TextPage {
        TextPage(
            """
            Chuyển liên kết này riêng cho \(name); dùng một lần, đến \(LocalTime.text(Instant(milliseconds: expiresAt))).
            Mở sau địa chỉ của bàn làm việc, hoặc / or on the command line: sohoa accounts use-link
            """)
    }
}

/// What was done to an account, in one line.
public struct AccountNotice: View {
    var name: String
    var done: String
    private let vietnamese: String

    private enum CodingKeys: String, CodingKey { case name, done }

    public enum Done: String, Sendable {
        case passwordSet = "password_set"
        case unlocked
        case sessionsEnded = "sessions_ended"
        case signedIn = "signed_in"
        case signedOut = "signed_out"
    }

    public init(_ name: String, _ done: Done) {
        (self.name, self.done) = (name, done.rawValue)
        vietnamese =
            switch done {
            case .passwordSet: "Đã đặt mật khẩu; hãy đăng nhập: sohoa login"
            case .unlocked: "Đã mở lại để đăng nhập."
            case .sessionsEnded: "Đã kết thúc mọi phiên đăng nhập."
            case .signedIn: "Đã đăng nhập; mọi lệnh được ghi tên này. Kết thúc: sohoa logout"
            case .signedOut: "Đã đăng xuất; các lệnh được ghi tên tài khoản của máy."
            }
    }

    public var text: TextPage { TextPage("\(name): \(vietnamese)") }
}
