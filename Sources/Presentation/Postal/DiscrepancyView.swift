import Basics
import Ledger
import PostalChannel
import PostalPipeline

/// A difference, with its history.
public struct DiscrepancyView: View {
    struct Event: Encodable {
        var kind: String
        /// UTC milliseconds, as everywhere.
        var occurred: Int64
        var recorded: Int64
        var actor: String
        var account: String?
        var reason: String
        var owner: String?
        var amount: Int?
        var resolution: String?
        var reference: String?
    }

    struct Fact: Encodable {
        var name: String
        var ours: String?
        var theirs: String?
    }

    var id: String
    var code: String
    var state: String
    var owner: String?
    /// Đồng; negative for what we owe.
    var amount: Int
    /// The day that it belongs to.
    var day: String
    /// Working days since it was found; `nil` without a calendar for the year.
    var ageInWorkingDays: Int?
    var complaintDeadline: String?
    var tracking: String?
    var `case`: String?
    var parcel: String?
    /// Where the line stands: statement, sheet, row.
    var line: String?
    /// What both sides have: dated facts by name; amounts in đồng.
    var evidence: [Fact]
    var needsFourEyes: Bool
    var events: [Event]

    /// The same in words, for people.
    private let evidenceText: [String]

    private enum CodingKeys: CodingKey {
        case id, code, state, owner, amount, day, ageInWorkingDays, complaintDeadline, tracking, `case`, parcel, line
        case evidence, needsFourEyes, events
    }

    /// - Parameter today: up to which its age is counted; `nil` when the clock is of no use.
    public init(_ record: DiscrepancyRecord, rules: PostalRules, today: CalendarDay?) {
        let value = record.value
        id = value.id.rawValue
        code = value.code
        state = value.state.rawValue
        owner = value.owner
        amount = value.amount.rawValue
        day = value.subject.day.rawValue
        complaintDeadline = record.complaintDeadline?.rawValue
        tracking = value.subject.tracking
        `case` = value.subject.caseCode?.rawValue
        parcel = value.subject.parcel
        line = value.subject.line
        evidence = (value.evidence ?? DiscrepancyEvidence()).facts.map {
            Fact(name: $0.name.rawValue, ours: $0.ours, theirs: $0.theirs)
        }
        evidenceText = (value.evidence ?? DiscrepancyEvidence()).facts.map(\.vietnamese)
        needsFourEyes = value.needsFourEyes(rules.breaks)
        ageInWorkingDays = today.flatMap { try? value.ageInWorkingDays(on: $0, rules.calendar) }
        events = value.events.map(Event.init)
    }

    /// What a table shows of it.
    public var row: DiscrepancyRow { DiscrepancyRow(cells: cells, isClosed: state == DiscrepancyState.closed.rawValue) }

    private var cells: [String] {
        let what = DiscrepancyCode(rawValue: code)?.vietnamese ?? code
        let standing = DiscrepancyState(rawValue: state)?.vietnamese ?? state
        let age = ageInWorkingDays.map { "\($0) ngày làm việc" } ?? "?"
        let last = complaintDeadline.flatMap { CalendarDay(rawValue: $0) }
        let deadline = last.map { "khiếu nại trước \(LocalTime.text($0))" } ?? ""
        return [id, tracking ?? "", what, Dong(amount).description, standing, owner ?? "–", age, deadline]
    }

    /// The difference with its history.
    public var text: TextPage {
        let proof = evidenceText.isEmpty ? "" : " – \(evidenceText.joined(separator: "; "))"
        var page = TextPage("\(id): \(DiscrepancyCode(rawValue: code)?.vietnamese ?? code)\(proof)")
        let heads = [tracking, `case`, Dong(amount).description, DiscrepancyState(rawValue: state)?.vietnamese]
        let fourEyes = needsFourEyes ? " · cần hai người" : ""
        page.line("  \(heads.compactMap(\.self).joined(separator: " · "))\(fourEyes)")
        for event in events {
            let kind = DiscrepancyEvent.Kind(rawValue: event.kind)?.vietnamese ?? event.kind
            let resolution =
                event.resolution.flatMap { DiscrepancyResolution(rawValue: $0) }.map { " (\($0.vietnamese))" } ?? ""
            let amount = event.kind == DiscrepancyEvent.Kind.factsChanged.rawValue ? event.amount : nil
            let what = [
                event.reason, amount.map { Dong($0).description } ?? "", event.owner.map { "giao \($0)" } ?? "",
                event.reference ?? "",
            ]
            let rest = what.filter { !$0.isEmpty }.joined(separator: " · ")
            let tail = rest.isEmpty ? "" : " – \(rest)"
            let time = LocalTime.text(Instant(milliseconds: event.recorded))
            let who = event.account.map { $0 == event.actor ? $0 : "\(event.actor) (\($0))" } ?? event.actor
            page.line("  \(time)  \(who): \(kind)\(resolution)\(tail)")
        }
        return page
    }
}

extension DiscrepancyView: ListedView {
    public static func page(_ differences: [DiscrepancyView]) -> TextPage {
        DiscrepancyRow.page(differences.map(\.row))
    }
}

extension DiscrepancyView.Event {
    init(_ event: DiscrepancyEvent) {
        kind = event.kind.rawValue
        occurred = event.occurred.milliseconds
        recorded = event.recorded.milliseconds
        actor = event.actor
        account = event.account
        reason = event.shownReason
        owner = event.owner
        amount = event.amount?.rawValue
        resolution = event.resolution?.rawValue
        reference = event.reference.isEmpty ? nil : event.reference
    }
}
