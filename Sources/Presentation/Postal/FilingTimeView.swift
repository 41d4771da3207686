import PostalChannel

/// When a case that came by post was filed by law, on both clocks, with the signed records.
struct FilingTimeView: View {
    struct Evidence: Encodable {
        var source: String
        var reference: String
    }

    /// When the hand-over record was signed.
    var occurred: Int64
    /// `day` when a record lacks the hour.
    var precision: String
    var recorded: Int64
    var evidence: [Evidence]

    private let filing: FilingTime

    private enum CodingKeys: CodingKey {
        case occurred, precision, recorded, evidence
    }

    init(_ filing: FilingTime) {
        self.filing = filing
        occurred = filing.occurred.milliseconds
        precision = filing.precision.rawValue
        recorded = filing.recorded.milliseconds
        evidence = filing.evidence.map { Evidence(source: $0.kind.rawValue, reference: $0.reference) }
    }

    var text: TextPage {
        let time = PostalTime(filing.occurred, isWholeDay: filing.precision == .day).text
        let hour = filing.precision == .day ? " (biên bản không ghi giờ)" : ""
        let records = filing.evidence.map { "\($0.kind.vietnamese) \($0.reference)" }.joined(separator: ", ")
        return TextPage("  Nộp qua bưu chính: \(time)\(hour), theo \(records); hạn trả tính từ lúc này")
    }
}
