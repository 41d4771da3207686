import Dossiers
import Ledger
import UseCases

/// Something that waits for a person, and why.
public struct WaitingView: ListedView, Sendable {
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
    public init(_ item: WaitingItem, batch: String, pages: [PageRecord]) {
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

    public static func page(_ items: [WaitingView]) -> TextPage {
        var page = items.reduce(into: TextPage()) { $0 += $1.lines }
        page.line(items.isEmpty ? "Không có mục nào chờ." : "\(items.count) mục chờ")
        return page
    }

    private var lines: TextPage {
        var lines = TextPage("\(id)  \(batch)  \(messageVi) [\(reason)]")
        for page in pages {
            let repeated = page.repeats.map { " (có lẽ lặp lại \($0.file), trang \($0.index + 1))" } ?? ""
            lines.line("    \(page.file), trang \(page.index + 1)\(repeated)")
        }
        if let proposedCase {
            lines.line("    Ghi trên phiếu hoặc bảng kê: \(proposedCase) / \(proposedComponent ?? "?")")
        }
        return lines
    }
}
