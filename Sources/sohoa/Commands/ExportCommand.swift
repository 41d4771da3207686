import ArgumentParser
import Basics
import Dossiers
import Foundation
import Ledger
import Presentation
import UseCases

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Xuất giấy tờ số hóa. Prints digitized documents, pages, text, fields and issues.")

    @OptionGroup var home: HomeOption
    @OptionGroup var format: FormatOption

    @Option(name: .customLong("case"), help: "Mã hồ sơ. Only this case.", transform: CaseCode.argument)
    var caseCode: CaseCode?

    @Option(help: "Tên hoặc mã lô. Only this batch, by name or id.")
    var batch: String?

    @Option(
        help: ArgumentHelp(
            "Thư mục để chép PDF. Also copies the current documents there, as CASE/COMPONENT.pdf.", valueName: "dir"))
    var files: String?

    func run() async throws {
        let workspace = try home.openExisting()
        let rows = try await workspace.documents.export(case: caseCode, batch: batch)
        var findings: [ContentDigest: PageFindings] = [:]
        if format.isJSON {
            let readings = try await workspace.documents.readings(of: rows, as: FoundOnPage.self)
            findings = readings.compactMapValues { PageFindings($0) }
        }
        let export = ExportView(rows, files: DocumentPaths(of: workspace), findings: findings)
        if let files { try await workspace.documents.copy(rows, to: files) }
        try format.print(export)
    }
}
