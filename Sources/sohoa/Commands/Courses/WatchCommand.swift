import ArgumentParser
import Basics
import Dossiers
import Ledger
import OneStop
import Presentation
import UseCases

extension WatchList: ExpressibleByArgument {}

struct WatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Danh sách phải theo dõi. The lists that the one-stop shop works off, or the cases of one.",
        discussion: """
            Without a list: how many cases stand on each. What is due first stands first; --after takes the key of the last \
            case of the page before (--format json shows keys).
            """)

    @OptionGroup var home: HomeOption
    @OptionGroup var format: FormatOption
    @Argument(help: "Danh sách. Which list.") var list: WatchList?
    @Option(help: "Số ngày làm việc của due_soon. Working days of due_soon.") var days = 3
    @Option(help: "Nhiều nhất bao nhiêu hồ sơ. Most cases.") var limit = 200
    @Option(help: "Sau khóa này. Only cases after this key.") var after: String?

    func validate() throws {
        guard (0...250).contains(days) else { throw ValidationError("--days: 0…250") }
    }

    func run() async throws {
        let courses = try await home.openExisting().courses
        guard let list else { return try format.print(try await courses.counts(days: days).map(WatchCountView.init)) }
        let page = try await courses.page(list, PageRequest(after: after, limit: limit), days: days)
        try format.print(page.elements.map { WatchedCaseView($0, key: Workspace.Courses.key($0.place)) })
    }
}
