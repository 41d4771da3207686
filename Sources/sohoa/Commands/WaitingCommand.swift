import ArgumentParser
import Basics
import Dossiers
import Foundation
import Ledger
import Office
import Presentation
import UseCases

struct WaitingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "waiting", abstract: "Những mục chờ người xử lý. What waits for a person, and why.")

    @OptionGroup var home: HomeOption
    @OptionGroup var format: FormatOption

    @Option(name: .customLong("case"), help: "Mã hồ sơ. Only what concerns this case.", transform: CaseCode.argument)
    var caseCode: CaseCode?

    @Option(help: "Số mục nhiều nhất. Most items; all when it is not given.")
    var limit: Int?

    @Option(help: "Sau mục này. Only the items after this one, by its id.")
    var after: String?

    func validate() throws {
        guard limit.map({ $0 > 0 }) ?? true else { throw ValidationError("--limit phải lớn hơn 0 — a number above 0") }
    }

    func run() async throws {
        let waiting = try await home.openExisting().waiting
        func page(_ request: PageRequest) async throws -> Page<Workspace.Waiting.Entry> {
            try await waiting.page(request)
        }
        if let caseCode { return try format.print(try await waiting.of(caseCode).map(WaitingView.init)) }
        if format.isJSON {
            var list = JSONListOutput(.indented)
            try await forEachPage(after: after, limit: limit, page) {
                try list.append($0.map(WaitingView.init))
            }
            return list.finish()
        }
        var items: [WaitingView] = []
        try await forEachPage(after: after, limit: limit, page) {
            items += $0.map(WaitingView.init)
        }
        try format.print(items)
    }
}

extension WaitingView {
    fileprivate init(_ entry: Workspace.Waiting.Entry) {
        self.init(entry.item, batch: entry.batchName, pages: entry.pages)
    }
}
