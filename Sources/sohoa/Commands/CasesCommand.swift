import ArgumentParser
import DigitizationPipeline
import Dossiers
import Foundation
import Ledger
import Office
import PostalPipeline

struct CasesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cases", abstract: "Sổ hồ sơ. The register of cases.",
        subcommands: [Import.self, Show.self])

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Nhập sổ hồ sơ (JSON, Excel hoặc CSV). Imports cases with their required components.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Argument(help: "Tệp .json, .xlsx, .xls, .ods hoặc .csv. The register.")
        var file: String

        func run() async throws {
            let register = try read()
            let office = try home.open()
            let outcome = try await CaseImporting(ledger: office.ledger, isShared: !office.leadership.isLeader)
                .take(register.cases)
            let (summary, batches) = (outcome.summary, outcome.batches)
            if try await office.ledger.read({ try $0.hasLegsDue() }) {
                _ = try await PostalDesk(office: office).linkLegs()
            }
            if format.isJSON {
                try Print.json(
                    Summary(
                        new: summary.new, changed: summary.changed, unchanged: summary.unchanged,
                        batchesEnqueued: batches,
                        errors: register.faults.map { .init(row: $0.row, code: $0.code.rawValue, detail: $0.english) }))
            } else {
                Print.line(
                    "Đã nhập \(summary.new) hồ sơ mới, \(summary.changed) thay đổi, \(summary.unchanged) giữ nguyên.")
                if batches > 0 { Print.line("\(batches) lô đang chờ các hồ sơ này sẽ được xử lý lại.") }
            }
            for fault in register.faults {
                Print.error("\(file): \(fault.vietnamese)\n\(fault.english)\n")
            }
            if !register.faults.isEmpty { throw ExitCode(Failure.Code.badInput.rawValue) }
        }

        private func read() throws -> CaseRegister {
            guard FileManager.default.fileExists(atPath: file) else {
                throw UserError(.notFound, "Không tìm thấy tệp: \(file)", "No such file: \(file)")
            }
            do {
                return try CaseRegisterFile.read(path: file)
            } catch let fault as CaseRegisterFault {
                throw UserError(.badInput, "\(file): \(fault.vietnamese)", "\(fault.english) (\(fault.code.rawValue))")
            }
        }

        private struct Summary: Encodable {
            struct Fault: Encodable {
                var row: Int
                var code: String
                var detail: String
            }
            var new: Int
            var changed: Int
            var unchanged: Int
            /// Batches of which pages waited for these cases.
            var batchesEnqueued: Int
            var errors: [Fault]
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
            let office = try home.openExisting()
            let code = code
            let (found, returned, filing) = try await office.ledger.read { tx in
                (try tx.caseStatus(code), try tx.resultReturned(case: code), try tx.filingTime(case: code))
            }
            guard let status = found else {
                throw UserError(.notFound, "Không có hồ sơ \(code).", "The register has no case \(code).")
            }
            let view = CaseView(
                status, links: DocumentLinks(office: office), returned: returned, filing: filing)
            if format.isJSON { try Print.json(view) } else { view.printText() }
        }
    }
}
