import PostalChannel
import PostalPipeline

/// What came of a file of the operator's events.
public struct EventsView: View {
    struct Fault: Encodable {
        var row: Int
        var code: String
        var detail: String
    }

    struct Contradiction: Encodable {
        var `case`: String
        var event: String
        var code: String
        var detail: String
    }

    var file: String
    var events: Int
    var recorded: Int
    var errors: [Fault]
    var contradictions: [Contradiction]

    private let result: EventImport

    private enum CodingKeys: CodingKey {
        case file, events, recorded, errors, contradictions
    }

    public init(_ result: EventImport, file: String) {
        self.result = result
        self.file = file
        events = result.events
        recorded = result.recorded
        errors = result.faults.map { Fault(row: $0.row, code: $0.code.rawValue, detail: $0.english) }
        contradictions = result.contradictions.map { one in
            Contradiction(
                case: one.caseCode.rawValue, event: one.event.kind.rawValue, code: one.move.stableCode,
                detail: one.move.english)
        }
    }

    /// Whether rows were not taken.
    public var hasFaults: Bool { !errors.isEmpty }

    public var text: TextPage {
        var page = TextPage("\(file): \(events) sự kiện, ghi mới \(recorded).")
        for one in result.contradictions { page.line("  ? \(one.caseCode): \(one.move.vietnamese)") }
        return page
    }

    /// The rows that were not taken.
    public var warnings: TextPage {
        result.faults.reduce(into: TextPage()) { $0.line("\(file): \($1.vietnamese)\n\($1.english)") }
    }
}
