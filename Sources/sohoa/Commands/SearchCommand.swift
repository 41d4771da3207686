import ArgumentParser
import Basics
import Dossiers
import Foundation
import Ledger
import Presentation
import UseCases

/// Days on which something was scanned, from the command line.
struct ScannedDaysOption: ParsableArguments {
    @Option(
        name: .customLong("from"),
        help: ArgumentHelp("Từ ngày quét. Only what was scanned from this day on, yyyy-MM-dd.", valueName: "day"),
        transform: CalendarDay.argument)
    var first: CalendarDay?

    @Option(
        name: .customLong("through"),
        help: ArgumentHelp("Đến hết ngày quét. Only what was scanned up to this day.", valueName: "day"),
        transform: CalendarDay.argument)
    var last: CalendarDay?

    /// `nil` for all days.
    var range: ClosedRange<CalendarDay>? {
        get throws {
            try CalendarDay.range(from: first, through: last)
        }
    }
}

extension AgencyScope {
    /// Takes an agency from the command line.
    static func argument(_ text: String) throws -> AgencyScope {
        guard let agency = AgencyScope(rawValue: text) else {
            throw ValidationError(
                "Cơ quan không hợp lệ: \(text) — not the beginning of case codes, as in H40.16, 000.00.16.H40 or H40")
        }
        return agency
    }
}

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

    @Option(
        help: "Cơ quan: phần đầu của mã hồ sơ, ví dụ H40.16 hoặc H40. Only cases of this agency and those below it.",
        transform: AgencyScope.argument)
    var agency: AgencyScope?

    @Option(help: "Loại giấy tờ, có hoặc không dấu. Only papers of this kind, as in don_de_nghi or “đơn đề nghị”.")
    var kind: String?

    @Option(help: "Số định danh, hoặc cả họ tên người nộp. Only of this person: an identity number, or a whole name.")
    var person: String?

    @OptionGroup var days: ScannedDaysOption

    @Option(help: "Số kết quả nhiều nhất. Most results, 1 to 1000.")
    var limit: Int = 20

    @Argument(help: "Từ cần tìm. What to look for; may be left out beside --agency, --case, --kind or --person.")
    var query: [String] = []

    func validate() throws {
        guard (1...1000).contains(limit) else { throw ValidationError("--limit is a number from 1 to 1000") }
        guard !query.isEmpty || agency != nil || caseCode != nil || kind != nil || person != nil else {
            throw ValidationError("Cần từ cần tìm — say what to look for")
        }
    }

    func run() async throws {
        let scope = SearchScope(
            agency: agency, caseCode: caseCode, kind: kind, person: person, days: try days.range)
        let wanted = SearchQuery(query.joined(separator: " "), in: scope)
        let hits = try await home.openExisting().documents.search(wanted, limit: limit)
        try format.print(SearchView(hits, emphasis: isatty(STDOUT_FILENO) == 1 ? .bold : .guillemets))
    }
}

extension SearchView.Emphasis {
    /// As terminals show it.
    fileprivate static let bold = SearchView.Emphasis(on: "\u{1B}[1m", off: "\u{1B}[0m")
}
