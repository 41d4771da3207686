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
                let pages = try tx.pages(batch: item.batchID)
                return Item(item, batch: names[item.batchID] ?? "", pages: pages)
            }
        }
        if format.isJSON { try Print.json(items) } else { printText(items) }
    }

    private func printText(_ items: [Item]) {
        for item in items {
            Print.line("\(item.id)  \(item.batch)  \(item.messageVi) [\(item.reason)]")
            for page in item.pages {
                let repeated = page.repeats.map { " (có lẽ lặp lại \($0.file), trang \($0.index + 1))" } ?? ""
                Print.line("    \(page.file), trang \(page.index + 1)\(repeated)")
            }
            if let code = item.proposedCase {
                Print.line("    Ghi trên phiếu hoặc bảng kê: \(code) / \(item.proposedComponent ?? "?")")
            }
        }
        Print.line(items.isEmpty ? "Không có mục nào chờ." : "\(items.count) mục chờ")
    }

    struct Item: Encodable, Sendable {
        struct Place: Encodable, Sendable {
            var file: String
            var index: Int
        }
        struct Page: Encodable, Sendable {
            var id: String
            var file: String
            var index: Int
            /// The page that it most likely repeats.
            var repeats: Place?
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

        /// - Parameter pages: all pages of the item's batch.
        init(_ item: WaitingItem, batch: String, pages: [PageRecord]) {
            id = item.id.rawValue
            self.batch = batch
            reason = item.reason.rawValue
            messageVi = item.reason.message.vietnamese
            messageEn = item.reason.message.english
            self.pages = pages.filter { item.pageIDs.contains($0.id) }.map { page in
                let repeated = page.duplicateOf.flatMap { id in pages.first { $0.id == id } }
                return Page(
                    id: page.id.rawValue, file: page.fileName, index: page.pageIndex,
                    repeats: repeated.map { Place(file: $0.fileName, index: $0.pageIndex) })
            }
            proposedCase = item.proposedCase
            proposedComponent = item.proposedComponent
            document = item.documentID?.rawValue
            since = item.createdAt.milliseconds
        }
    }
}
