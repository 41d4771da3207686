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

    var dataHome: DataHome { DataHome(path: given ?? "sohoa-home") }

    private var given: String? { home ?? ProcessInfo.processInfo.environment["SOHOA_HOME"] }

    /// An empty name would mean whatever folder the program happens to be started in.
    func validate() throws {
        guard let given, given.allSatisfy(\.isWhitespace) else { return }
        throw ValidationError(
            "Kho dữ liệu không có tên: --home hoặc SOHOA_HOME để trống; hãy ghi rõ thư mục. "
                + "The data home has no name: give --home DIR or set SOHOA_HOME. (empty_home)")
    }

    /// Opens the data home and makes it when there is none.
    /// - Parameter by: the person for whom the caller says to act.
    func open(by: String? = nil) throws -> Workspace {
        Workspace(try OpenHome(home: dataHome), caller: .systemAccount(claiming: by))
    }

    /// Opens the data home for a question.
    /// - Throws: `Refusal` when there is none, rather than to make an empty one.
    func openExisting(by: String? = nil) throws -> Workspace {
        let home = dataHome
        guard home.exists else {
            throw Refusal.noDataHome(at: home.path)
        }
        return try open(by: by)
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
