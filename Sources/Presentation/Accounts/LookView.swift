import Basics
import Ledger

/// A look at somebody's papers, for the auditor.
public struct LookView: ListedView, Sendable {
    var number: Int
    var at: Int64
    var account: String
    var roles: [String]
    var kind: String
    var subject: String
    var `case`: Nullable<String>
    /// Whose papers a list showed.
    var cases: [String]
    var purpose: String
    var note: Nullable<String>
    var session: Nullable<String>
    var hash: String

    public init(_ look: Look) {
        number = look.number
        at = look.recordedAt.milliseconds
        account = look.account
        roles = look.roles.map(\.rawValue)
        kind = look.subject.kind.rawValue
        subject = look.subject.id
        `case` = Nullable(look.subject.caseCode?.rawValue)
        cases = look.cases.map(\.rawValue)
        purpose = look.purpose.kind.rawValue
        note = Nullable(look.purpose.note)
        session = Nullable(look.session?.rawValue)
        hash = look.hash
    }

    public static func page(_ looks: [LookView]) -> TextPage {
        looks.reduce(into: TextPage()) { $0.line($1.line) }
    }

    private var line: ShownText {
        let time = LocalTime.text(Instant(milliseconds: at))
        let what = LookSubject.Kind(rawValue: kind)?.vietnamese ?? kind
        let why = LookPurpose.Kind(rawValue: purpose)?.vietnamese ?? purpose
        let code = `case`.value.flatMap { $0 == subject ? nil : " · \($0)" } ?? ""
        let said = note.value.map { ": \($0)" } ?? ""
        let shown = cases.isEmpty ? "" : " (\(cases.joined(separator: ", ")))"
        return "\(number)  \(time)  \(account)  \(what) \(subject)\(code)\(shown)  \(why)\(said)"
    }
}
