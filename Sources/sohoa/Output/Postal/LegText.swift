import Basics
import Dossiers
import Ledger
import PostalChannel
import PostalPipeline

/// A leg as it is printed with `--format json`.
struct LegView: Encodable {
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

    init(_ file: LegFile) {
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
}

/// Legs as people read them.
enum LegText {
    static func print(_ file: LegFile, _ record: CaseRecord) {
        let leg = file.leg
        let name = leg.direction == .intake ? "nhận hồ sơ" : "trả kết quả"
        Print.line("Hồ sơ \(leg.caseCode), chặng \(name): \(leg.state?.vietnamese ?? "chưa bắt đầu")")
        for parcel in file.parcels {
            let numbered = parcel.tracking.isEmpty ? "chưa có số hiệu" : parcel.tracking
            Print.line("  Bưu gửi \(parcel.id)  \(numbered)  \(parcel.service)  \(parcel.province)")
        }
        Print.table(leg.history.events.filter { $0.keeps == nil }.map(row), indent: 2)
        for event in leg.history.events {
            guard let kept = event.keeps else { continue }
            let why = kept == .contradiction ? "Mâu thuẫn" : "Đến sau khi khóa sổ"
            Print.line("  ? \(why): \(event.detail) (\(event.source.kind.vietnamese) \(event.source.reference))")
        }
        let missing = leg.history.notRecorded
        if !missing.isEmpty {
            Print.line("  Chưa ai ghi nhận: " + missing.map(\.vietnamese).joined(separator: ", "))
        }
        printMoney(leg)
        if leg.direction == .intake {
            leg.filingTime.map(FilingTimeView.init)?.printText()
            let required = record.components.count(where: \.isRequired)
            Print.line("  Danh mục của hồ sơ: \(required) giấy tờ bắt buộc, \(record.components.count) tất cả")
        }
        for paper in leg.recalledPapers where !paper.isGivenBack { Print.line("  ! Chưa thu hồi: \(paper.name)") }
        for evidence in file.evidence { Print.line("  Chứng từ: \(line(evidence))") }
    }

    private static func printMoney(_ leg: Leg) {
        let money = leg.money
        guard money != LegMoney() else { return }
        Print.line("  Phải thu \(money.due), đã thu \(money.collected), đã nộp \(money.remitted)")
    }

    private static func row(_ event: LegEvent) -> [String] {
        let time =
            event.precision == .minute
            ? LocalTime.text(event.occurred) : LocalTime.day(of: event.occurred).map(LocalTime.text) ?? ""
        return [
            time, event.kind.vietnamese, event.place, event.amount?.description ?? "",
            "ghi nhận \(LocalTime.text(event.recorded))", "\(event.source.kind.vietnamese) \(event.source.reference)",
        ]
    }

    private static func line(_ evidence: LegEvidence) -> String {
        let hour = evidence.hasHour.map { $0 ? "có giờ" : "thiếu giờ" }
        let signatures = evidence.signatures.map { "\($0) chữ ký" }
        let place =
            evidence.document.map { "tài liệu \($0), trang \(evidence.page + 1)" }
            ?? "tệp quét, trang \(evidence.page + 1)"
        return [evidence.kind?.vietnamese, place, evidence.tracking, signatures, hour].compactMap { $0 }.joined(
            separator: ", ")
    }
}
