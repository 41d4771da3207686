import Basics
import PostalChannel
import PostalPipeline

extension LegEvent {
    /// What else was said with the fact, as clerks read it.
    var remark: String { Self.words(detail) }

    /// What stands with a fact in words: this program's remarks, papers of a hand-over list, else what somebody wrote.
    fileprivate static func words(_ detail: String) -> String {
        if let remark = LegRemark(detail) { return remark.vietnamese }
        let parts = detail.split(separator: ";", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts[1].hasPrefix("counted=") else { return detail }
        let listed = parts.count == 3 ? ", danh mục \(parts[2].dropFirst("listed=".count))" : ""
        return "\(parts[0]): đếm \(parts[1].dropFirst("counted=".count))\(listed)"
    }
}

extension LegRemark {
    var vietnamese: String {
        switch code {
        case .statusReported: "Trạng thái \(status?.vietnamese ?? "")"
        case .statusWithoutTime: "Trạng thái \(status?.vietnamese ?? ""), không ghi thời điểm"
        case .papersCounted: [papers?.vietnamese, words].compactMap(\.self).joined(separator: "; ")
        case .slipFiled: slip?.vietnamese ?? ""
        case .notTaken: refused
        }
    }

    private var words: String? { said.map(LegEvent.words) }

    private var refused: String {
        guard let move else { return words ?? "" }
        let told = [amount?.description, words].compactMap(\.self).joined(separator: "; ")
        return "\(move.kind.vietnamese) \(LocalTime.text(move.occurred)). \(move.vietnamese)"
            + (told.isEmpty ? "" : " (\(told))")
    }
}

extension LegRemark.Papers {
    /// `đếm 4, danh mục 5, bắt buộc 3`, with the missing papers.
    fileprivate var vietnamese: String {
        let names = missing.joined(separator: ", ")
        return "đếm \(counted), danh mục \(allowed), bắt buộc \(required)" + (names.isEmpty ? "" : "; thiếu \(names)")
    }
}

extension PaperCount {
    /// What a clerk is told.
    var vietnamese: String {
        let text = LegRemark(self).papers?.vietnamese ?? ""
        if isShort { return "Thiếu giấy tờ: \(text)." }
        return isOver ? "Thừa giấy tờ: \(text)." : "Đủ giấy tờ: \(text)."
    }
}

extension SlipReading.Kind {
    /// The Vietnamese words that screens show.
    public var vietnamese: String {
        switch self {
        case .dispatchSlip: "phiếu gửi hồ sơ"
        case .handoverRecord: "biên bản giao nhận"
        case .deliverySlip: "phiếu phát"
        }
    }
}
