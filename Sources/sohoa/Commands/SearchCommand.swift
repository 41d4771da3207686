import ArgumentParser
import Basics
import Dossiers
import Foundation
import Ledger
import VietnameseText

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
        if format.isJSON { try Print.json(hits.map(Hit.init)) } else { printText(hits) }
    }

    private func printText(_ hits: [SearchHit]) {
        for hit in hits {
            let sure = hit.confidence.map { ", độ tin cậy \(Int($0.rounded()))" } ?? ""
            Print.line("\(hit.caseCode) / \(hit.component), trang \(hit.pageNumber)\(sure)")
            Print.line("  \(highlighted(hit))")
        }
        Print.line(hits.isEmpty ? "Không tìm thấy." : "\(hits.count) kết quả")
    }

    /// Bold on a terminal, guillemets elsewhere.
    private func highlighted(_ hit: SearchHit) -> ShownText {
        let (on, off): (ShownText, ShownText) =
            isatty(STDOUT_FILENO) == 1 ? ("\u{1B}[1m", "\u{1B}[0m") : ("«", "»")
        let characters = Array(hit.snippet)
        var text: ShownText = ""
        var position = 0
        for range in hit.highlights where range.upperBound <= characters.count {
            let (before, found) = (String(characters[position..<range.lowerBound]), String(characters[range]))
            text = "\(text)\(before)\(on)\(found)\(off)"
            position = range.upperBound
        }
        return "\(text)\(String(characters[position...]))"
    }

    struct Hit: Encodable {
        var `case`: String
        var component: String
        var document: String
        var page: Int
        var snippet: String
        var highlights: [[Int]]
        var confidence: Double?
        var exact: Bool

        init(_ hit: SearchHit) {
            self.case = hit.caseCode.rawValue
            component = hit.component.rawValue
            document = hit.documentID.rawValue
            page = hit.pageNumber
            snippet = hit.snippet
            highlights = hit.highlights.map { [$0.lowerBound, $0.upperBound] }
            confidence = hit.confidence
            exact = hit.isExact
        }
    }
}
