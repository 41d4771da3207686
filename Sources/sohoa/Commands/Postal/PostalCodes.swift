import ArgumentParser
import Basics
import PostalChannel
import PostalPipeline

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
                let range = try await home.openPostalDesk().addItemCodes(
                    first: first, last: last, prefix: prefix, issuedOn: try issued ?? CalendarDay.today(),
                    postOffice: postOffice)
                if format.isJSON {
                    try Print.json(ItemCodesView(range))
                } else {
                    Print.line("Đã ghi dải \(range.id): còn \(range.remaining) số hiệu.")
                }
            }
        }

        struct List: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "list", abstract: "Các dải số hiệu. The ranges and what is left of them.")

            @OptionGroup var home: HomeOption
            @OptionGroup var format: FormatOption

            func run() async throws {
                let ranges = try await home.openExistingPostalDesk().itemCodes()
                let views = ranges.map(ItemCodesView.init)
                if format.isJSON { return try Print.json(views) }
                Print.table(
                    zip(views, ranges).map { view, range in
                        [
                            view.id, "\(view.first) – \(view.last)", "còn \(view.remaining)",
                            "cấp ngày \(LocalTime.text(range.issuedOn))", "bưu cục \(view.office)",
                        ]
                    })
            }
        }
    }
}

/// A range of item codes as it is printed.
struct ItemCodesView: Encodable {
    var id: String
    var first: String
    var last: String
    /// The code that is given out next; `nil` when all are.
    var next: String?
    var remaining: Int
    var issuedOn: String
    var office: String

    init(_ range: ItemCodeRange) {
        func code(_ serial: Int) -> String {
            S10.code(prefix: range.prefix, serial: serial, country: range.country) ?? ""
        }
        id = range.id
        first = code(range.first)
        last = code(range.last)
        next = range.isExhausted ? nil : code(range.next)
        remaining = range.remaining
        issuedOn = range.issuedOn.rawValue
        office = range.office
    }
}
