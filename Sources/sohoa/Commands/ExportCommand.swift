import ArgumentParser
import Dossiers
import Foundation
import Ledger

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
        let office = try home.openExisting()
        if caseCode == nil, batch == nil {
            let stream = ExportStream(
                office: office, files: files.map { DocumentFiles(folder: $0, store: office.store) })
            return try await format.isJSON ? stream.printJSON() : stream.printText()
        }
        let (caseCode, batch) = (caseCode, batch)
        let rows = try await office.ledger.read { tx in
            guard let batch else { return [try tx.exportRows(case: caseCode, batch: nil)] }
            let wanted = try tx.batches(calledFirst: batch)
            guard !wanted.isEmpty else {
                throw UserError(.notFound, "Không có lô quét nào tên \(batch).", "There is no batch \(batch).")
            }
            return try wanted.map { try tx.exportRows(case: caseCode, batch: $0.id) }
        }
        let export = ExportJSON(rows, office: office, findings: format.isJSON)
        if let files { try DocumentFiles(folder: files, store: office.store).copy(rows.flatMap(\.documents)) }
        if format.isJSON { try Print.json(export) } else { export.printText() }
    }
}
