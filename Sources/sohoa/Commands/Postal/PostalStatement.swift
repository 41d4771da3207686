import ArgumentParser
import DocumentModel
import Foundation
import Ledger
import PostalChannel
import PostalPipeline
import Spreadsheets
import VietnameseText

extension PostalCommand {
    struct Statement: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "statement",
            abstract: "Nhận bảng kê đối soát của bưu điện (XLSX, CSV). Takes the post's statements.",
            discussion: """
                The columns are guessed from headings and contents, shown, and used; sohoa postal columns confirms them for
                the operator, or says what they are. The file is kept as it is. The same file twice changes nothing. A
                statement for the same days with mostly the same numbers takes the place of the earlier one; both are
                kept.
                """)

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Option(name: .customLong("operator"), help: "Đơn vị bưu chính. Short name of the postal operator.")
        var operatorName = "VNPOST"

        @Option(
            help: ArgumentHelp(
                "Bảng kê được thay thế. Identity of the statement that the file corrects.", valueName: "id"))
        var corrects: String?

        @Flag(help: "Không thay thế bảng kê nào. Lets the file stand beside all others.")
        var beside = false

        @Argument(help: "Các tệp .xlsx, .csv. Statements.", completion: .file())
        var files: [String]

        func run() async throws {
            let desk = try home.openPostalDesk()
            var (views, failures) = ([StatementView](), 0)
            var shown: [StatementTables.Table] = []
            for file in files {
                do {
                    let taken = try await take(file, desk)
                    views.append(StatementView(taken, file: file))
                    if !format.isJSON { StatementText.print(taken, file: file, unlessShown: &shown) }
                    if taken.record.state == .awaitingColumns { failures += 1 }
                } catch {
                    // One bad file stops no other.
                    guard let message = StatementText.message(error) else { throw error }
                    failures += 1
                    views.append(StatementView(file: file, error: error))
                    Print.error("\(file): \(ShownText(lines: message))\n")
                }
            }
            if format.isJSON { try Print.json(views) }
            if failures > 0 { throw ExitCode(Failure.Code.badInput.rawValue) }
        }

        private func take(_ file: String, _ desk: PostalDesk) async throws -> TakenStatement {
            guard FileManager.default.fileExists(atPath: file) else {
                throw SpreadsheetFault(.unreadable, detail: "no such file")
            }
            return try await desk.takeStatement(
                path: file,
                options: StatementOptions(
                    operatorName: operatorName, corrects: corrects.map { StatementID(rawValue: $0) },
                    standsBeside: beside))
        }
    }
}
