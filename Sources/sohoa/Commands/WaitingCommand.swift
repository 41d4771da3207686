import ArgumentParser
import Basics
import Dossiers
import Foundation
import Ledger
import Office
import Presentation

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
            var list = JSONListOutput(.indented)
            try await forEachPage(of: office) { try list.append($0) }
            return list.finish()
        }
        var items: [WaitingView] = []
        if let caseCode {
            items = try await office.ledger.read { tx in
                try Self.items(tx.waitingItems(batch: nil, case: caseCode, openOnly: true), tx)
            }
        } else {
            try await forEachPage(of: office) { items += $0 }
        }
        try format.print(items)
    }

    private static let pageSize = 200

    private func forEachPage(of office: OpenHome, _ body: ([WaitingView]) throws -> Void) async throws {
        var last: WaitingItem?
        if let after {
            last = try await office.ledger.read { try $0.waitingItem(WaitingID(rawValue: after)) }
            guard last != nil else {
                throw Refusal.unknownWaitingItem(after)
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

    private static func items(_ waiting: [WaitingItem], _ tx: LedgerTransaction) throws -> [WaitingView] {
        var known: [BatchID: (name: String, pages: [PageRecord])] = [:]
        return try waiting.map { item in
            if known[item.batchID] == nil {
                known[item.batchID] = (try tx.batch(item.batchID)?.name ?? "", try tx.pages(batch: item.batchID))
            }
            let batch = known[item.batchID] ?? ("", [])
            return WaitingView(item, batch: batch.name, pages: batch.pages)
        }
    }
}
