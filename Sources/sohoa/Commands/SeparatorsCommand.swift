import ArgumentParser
import DigitizationPipeline
import Dossiers
import Foundation
import Ledger
import Office
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
                    throw UserError(.notFound, "Không có hồ sơ \(code).", "The register has no case \(code).")
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
            throw UserError(.notFound, "Hồ sơ không có thành phần đó.", "No case has such a component.")
        }
        do {
            try SeparatorSheets.write(sheets: sheets, to: out)
        } catch {
            throw explain(error)
        }
        Print.line("Đã ghi \(sheets.count) phiếu phân tách vào \(out)")
    }

    private func explain(_ fault: SheetFault) -> UserError {
        switch fault {
        case .noSheets: UserError(.notFound, "Không có phiếu nào để in.", "There is nothing to print.")
        case .noVietnameseFont:
            UserError(
                .failed, "Máy chưa có phông chữ tiếng Việt; hãy cài fonts-noto-core.",
                "No font has the Vietnamese letters; install fonts-noto-core.")
        case .code(let detail): UserError(.failed, "Không tạo được mã QR.", "The QR code could not be made: \(detail)")
        case .notWritten(let detail):
            UserError(.ioError, "Không ghi được tệp \(out).", "\(out) could not be written: \(detail)")
        case .number, .unbalanced, .tooMany:
            UserError(.failed, fault.message, "The sheets cannot be printed like this.")
        }
    }
}
