import Basics
import Dossiers
import UseCases

/// A held paper that serves a case.
public struct ReuseLinkView: ListedView {
    var id: String
    var document: String
    var heldBy: String
    var `case`: String
    var component: String
    var purpose: String
    var legalBasis: String
    var evidence: [String]
    var linkedAt: Int64
    var linkedBy: String
    var state: Nullable<String>
    var undoneAt: Nullable<Int64>
    var undoneBy: Nullable<String>
    var undoneBecause: Nullable<String>

    private let link: ReuseLink
    private let standing: Workspace.Reuse.Standing.State?

    private enum CodingKeys: CodingKey {
        case id, document, heldBy, `case`, component, purpose, legalBasis, evidence, linkedAt, linkedBy, state
        case undoneAt, undoneBy, undoneBecause
    }

    /// A link that was just made or undone, or whose paper was just revoked.
    /// - Parameter state: where it is known.
    public init(_ link: ReuseLink, state: Workspace.Reuse.Standing.State? = nil) {
        self.init(link, heldBy: "", state: state)
    }

    public init(_ standing: Workspace.Reuse.Standing) {
        self.init(standing.link, heldBy: standing.paper.slot.caseCode.rawValue, state: standing.state)
    }

    private init(_ link: ReuseLink, heldBy: String, state: Workspace.Reuse.Standing.State?) {
        self.link = link
        standing = state
        (id, document, self.heldBy) = (link.id.rawValue, link.document.rawValue, heldBy)
        (self.case, component) = (link.slot.caseCode.rawValue, link.slot.component.rawValue)
        (purpose, legalBasis) = (link.purpose, link.legalBasis)
        evidence = link.evidence.map(\.rawValue)
        (linkedAt, linkedBy) = (link.linkedAt.milliseconds, link.linkedBy)
        self.state = Nullable(state?.rawValue)
        undoneAt = Nullable(link.undoing?.at.milliseconds)
        undoneBy = Nullable(link.undoing?.by)
        undoneBecause = Nullable(link.undoing?.reason)
    }

    public static func page(_ list: [ReuseLinkView]) -> TextPage {
        var page = TextPage()
        if list.isEmpty { page.line("Không có liên kết nào.") }
        for view in list { page += view.text }
        return page
    }

    var text: TextPage {
        var page = TextPage()
        let mark = link.undoing != nil ? "–" : standing?.needsPerson == true ? "!" : "✓"
        page.line("\(mark)  \(id)  \(component) ← \(document)\(heldBy.isEmpty ? "" : " (\(heldBy))")")
        page.line("   \(purpose.visible); căn cứ: \(legalBasis.visible)")
        page.line("   \(linkedBy) gắn lúc \(LocalTime.text(link.linkedAt))")
        if let undoing = link.undoing {
            page.line("   \(undoing.by) gỡ lúc \(LocalTime.text(undoing.at)): \(undoing.reason.visible)")
        } else if let standing, standing.needsPerson {
            page.line("   \(standing.vietnamese)")
        }
        return page
    }
}

extension Workspace.Reuse.Standing.State {
    /// As screens show it.
    public var vietnamese: String {
        switch self {
        case .inForce: "đang dùng"
        case .undone: "đã gỡ"
        case .paperGone: "giấy tờ gốc đã được thay hoặc bỏ; hãy xem lại hồ sơ"
        case .paperRevoked: "giấy tờ bị thu hồi; hãy xem lại hồ sơ"
        case .paperExpired: "giấy tờ đã hết hiệu lực; hãy xem lại hồ sơ"
        }
    }
}
