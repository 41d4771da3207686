import ArgumentParser
import DigitizationPipeline
import Dossiers
import Foundation
import Ledger
import Office

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
        let office = try home.openExisting()
        if caseCode == nil, format.isJSON {
            // Written page by page, so that never all of them are in memory.
            let list = JSONListOutput(isPretty: true)
            try await forEachPage(of: office) { try list.append($0) }
            return list.finish()
        }
        var items: [Item] = []
        if let caseCode {
            items = try await office.ledger.read { tx in
                try Self.items(tx.waitingItems(batch: nil, case: caseCode, openOnly: true), tx)
            }
        } else {
            try await forEachPage(of: office) { items += $0 }
        }
        if format.isJSON { try Print.json(items) } else { printText(items) }
    }

    private static let pageSize = 200

    private func forEachPage(of office: OpenHome, _ body: ([Item]) throws -> Void) async throws {
        var last: WaitingItem?
        if let after {
            last = try await office.ledger.read { try $0.waitingItem(WaitingID(rawValue: after)) }
            guard last != nil else {
                throw UserError(.notFound, "Không có mục \(after).", "There is no item \(after).")
            }
        }
        var left = limit ?? .max
        while left > 0 {
            let (place, size) = (last, min(left, Self.pageSize))
            let (waiting, items) = try await office.ledger.read { tx in
                let waiting = try tx.waitingItems(after: place, limit: size)
                return (waiting, try Self.items(waiting, tx))
            }
            try body(items)
            left -= waiting.count
            guard waiting.count == size else { return }
            last = waiting.last
        }
    }

    private static func items(_ waiting: [WaitingItem], _ tx: LedgerTransaction) throws -> [Item] {
        var known: [BatchID: (name: String, pages: [PageRecord])] = [:]
        return try waiting.map { item in
            if known[item.batchID] == nil {
                known[item.batchID] = (try tx.batch(item.batchID)?.name ?? "", try tx.pages(batch: item.batchID))
            }
            let batch = known[item.batchID] ?? ("", [])
            return Item(item, batch: batch.name, pages: batch.pages)
        }
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
