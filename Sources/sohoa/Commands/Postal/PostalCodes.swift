import ArgumentParser
import Basics
import PostalChannel
import PostalPipeline
import Presentation
import UseCases

extension PostalCommand {
    struct Codes: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "codes",
            abstract: "Dải số hiệu bưu gửi do bưu điện cấp. Item codes that the post issued.",
            subcommands: [Add.self, List.self], defaultSubcommand: List.self)

        struct Add: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "add",
                abstract: "Ghi một dải số hiệu. Records a range; each of its codes is given out once.")

            @OptionGroup var home: HomeOption
            @OptionGroup var format: FormatOption

            @Option(help: "Hai chữ đầu. Two letters, when the codes are given as eight digits.")
            var prefix: String?

            @Option(name: .customLong("office"), help: "Mã bưu cục cấp. Code of the post office that issued them.")
            var postOffice: String

            @Option(
                help: ArgumentHelp("Ngày cấp. Day of issue, yyyy-MM-dd; else today.", valueName: "day"),
                transform: CalendarDay.argument)
            var issued: CalendarDay?

            @Argument(help: "Số đầu. First code, as EB403116321VN, or its eight digits.")
            var first: String

            @Argument(help: "Số cuối. Last code.")
            var last: String

            func run() async throws {
                let post = try await home.openPost()
                let range = try await post.addItemCodes(
                    first: first, last: last, prefix: prefix, issuedOn: try issued ?? post.today(),
                    postOffice: postOffice)
                try format.print(ItemCodesView(range))
            }
        }

        struct List: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "list", abstract: "Các dải số hiệu. The ranges and what is left of them.")

            @OptionGroup var home: HomeOption
            @OptionGroup var format: FormatOption

            func run() async throws {
                let ranges = try await home.openExistingPost().itemCodes()
                try format.print(ranges.map(ItemCodesView.init))
            }
        }
    }
}
