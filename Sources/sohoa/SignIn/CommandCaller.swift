import Basics
import Office
import UseCases

/// Who acts on the command line: the person of the sign-in file where there is one, else the machine's account.
struct CommandCaller {
    let office: OpenHome
    let file: TokenFile
    let policy: AccountPolicy

    /// The data home as whoever runs the command may use it.
    /// - Parameter by: the name that a script gave.
    /// - Throws: `Refusal` `session_ended` when the sign-in has ended: what is done must not go under another name in
    ///   silence; `by_ended`.
    func workspace(by name: String?) async throws -> Workspace {
        let door = AccountDoor(office, policy: policy)
        guard let token = try file.read() else {
            let machine = Caller.systemAccount()
            let isAnother = name.map { Caller.systemAccount(claiming: $0).name != machine.name } ?? false
            if isAnother, try await door.hasAccounts() { throw Self.byEnded(machine.name) }
            return Workspace(
                office, caller: .systemAccount(claiming: name), accounts: AccountServices(policy: policy))
        }
        guard let person = try await door.person(with: token) else { throw Self.signInEnded }
        if let name, ![person.account.name.rawValue, person.account.displayName].contains(name) {
            throw Self.byEnded(person.account.name.rawValue)
        }
        return door.workspace(of: person)
    }

    private static let signInEnded = Refusal(
        "session_ended", .unauthenticated,
        "Phiên đăng nhập của dòng lệnh đã hết; hãy chạy sohoa login, hoặc sohoa logout để dùng tài khoản của máy.",
        "The command line's sign-in has ended; run sohoa login, or sohoa logout to act as the machine's account.")

    private static func byEnded(_ account: String) -> Refusal {
        Refusal(
            "by_ended", .forbidden,
            "--by không ghi thay tên người khác được nữa: việc này được ghi cho \(account). Hãy bỏ --by, hoặc để người đó "
                + "chạy sohoa login.",
            "--by names nobody else any more: this is recorded as done by \(account). Leave it out, or have that person "
                + "run sohoa login.")
    }
}
