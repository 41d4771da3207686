import ArgumentParser
import Basics
import Dossiers
import Foundation
import Ledger
import Presentation

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
        let (caseCode, batch) = (caseCode, batch)
        let rows = try await office.ledger.read { tx in
            guard let batch else { return [try tx.exportRows(case: caseCode, batch: nil)] }
            let wanted = try tx.batches(calledFirst: batch)
            guard !wanted.isEmpty else {
                throw Refusal.unknownBatch(batch)
            }
            return try wanted.map { try tx.exportRows(case: caseCode, batch: $0.id) }
        }
        let export = ExportView(
            rows, files: DocumentPaths(in: office),
            findings: format.isJSON ? PageFindings.all(of: rows, in: office.store) : [:])
        if let files { try DocumentFiles(folder: files, store: office.store).copy(rows.flatMap(\.documents)) }
        try format.print(export)
    }
}
