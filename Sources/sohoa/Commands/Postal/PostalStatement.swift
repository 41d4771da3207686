import ArgumentParser
import Basics
import Foundation
import Ledger
import PostalChannel
import PostalPipeline
import Presentation
import Spreadsheets
import UseCases

extension PostalCommand {
    struct Statement: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "statement",
            abstract: "Nhận bảng kê đối soát của bưu điện (XLSX, CSV). Takes the post's statements.",
            discussion: """
                The columns are guessed from headings and contents, shown, and used; sohoa postal columns confirms them for
                the operator, or says what they are. The file is kept as it is. The same file twice changes nothing, and
                neither do the same lines in another file. A statement that has all lines of an earlier one takes its
                place; both are kept. Where lines would count twice or vanish, the file waits, and --corrects, --amends,
                --beside or --dismiss says what it is; instead of the file its identity will do.
                """)

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Option(name: .customLong("operator"), help: "Đơn vị bưu chính. Short name of the postal operator.")
        var operatorName = "VNPOST"

        @Option(
            help: ArgumentHelp(
                "Bảng kê được thay thế. Identity of a statement that the file corrects; may be given again.",
                valueName: "id"))
        var corrects: [String] = []

        @Option(
            help: ArgumentHelp(
                "Chỉ thay các dòng cùng số hiệu của bảng kê. Replaces the lines of the same numbers only.",
                valueName: "id"))
        var amends: String?

        @Flag(help: "Không thay thế bảng kê nào. Lets the file stand beside all others.")
        var beside = false

        @Flag(help: "Không tính tệp này. Sets the file aside; it is kept and counts for nothing.")
        var dismiss = false

        @Option(help: "Người quyết định. Who says so; once there are accounts, only oneself: see sohoa login.")
        var by: String?

        @Argument(help: "Các tệp .xlsx, .csv, hoặc mã bảng kê. Statements: files or identities.", completion: .file())
        var files: [String]

        func run() async throws {
            let post = try await home.openPost(by: by)
            var (views, failures) = ([StatementView](), 0)
            var shown: [StatementTables.Table] = []
            for file in files {
                do {
                    let taken = try await take(file, post)
                    // One that was named by its identity is called as its file was.
                    let isFile = FileManager.default.fileExists(atPath: file)
                    let name = isFile ? file : taken.record.source.fileName
                    views.append(StatementView(taken, file: name))
                    if !format.isJSON { Print.page(StatementText(taken, file: name).text(unlessShown: &shown)) }
                    if taken.record.state == .awaitingColumns { failures += 1 }
                } catch {
                    // One bad file stops no other.
                    guard let refusal = Refusal(ofStatement: error) else { throw error }
                    failures += 1
                    views.append(StatementView(file: file, refusedAs: refusal.code))
                    Print.refusal(refusal, of: file)
                }
            }
            if format.isJSON { try Print.json(views) }
            if failures > 0 { throw Failure.badInput }
        }

        private func take(_ file: String, _ post: Workspace.Postal) async throws -> ImportedStatement {
            if dismiss { return try await post.dismissStatement(file) }
            let options = StatementOptions(
                operatorName: operatorName, corrects: corrects.map { StatementID(rawValue: $0) },
                amends: amends.map { StatementID(rawValue: $0) }, isIndependent: beside)
            return FileManager.default.fileExists(atPath: file)
                ? try await post.importStatement(at: file, options: options)
                : try await post.answer(file, options: options)
        }
    }
}
