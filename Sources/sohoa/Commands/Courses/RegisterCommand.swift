import ArgumentParser
import Basics
import Dossiers
import Ledger
import Presentation
import UseCases

struct RegisterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: "Sổ theo dõi hồ sơ. The register of each year: numbers without gaps, entries that are never edited.",
        subcommands: [Enter.self, List.self, Close.self])

    struct Enter: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Vào sổ. Enters a case under the next number; one that stands there keeps its number.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @Argument(help: "Mã hồ sơ. Case code.", transform: CaseCode.argument) var code: CaseCode
        @Option(help: "Đính chính mục số mấy. Number of the entry that this one corrects.") var corrects: Int?
        @Option(help: "Nội dung đính chính. What the correction says.") var correction = ""

        func run() async throws {
            let entry = try await home.openExisting().courses.enter(code, correcting: corrects, with: correction)
            try format.print([BookEntryView(entry)])
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Xem sổ. The entries of a year.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @Argument(help: "Cơ quan, ví dụ H40.16. Agency.", transform: AgencyScope.argument) var agency: AgencyScope
        @Argument(help: "Năm. Year.") var year: Int
        @Option(help: "Nhiều nhất bao nhiêu mục. Most entries.") var limit = 200
        @Option(help: "Sau số này. Only entries after this number.") var after: Int?

        func run() async throws {
            let found = try await home.openExisting().courses.entries(
                of: agency, year: year, PageRequest(after: after.map(String.init), limit: limit))
            try format.print(found.page.elements.map(BookEntryView.init))
            if let closing = found.closing, !format.isJSON { Print.page(BookClosingView(closing).text) }
        }
    }

    struct Close: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Khóa sổ năm. Closes a year's register with its count, numbers and SHA-256; who does it signed in.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption
        @Argument(help: "Cơ quan, ví dụ H40.16. Agency.", transform: AgencyScope.argument) var agency: AgencyScope
        @Argument(help: "Năm. Year.") var year: Int

        func run() async throws {
            try format.print(BookClosingView(try await home.openExisting().courses.close(agency, year: year)))
        }
    }
}
