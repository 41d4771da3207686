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
        let workspace = try await home.openExisting()
        let (documents, paths) = (workspace.documents, DocumentPaths(of: workspace))
        guard caseCode != nil || batch != nil else {
            let stream = ExportStream(
                documents: documents, signatures: workspace.signatures, paths: paths, folder: files)
            return try await format.isJSON ? stream.printJSON() : stream.printText()
        }
        let rows = try await documents.export(case: caseCode, batch: batch)
        let papers = rows.flatMap(\.documents)
        var findings: [ContentDigest: PageFindings] = [:]
        if format.isJSON {
            findings = try await documents.readings(of: papers, as: FoundOnPage.self)
                .compactMapValues { PageFindings($0) }
        }
        if let files { try await documents.copy(papers, to: files) }
        let signatures = try await workspace.signatures.checks(of: papers)
        try format.print(ExportView(rows, files: paths, findings: findings, signatures: signatures))
    }
}
