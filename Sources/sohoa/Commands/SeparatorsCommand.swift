import ArgumentParser
import Basics
import Dossiers
import Foundation
import Ledger
import Office
import Presentation
import PrintedSheets

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
        let office = try home.openExisting()
        let codes = codes
        let cases = try await office.ledger.read { tx in
            try codes.map { code in
                guard let record = try tx.findCase(code) else {
                    throw Refusal.unknownCase(code)
                }
                return record
            }
        }
        let key = try SeparatorKey.make(in: office.home)
        let sheets = cases.flatMap { record in
            record.components.filter { components.isEmpty || components.contains($0.code) }.map { rule in
                SeparatorSheet(
                    caseCode: record.code, component: rule.code, componentName: rule.name,
                    procedure: record.procedure,
                    seal: key.seal(SeparatorPayload(caseCode: record.code, component: rule.code)))
            }
        }
        guard !sheets.isEmpty else {
            throw Refusal.noSuchComponent
        }
        do {
            try SeparatorSheets.write(sheets: sheets, to: out)
        } catch {
            throw error.refusal(ofSeparatorsTo: out)
        }
        Print.page(SeparatorNotice(sheets: sheets.count, file: out).text)
    }
}
