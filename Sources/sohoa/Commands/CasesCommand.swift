import ArgumentParser
import Basics
import DigitizationPipeline
import Dossiers
import Foundation
import Ledger
import Office
import PostalPipeline
import Presentation
import UseCases

struct CasesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cases", abstract: "Sổ hồ sơ. The register of cases.",
        subcommands: [Import.self, Show.self, Course.self, Move.self, Note.self])

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Nhập sổ hồ sơ (JSON, Excel hoặc CSV). Imports cases with their required components.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Argument(help: "Tệp .json, .xlsx, .xls, .ods hoặc .csv. The register.")
        var file: String

        func run() async throws {
            let taken = try await home.open().cases.importRegister(at: file)
            let view = CaseImportView(
                taken.summary, batchesEnqueued: taken.batchesEnqueued, faults: taken.faults, file: file)
            try format.print(view)
            Print.warning(view.warnings)
            if !taken.faults.isEmpty { throw Failure.badInput }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Xem một hồ sơ. What a case has, what is missing, what waits.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Argument(help: "Mã hồ sơ. Case code.", transform: CaseCode.argument)
        var code: CaseCode

        func run() async throws {
            let workspace = try await home.openExisting()
            let found = try await workspace.cases.show(code)
            try format.print(
                CaseView(
                    found.status, files: DocumentPaths(of: workspace), returned: found.returned, filing: found.filing))
        }
    }
}
