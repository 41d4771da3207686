import ArgumentParser
import Basics
import Dossiers
import Foundation
import Office
import Presentation
import UseCases

/// What every command takes.
struct HomeOption: ParsableArguments {
    @Option(help: ArgumentHelp("Kho dữ liệu. Data home; else $SOHOA_HOME, else ./sohoa-home.", valueName: "dir"))
    var home: String?

    @Option(
        help: ArgumentHelp(
            "Tệp đăng nhập, xem sohoa login. Sign-in file: whoever signed in acts; else $SOHOA_TOKEN_FILE.",
            valueName: "file"))
    var tokenFile: String?

    var dataHome: DataHome { DataHome(path: given ?? "sohoa-home") }

    private var given: String? { home ?? ProcessInfo.processInfo.environment["SOHOA_HOME"] }

    /// An empty name would mean whatever folder the program happens to be started in.
    func validate() throws {
        guard let given, given.allSatisfy(\.isWhitespace) else { return }
        throw ValidationError(
            "Kho dữ liệu không có tên: --home hoặc SOHOA_HOME để trống; hãy ghi rõ thư mục. "
                + "The data home has no name: give --home DIR or set SOHOA_HOME. (empty_home)")
    }

    /// Where this command's sign-in is kept.
    var signIn: TokenFile { TokenFile(tokenFile, home: dataHome) }

    /// Opens the data home and makes it when there is none.
    /// - Parameters:
    ///   - by: the person for whom a script says to act; refused as soon as there are accounts.
    ///   - policy: of accounts, for commands about them; what other commands do does not depend on the settings.
    func open(by: String? = nil, policy: AccountPolicy = AccountPolicy()) async throws -> Workspace {
        try await CommandCaller(office: try OpenHome(home: dataHome), file: signIn, policy: policy)
            .workspace(by: by)
    }

    /// Opens the data home for a question.
    /// - Throws: `Refusal` when there is none, rather than to make an empty one.
    func openExisting(by: String? = nil) async throws -> Workspace {
        let home = dataHome
        guard home.exists else {
            throw Refusal.noDataHome(at: home.path)
        }
        return try await open(by: by)
    }

    /// Signing in to a data home that is there.
    func existingDoor() throws -> AccountDoor {
        guard dataHome.exists else { throw Refusal.noDataHome(at: dataHome.path) }
        return AccountDoor(try OpenHome(home: dataHome), policy: try ServiceOptions.accountPolicy())
    }
}

/// How a command prints its data.
struct FormatOption: ParsableArguments {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @Option(help: "Dạng in ra. Output form: text or json.")
    var format: Format = .text

    var isJSON: Bool { format == .json }
}

extension CaseCode {
    /// Takes a case code from the command line.
    static func argument(_ text: String) throws -> CaseCode {
        guard let code = CaseCode(rawValue: text) else {
            throw ValidationError("Mã hồ sơ không hợp lệ: \(text) — not a case code, as in 000.00.16.H40-261118-0042")
        }
        return code
    }
}

extension ComponentCode {
    /// Takes a component code from the command line.
    static func argument(_ text: String) throws -> ComponentCode {
        guard let code = ComponentCode(rawValue: text) else {
            throw ValidationError("Mã thành phần không hợp lệ: \(text) — not a component code, as in TP01")
        }
        return code
    }
}
