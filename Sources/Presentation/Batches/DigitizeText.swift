import DigitizationPipeline
import Dossiers
import Ledger

/// What people read of a run over some batches.
struct DigitizeText {
    let report: DigitizeReport

    /// Names of files that systems left, at most so many a batch.
    private static let asidesShown = 8

    var page: TextPage {
        var page = TextPage()
        for outcome in report.outcomes { page += lines(outcome) }
        guard !report.outcomes.isEmpty else { return page }
        let seconds = report.elapsed / .seconds(1)
        let pages = report.pagesRead
        let rate = seconds > 0 ? Int((Double(pages) / seconds * 60).rounded()) : 0
        page.line(
            "\(report.outcomes.count) lô, \(pages) trang trong \(Int(seconds.rounded())) giây (\(rate) trang/phút), "
                + "\(report.waiting.count) mục chờ người xử lý")
        return page
    }

    private func lines(_ outcome: Digitizer.Outcome) -> TextPage {
        let batch = outcome.batch.id
        var page = TextPage()
        page.line(summary(outcome))
        for attached in outcome.attached { page.line("  " + line(attached)) }
        for issue in report.issues where issue.batchID == batch { page.line("  ! " + line(issue)) }
        if let names = report.asides[batch], !names.isEmpty {
            let shown = names.prefix(Self.asidesShown).joined(separator: ", ")
            let more = names.count > Self.asidesShown ? ", …" : ""
            page.line("  · \(names.count) tệp của hệ thống, không phải giấy tờ, đã lưu: \(shown)\(more)")
        }
        for item in report.waiting where item.batchID == batch { page.line("  ? " + WaitingText.line(item)) }
        return page
    }

    private func summary(_ outcome: Digitizer.Outcome) -> String {
        let known = outcome.wasKnown ? " — đã số hóa trước đó, không có gì thay đổi" : ""
        return "\(outcome.batch.name): \(outcome.pages) trang\(known)"
    }

    private func line(_ attached: BatchDigitizer.Attached) -> String {
        let state =
            switch attached.outcome {
            case .attached: "đã gắn"
            case .unchanged, nil: "đã có, không thay đổi"
            case .keptAsCandidate: "để bên cạnh, chờ quyết định"
            }
        return "\(attached.slot.caseCode) / \(attached.slot.component): \(attached.pages) trang, \(state)"
    }

    private func line(_ issue: IssueRecord) -> String {
        let file = issue.fileName ?? ""
        let place = issue.pageIndex.map { "\(file) trang \($0 + 1)" } ?? file
        return "\(place): \(issue.code.message(detail: issue.detail).vietnamese) [\(issue.code.rawValue)]"
    }
}
