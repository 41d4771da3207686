import ArgumentParser
import Basics
import DigitizationPipeline
import Dossiers
import Foundation
import Ledger
import Office
import PostalPipeline
import Presentation

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
            if try await office.ledger.read({ try $0.hasLegsDue() }) {
                _ = try await PostalDesk(office: office).linkLegs()
            }
            let view = CaseImportView(
                outcome.summary, batchesEnqueued: outcome.batches, faults: register.faults, file: file)
            try format.print(view)
            Print.warning(view.warnings)
            if !register.faults.isEmpty { throw Failure.badInput }
        }

        private func read() throws -> CaseRegister {
            guard FileManager.default.fileExists(atPath: file) else {
                throw Refusal.noFile(file)
            }
            do {
                return try CaseRegisterFile.read(path: file)
            } catch let fault as CaseRegisterFault {
                throw Refusal.badRegister(fault, file: file)
            }
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
                throw Refusal.unknownCase(code)
            }
            try format.print(
                CaseView(status, files: DocumentPaths(in: office), returned: returned, filing: filing))
        }
    }
}
