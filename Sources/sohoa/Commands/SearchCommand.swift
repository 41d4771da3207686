import ArgumentParser
import Basics
import Dossiers
import Foundation
import Ledger
import Presentation

struct SearchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Tìm trong giấy tờ số hóa. Searches what was digitized.",
        discussion: """
            Words with or without marks (nguyen van dong finds Nguyễn Văn Đông), a phrase in quotes, an ID number, a \
            document number (907/QĐ-UBND), a case code; * after the last word finds words that begin so.
            """)

    @OptionGroup var home: HomeOption
    @OptionGroup var format: FormatOption

    @Option(name: .customLong("case"), help: "Mã hồ sơ. Only in this case.", transform: CaseCode.argument)
    var caseCode: CaseCode?

    @Option(help: "Số kết quả nhiều nhất. Most results, 1 to 1000.")
    var limit: Int = 20

    @Argument(help: "Từ cần tìm. What to look for.")
    var query: [String]

    func validate() throws {
        guard (1...1000).contains(limit) else { throw ValidationError("--limit is a number from 1 to 1000") }
    }

    func run() async throws {
        let office = try home.openExisting()
        let wanted = SearchQuery(query.joined(separator: " "), caseCode: caseCode)
        let limit = limit
        let hits = try await office.ledger.read { try $0.search(wanted, limit: limit) }
        try format.print(SearchView(hits, emphasis: isatty(STDOUT_FILENO) == 1 ? .bold : .guillemets))
    }
}

extension SearchView.Emphasis {
    /// As terminals show it.
    fileprivate static let bold = SearchView.Emphasis(on: "\u{1B}[1m", off: "\u{1B}[0m")
}
