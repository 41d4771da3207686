import Basics
import Ledger

/// Where an account is signed in.
public struct SessionView: ListedView, Sendable {
    var id: String
    var kind: String
    var createdAt: Int64
    var lastUsedAt: Int64
    var endsAt: Int64
    var address: String
    var agent: String

    public init(_ session: SessionRecord) {
        id = session.id.rawValue
        kind = session.kind.rawValue
        createdAt = session.createdAt.milliseconds
        lastUsedAt = session.lastUsedAt.milliseconds
        endsAt = session.endsAt.milliseconds
        address = session.address
        agent = session.agent
    }

    public static func page(_ sessions: [SessionView]) -> TextPage {
        var page = TextPage()
        page.table(sessions.map(\.cells))
        page.line(sessions.isEmpty ? "Không đăng nhập ở đâu." : "\(sessions.count) phiên đăng nhập")
        return page
    }

    private var cells: [String] {
        [
            id, kind == SessionRecord.Kind.web.rawValue ? "trình duyệt" : "dòng lệnh", "từ \(Self.text(createdAt))",
            "dùng lần cuối \(Self.text(lastUsedAt))", "hết \(Self.text(endsAt))", address, agent,
        ]
    }

    private static func text(_ milliseconds: Int64) -> String { LocalTime.text(Instant(milliseconds: milliseconds)) }
}
