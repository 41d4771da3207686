import ArgumentParser
import Dossiers
import Foundation
import Ledger

struct WaitingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "waiting", abstract: "Những mục chờ người xử lý. What waits for a person, and why.")

    @OptionGroup var home: HomeOption
    @OptionGroup var format: FormatOption

    @Option(name: .customLong("case"), help: "Mã hồ sơ. Only what concerns this case.", transform: CaseCode.argument)
    var caseCode: CaseCode?

    func run() async throws {
        let office = try home.openExisting()
        let caseCode = caseCode
        let items = try await office.ledger.read { tx in
            let names = Dictionary(try tx.batches().map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
            return try tx.waitingItems(batch: nil, case: caseCode, openOnly: true).map { item in
                let pages = try tx.pages(batch: item.batchID).filter { item.pageIDs.contains($0.id) }
                return Item(item, batch: names[item.batchID] ?? "", pages: pages)
            }
        }
        if format.isJSON { try Print.json(items) } else { printText(items) }
    }

    private func printText(_ items: [Item]) {
        for item in items {
            Print.line("\(item.id)  \(item.batch)  \(item.messageVi) [\(item.reason)]")
            for page in item.pages { Print.line("    \(page.file), trang \(page.index + 1)") }
            if let code = item.proposedCase {
                Print.line("    Ghi trên phiếu hoặc bảng kê: \(code) / \(item.proposedComponent ?? "?")")
            }
        }
        Print.line(items.isEmpty ? "Không có mục nào chờ." : "\(items.count) mục chờ")
    }

    struct Item: Encodable, Sendable {
        struct Page: Encodable, Sendable {
            var file: String
            var index: Int
        }
        var id: String
        var batch: String
        var reason: String
        var messageVi: String
        var messageEn: String
        var pages: [Page]
        var proposedCase: String?
        var proposedComponent: String?
        var document: String?
        var since: Int64

        init(_ item: WaitingItem, batch: String, pages: [PageRecord]) {
            id = item.id.rawValue
            self.batch = batch
            reason = item.reason.rawValue
            messageVi = item.reason.message.vietnamese
            messageEn = item.reason.message.english
            self.pages = pages.map { Page(file: $0.fileName, index: $0.pageIndex) }
            proposedCase = item.proposedCase
            proposedComponent = item.proposedComponent
            document = item.documentID?.rawValue
            since = item.createdAt.milliseconds
        }
    }
}
