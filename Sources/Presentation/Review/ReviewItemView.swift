import Basics
import Dossiers
import Ledger
import UseCases

/// A document of which a person has to see something.
public struct ReviewItemView: ListedView, Sendable {
    struct Lease: Encodable, Sendable {
        var by: String
        var since: Instant
        var until: Instant
    }

    struct Note: Encodable, Sendable {
        var text: String
        var by: String
        var at: Instant
    }

    var id: String
    var caseCode: String
    var component: String
    var batch: String
    var due: String?
    var pages: Int
    var unsureWords: Int
    var openWords: Int
    var openFields: Int
    var state: String
    var reason: String
    var lease: Lease?
    var note: Note?
    var createdAt: Instant
    var doneAt: Instant?
    var doneBy: String?

    private let item: ReviewItem

    private enum CodingKeys: CodingKey {
        case id, caseCode, component, batch, due, pages, unsureWords, openWords, openFields, state, reason, lease, note
        case createdAt, doneAt, doneBy
    }

    public init(_ item: ReviewItem) {
        self.item = item
        id = item.id.rawValue
        caseCode = item.caseCode.rawValue
        component = item.component.rawValue
        batch = item.batchID.rawValue
        due = item.due?.rawValue
        pages = item.pages
        unsureWords = item.unsureWords
        openWords = item.openWords
        openFields = item.openFields
        state = item.state.rawValue
        reason = item.reason.rawValue
        lease = item.lease.map { Lease(by: $0.by, since: $0.since, until: $0.until) }
        note = item.note.map { Note(text: $0.text, by: $0.by, at: $0.at) }
        createdAt = item.createdAt
        doneAt = item.doneAt
        doneBy = item.doneBy
    }

    public static func page(_ items: [ReviewItemView]) -> TextPage {
        var page = items.reduce(into: TextPage()) { $0 += $1.text }
        page.line(items.isEmpty ? "Không có mục nào." : "\(items.count) mục")
        return page
    }
}

extension ReviewItemView: View {
    /// The item in one line, and who works on it or was in doubt.
    public var text: TextPage {
        let deadline = item.due.map { "hạn \(LocalTime.text($0))" } ?? "không có hạn"
        var lines = TextPage(
            """
            \(id)  \(caseCode)/\(component)  \(deadline)  \(item.state.vietnamese): còn \(openWords) chữ, \
            \(openFields) trường [\(reason)]
            """)
        if let lease { lines.line("    \(lease.by) đang làm từ \(LocalTime.text(lease.since))") }
        if let note { lines.line("    \(note.by): \(note.text)") }
        return lines
    }
}

extension ReviewItem.State {
    /// What it is called on screens.
    public var vietnamese: String {
        switch self {
        case .open: "chờ kiểm tra"
        case .postponed: "để lại cho người phụ trách"
        case .done: "đã kiểm tra"
        case .withdrawn: "không còn cần"
        }
    }

    public var english: String {
        switch self {
        case .open: "to be checked"
        case .postponed: "left to a senior"
        case .done: "checked"
        case .withdrawn: "not needed any more"
        }
    }
}

/// How many items there are.
public struct ReviewCountsView: View, Sendable {
    var open: Int
    var postponed: Int
    var done: Int
    var leased: Int
    var pendingRebuilds: Int

    public init(_ counts: ReviewCounts) {
        (open, postponed, done) = (counts.open, counts.postponed, counts.done)
        (leased, pendingRebuilds) = (counts.leased, counts.pendingRebuilds)
    }

    public var text: TextPage {
        var page = TextPage(
            "Chờ kiểm tra: \(open) (\(leased) đang có người làm); để lại: \(postponed); đã xong: \(done)")
        if pendingRebuilds > 0 { page.line("Đang cập nhật văn bản và PDF: \(pendingRebuilds) giấy tờ") }
        return page
    }
}
