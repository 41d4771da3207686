import Basics
import Dossiers
import Ledger

/// What a person did with pages.
public struct PageActView: ListedView, Sendable {
    struct Document: Encodable, Sendable {
        var id: String
        var state: String
    }

    var number: Int
    var verb: String
    var pages: [String]
    /// The documents that were in force before, and after it.
    var before: [Document]
    var after: [Document]
    var reason: String?
    var undoes: Int?
    /// Whether it was taken back.
    var undone: Bool
    var by: String
    var at: Int64
    private var line: String

    private enum CodingKeys: String, CodingKey {
        case number, verb, pages, before, after, reason, undoes, undone, by, at
    }

    public init(_ act: PageAct, isUndone: Bool) {
        number = act.number
        verb = act.verb.rawValue
        pages = act.pages.map(\.rawValue)
        before = act.before.documents.map { Document(id: $0.id.rawValue, state: $0.state.rawValue) }
        after = act.after.documents.map { Document(id: $0.id.rawValue, state: $0.state.rawValue) }
        reason = act.reason.isEmpty ? nil : act.reason
        undoes = act.undoes
        undone = isUndone
        by = act.by
        at = act.recordedAt.milliseconds
        line = [
            "\(act.number)", LocalTime.text(act.recordedAt), act.by,
            "\(act.verb.vietnamese) (\(act.pages.count) trang)",
            act.undoes.map { "hoàn tác \($0)" }, isUndone ? "đã hoàn tác" : nil, reason,
        ].compactMap(\.self).joined(separator: "  ")
    }

    public static func page(_ acts: [PageActView]) -> TextPage {
        var page = TextPage()
        for act in acts {
            page.line(act.line)
            for document in act.after { page.line("    giấy tờ \(document.id) (\(document.state))") }
        }
        if acts.isEmpty { page.line("Chưa có việc nào với trang này.") }
        return page
    }
}
