import Basics
import Dossiers
import Ledger
import PostalChannel
import PostalPipeline

/// A leg of a case: every fact with its evidence, on both clocks.
public struct LegView: View {
    struct Event: Encodable {
        var id: String
        var event: String
        var occurred: Int64
        var precision: String
        var recorded: Int64
        var source: String
        var reference: String
        var parcel: String?
        var place: String
        var amount: Int?
        var paper: String?
        var supersedes: String?
        /// Another fact took its place, or it was retracted.
        var isInForce: Bool
        /// It contradicts the rest and was kept as a note.
        var isContradiction: Bool
        /// It came too late for a closed period and was kept as a note.
        var isLate: Bool
    }

    struct Evidence: Encodable {
        var kind: String?
        var document: String?
        var artifact: String?
        var page: Int
        var tracking: String?
        var signatures: Int?
        var hasHour: Bool?
        var recorded: Int64
    }

    var id: String
    var direction: String
    var state: String?
    var parcels: [String]
    var events: [Event]
    /// Steps that must have happened and that nobody recorded.
    var notRecorded: [String]
    var due: Int
    var collected: Int
    var remitted: Int
    var recalledPapers: [String]
    var evidence: [Evidence]
    /// Of an intake leg: when the case was filed by law.
    var filing: FilingTimeView?

    private let file: LegFile
    private let record: CaseRecord?

    private enum CodingKeys: CodingKey {
        case id, direction, state, parcels, events, notRecorded, due, collected, remitted, recalledPapers, evidence
        case filing
    }

    /// - Parameter record: the leg's case, as its papers are counted; `nil` where that is of no interest.
    public init(_ file: LegFile, of record: CaseRecord?) {
        (self.file, self.record) = (file, record)
        let leg = file.leg
        let inForce = Set(leg.history.events.map(\.id))
        id = leg.id.rawValue
        direction = leg.direction.rawValue
        state = leg.state?.rawValue
        parcels = file.parcels.map(\.id)
        events = leg.events.map { event in
            Event(
                id: event.id.rawValue, event: event.kind.rawValue, occurred: event.occurred.milliseconds,
                precision: event.precision.rawValue, recorded: event.recorded.milliseconds,
                source: event.source.kind.rawValue, reference: event.source.reference, parcel: event.parcel,
                place: event.place, amount: event.amount?.rawValue, paper: event.paper,
                supersedes: event.supersedes?.rawValue, isInForce: inForce.contains(event.id),
                isContradiction: event.keeps == .contradiction, isLate: event.keeps == .late)
        }
        notRecorded = leg.history.notRecorded.map(\.rawValue)
        (due, collected, remitted) = (
            leg.money.due.rawValue, leg.money.collected.rawValue, leg.money.remitted.rawValue
        )
        filing = leg.direction == .intake ? leg.filingTime.map(FilingTimeView.init) : nil
        recalledPapers = leg.recalledPapers.filter { !$0.isGivenBack }.map(\.name)
        evidence = file.evidence.map {
            Evidence(
                kind: $0.kind?.rawValue, document: $0.document?.rawValue, artifact: $0.artifact?.rawValue,
                page: $0.page,
                tracking: $0.tracking, signatures: $0.signatures, hasHour: $0.hasHour,
                recorded: $0.recordedAt.milliseconds)
        }
    }
    public var text: TextPage { LegText(file: file, record: record).page }
}

/// The legs of one case.
public struct CaseLegsView: View {
    private let legs: [LegView]
    private let code: CaseCode

    public init(_ legs: [LegFile], of record: CaseRecord) {
        self.legs = legs.map { LegView($0, of: record) }
        code = record.code
    }

    public func encode(to encoder: any Encoder) throws { try legs.encode(to: encoder) }

    public var text: TextPage {
        guard !legs.isEmpty else { return TextPage("Hồ sơ \(code) không có chặng bưu chính.") }
        return legs.reduce(into: TextPage()) { $0 += $1.text }
    }
}

/// A fact that a person reported of a leg.
public struct RecordedReportView: View {
    private let recorded: RecordedReport
    private let time: PostalTime

    /// - Parameter time: when it happened, as it was reported.
    public init(_ recorded: RecordedReport, at time: PostalTime) { (self.recorded, self.time) = (recorded, time) }

    public func encode(to encoder: any Encoder) throws {
        try LegView(LegFile(leg: recorded.leg), of: nil).encode(to: encoder)
    }

    public var text: TextPage {
        var page = TextPage("Đã ghi “\(recorded.event.kind.vietnamese)” lúc \(time.text).")
        if let count = recorded.count { page.line(count.vietnamese) }
        page.line("Chặng: \(recorded.leg.state?.vietnamese ?? "chưa bắt đầu")")
        return page
    }
}
