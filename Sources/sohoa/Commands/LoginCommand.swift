import ArgumentParser
import Basics
import Ledger
import Office
import Presentation
import UseCases

struct LoginCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "login",
        abstract: "Đăng nhập: các lệnh sau ghi tên bạn. Signs in: what is done by later commands is yours.",
        discussion: """
            Asks for the password, and for a code where the account has an authenticator; from a script, one line each on \
            standard input. Writes a token that lasts for a working day into a file that only you can read: --token-file, \
            $SOHOA_TOKEN_FILE, or one for each data home under $XDG_CONFIG_HOME/sohoa.
            """)

    @OptionGroup var home: HomeOption
    @OptionGroup var format: FormatOption

    @Option(help: "Tên đăng nhập. Login name.")
    var name: String?

    func run() async throws {
        let door = try home.existingDoor()
        let typed = try name ?? TypedText.line("Tên đăng nhập / login name")
        let password = try TypedText.secret("Mật khẩu / password")
        let step = try await door.signIn(
            name: typed, password: password, from: .terminal, kind: .command, replacing: try? home.signIn.read())
        let signedIn = try await complete(step, door)
        try home.signIn.write(signedIn.token)
        try format.print(AccountNotice(signedIn.person.account.name.rawValue, .signedIn))
    }

    private func complete(_ step: SignInStep, _ door: AccountDoor) async throws -> SignedIn {
        switch step {
        case .signedIn(let signedIn): return signedIn
        case .needsCode(let token):
            let code = try TypedText.line("Mã xác thực / code")
            return try await door.confirm(code: code, pending: token, from: .terminal)
        case .needsEnrolment(let token):
            let enrolment = try await door.enrolment(pending: token)
            Print.error(
                """
                Quản trị yêu cầu mã xác thực; nhập khóa này vào ứng dụng xác thực.
                An authenticator is demanded; put this key into it:
                \(enrolment.secret)
                \(enrolment.uri)

                """)
            let code = try TypedText.line("Mã xác thực / code")
            return try await door.confirmEnrolment(code: code, pending: token, from: .terminal)
        }
    }
}

struct LogoutCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logout",
        abstract: "Đăng xuất. Signs out: the token ends, here and wherever it was copied to.")

    @OptionGroup var home: HomeOption
    @OptionGroup var format: FormatOption

    func run() async throws {
        let door = try home.existingDoor()
        // A file that others can read is removed all the same.
        let token = try? home.signIn.read()
        let person = if let token { try await door.person(with: token) } else { nil as SignedInPerson? }
        if let token { try await door.signOut(token) }
        home.signIn.remove()
        try format.print(AccountNotice(person?.account.name.rawValue ?? "-", .signedOut))
    }
}

extension ClientPlace {
    /// The terminal or script in which this command runs.
    static let terminal = ClientPlace(address: "local", agent: "sohoa")
}
