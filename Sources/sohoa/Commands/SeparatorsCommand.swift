import ArgumentParser
import Basics
import Dossiers
import Foundation
import Ledger
import Office
import Presentation
import PrintedSheets
import UseCases

struct SeparatorsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "separators",
        abstract: "In phiếu phân tách hồ sơ. Separator sheets for all components of cases, as PDF.")

    @OptionGroup var home: HomeOption

    @Option(help: ArgumentHelp("Tệp PDF để ghi. The PDF to write.", valueName: "file.pdf"))
    var out: String

    @Option(
        name: .customLong("component"), help: "Mã thành phần. Only these components.", transform: ComponentCode.argument
    )
    var components: [ComponentCode] = []

    @Argument(help: "Mã hồ sơ. Case codes.", transform: CaseCode.argument)
    var codes: [CaseCode]

    func run() async throws {
        let separators = try await home.openExisting().batches.separators(of: codes, components: components)
        let sheets = separators.map {
            SeparatorSheet(
                caseCode: $0.record.code, component: $0.rule.code, componentName: $0.rule.name,
                procedure: $0.record.procedure, seal: $0.seal)
        }
        do {
            try SeparatorSheets.write(sheets: sheets, to: out)
        } catch {
            throw error.refusal(ofSeparatorsTo: out)
        }
        Print.page(SeparatorNotice(sheets: sheets.count, file: out).text)
    }
}
