import Basics
import Dossiers
import Ledger
import PostalChannel
import PostalPipeline

/// What people read of a leg.
struct LegText {
    let file: LegFile
    let record: CaseRecord?

    private var leg: Leg { file.leg }

    var page: TextPage {
        let name = leg.direction == .intake ? "nhận hồ sơ" : "trả kết quả"
        var page = TextPage("Hồ sơ \(leg.caseCode), chặng \(name): \(leg.state?.vietnamese ?? "chưa bắt đầu")")
        for parcel in file.parcels {
            let numbered = parcel.tracking.isEmpty ? "chưa có số hiệu" : parcel.tracking
            page.line("  Bưu gửi \(parcel.id)  \(numbered)  \(parcel.service)  \(parcel.province)")
        }
        page.table(leg.history.events.filter { $0.keeps == nil }.map(row), indent: 2)
        for event in leg.history.events {
            guard let kept = event.keeps else { continue }
            let why = kept == .contradiction ? "Mâu thuẫn" : "Đến sau khi khóa sổ"
            page.line("  ? \(why): \(event.remark) (\(event.source.kind.vietnamese) \(event.source.reference))")
        }
        let missing = leg.history.notRecorded
        if !missing.isEmpty {
            page.line("  Chưa ai ghi nhận: " + missing.map(\.vietnamese).joined(separator: ", "))
        }
        if let money { page.line(money) }
        if leg.direction == .intake {
            if let filing = leg.filingTime.map(FilingTimeView.init) { page += filing.text }
            if let components = record?.components {
                let required = components.count(where: \.isRequired)
                page.line("  Danh mục của hồ sơ: \(required) giấy tờ bắt buộc, \(components.count) tất cả")
            }
        }
        for paper in leg.recalledPapers where !paper.isGivenBack { page.line("  ! Chưa thu hồi: \(paper.name)") }
        for evidence in file.evidence { page.line("  Chứng từ: \(line(evidence))") }
        return page
    }

    private var money: ShownText? {
        let money = leg.money
        guard money != LegMoney() else { return nil }
        return "  Phải thu \(money.due), đã thu \(money.collected), đã nộp \(money.remitted)"
    }

    private func row(_ event: LegEvent) -> [String] {
        let time =
            event.precision == .minute
            ? LocalTime.text(event.occurred) : LocalTime.day(of: event.occurred).map(LocalTime.text) ?? ""
        return [
            time, event.kind.vietnamese, event.place, event.amount?.description ?? "",
            "ghi nhận \(LocalTime.text(event.recorded))", "\(event.source.kind.vietnamese) \(event.source.reference)",
        ]
    }

    private func line(_ evidence: LegEvidence) -> String {
        let hour = evidence.hasHour.map { $0 ? "có giờ" : "thiếu giờ" }
        let signatures = evidence.signatures.map { "\($0) chữ ký" }
        let place =
            evidence.document.map { "tài liệu \($0), trang \(evidence.page + 1)" }
            ?? "tệp quét, trang \(evidence.page + 1)"
        return [evidence.kind?.vietnamese, place, evidence.tracking, signatures, hour].compactMap { $0 }.joined(
            separator: ", ")
    }
}
