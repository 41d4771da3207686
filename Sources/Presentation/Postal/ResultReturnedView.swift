import Basics
import PostalChannel

/// That the result of a case reached the citizen, on both clocks.
struct ResultReturnedView: View {
    struct Evidence: Encodable {
        var source: String
        var reference: String
    }

    /// When it happened.
    var occurred: Int64
    /// `day` when the hour is not known.
    var precision: String
    /// When there was proof of it.
    var recorded: Int64
    /// `in_time`, `in_time_ticked_late`, `late`, `no_last_day`.
    var timing: String
    var timingVi: String
    var evidence: [Evidence]

    private let returned: ResultReturned

    private enum CodingKeys: CodingKey {
        case occurred, precision, recorded, timing, timingVi, evidence
    }

    init(_ returned: ResultReturned, due: CalendarDay?) {
        self.returned = returned
        let timing = ReturnTiming(returned, due: due)
        occurred = returned.occurred.milliseconds
        precision = returned.precision.rawValue
        recorded = returned.recorded.milliseconds
        self.timing = timing.rawValue
        timingVi = timing.vietnamese
        evidence = returned.evidence.map { Evidence(source: $0.kind.rawValue, reference: $0.reference) }
    }

    var text: TextPage {
        let day = LocalTime.day(of: returned.occurred).map(LocalTime.text) ?? ""
        let time = returned.precision == .minute ? LocalTime.text(returned.occurred) : day
        let sources = Set(returned.evidence.map(\.kind.vietnamese)).sorted().joined(separator: ", ")
        var page = TextPage("  Bưu chính: \(timingVi)")
        page.line("             trả lúc \(time), ghi nhận \(LocalTime.text(returned.recorded)), theo \(sources)")
        return page
    }
}
