import ArgumentParser
import DigitizationPipeline
import Dossiers
import Foundation

/// What every command takes.
struct HomeOption: ParsableArguments {
    @Option(help: ArgumentHelp("Kho dữ liệu. Data home; else $SOHOA_HOME, else ./sohoa-home.", valueName: "dir"))
    var home: String?

    var dataHome: DataHome {
        DataHome(path: home ?? ProcessInfo.processInfo.environment["SOHOA_HOME"] ?? "sohoa-home")
    }

    /// Opens the data home and makes it when there is none.
    func open() throws -> Office { try Office(home: dataHome) }

    /// Opens the data home for a question.
    /// - Throws: ``UserError`` when there is none, rather than to make an empty one.
    func openExisting() throws -> Office {
        let home = dataHome
        guard FileManager.default.fileExists(atPath: home.path) else {
            throw UserError(
                .notFound, "Chưa có kho dữ liệu: \(home.path)",
                "There is no data home; import cases first (sohoa cases import) or give --home.")
        }
        return try Office(home: home)
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

/// A case code on the command line.
extension CaseCode: @retroactive ExpressibleByArgument {
    public init?(argument: String) { self.init(rawValue: argument) }
}

extension ComponentCode: @retroactive ExpressibleByArgument {
    public init?(argument: String) { self.init(rawValue: argument) }
}
