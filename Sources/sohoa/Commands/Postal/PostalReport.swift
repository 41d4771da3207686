import ArgumentParser
import Basics
import PostalPipeline
import Presentation
import PrintedSheets
import UseCases

extension PostalCommand {
    struct Report: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "report",
            abstract: "Xuất kết quả đối soát (XLSX, PDF). Writes the reconciliation for the post.",
            discussion: "A workbook with sums, differences with evidence, and pairs; or a record to be signed as PDF.")

        @OptionGroup var home: HomeOption

        @Option(
            help: ArgumentHelp("Ngày chốt. Last day that counts, yyyy-MM-dd.", valueName: "day"),
            transform: CalendarDay.argument)
        var cutOff: CalendarDay?

        @OptionGroup var days: DaysOption

        @Option(name: .customLong("out"), help: "Tệp .xlsx. The workbook.")
        var workbook: String?

        @Option(name: .customLong("record"), help: "Tệp .pdf. The record to be signed.")
        var record: String?

        @Option(help: "Cơ quan lập biên bản. The agency, for the record.")
        var agency = "Bộ phận Một cửa"

        @Option(help: "Cơ quan chủ quản. Its superior authority, for the record.")
        var authority = ""

        @Option(name: .customLong("operator"), help: "Đơn vị bưu chính. The postal operator, for the record.")
        var postalOperator = "Bưu điện"

        func validate() throws {
            guard workbook != nil || record != nil else {
                throw ValidationError("Cần --out hoặc --record — give --out FILE.xlsx, --record FILE.pdf, or both")
            }
        }

        func run() async throws {
            let post = try await home.openExistingPost()
            // What is settled is known in sums, and read by the workbook in parts. Up to a day everything is looked at.
            let isWindow = cutOff == nil
            let reconciled = try await post.reconcile(cutOff: cutOff, scope: isWindow ? .window : .everything)
                .within(try days.range)
            if let workbook {
                try await post.writeReport(reconciled, to: workbook, listsSealed: isWindow)
                Print.page(PostalNotice.reportWritten(workbook).text)
            }
            if let record {
                let parties = ReconciliationParties(
                    issuer: SheetIssuer(authority: authority, agency: agency), postalOperator: postalOperator)
                try await post.writeRecord(reconciled, parties: parties, to: record)
                Print.page(PostalNotice.reportWritten(record).text)
            }
        }
    }
}
