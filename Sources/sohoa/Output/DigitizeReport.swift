import DigitizationPipeline
import Dossiers
import Foundation
import Ledger

/// What a run of `sohoa digitize` came to.
struct DigitizeReport {
    let results: [BatchResult]
    let elapsed: Duration
    let issues: [IssueRecord]
    let waiting: [WaitingItem]
    /// Files that systems left beside the pages, by batch.
    let asides: [BatchID: [String]]

    init(results: [BatchResult], elapsed: Duration, ledger: Ledger) async throws {
        self.results = results
        self.elapsed = elapsed
        let ids = results.compactMap { $0.outcome?.batch.id }
        (issues, waiting, asides) = try await ledger.read { tx in
            (
                try ids.flatMap { try tx.issues(batch: $0) },
                try ids.flatMap { try tx.waitingItems(batch: $0, case: nil, openOnly: true) },
                try Dictionary(
                    ids.map { ($0, try tx.files(of: $0).filter(\.isAside).map(\.name)) },
                    uniquingKeysWith: { first, _ in first })
            )
        }
    }

    /// Names of files that systems left, at most so many a batch.
    private static let asidesShown = 8

    private var outcomes: [Digitizer.Outcome] { results.compactMap(\.outcome) }
    private var pagesRead: Int { outcomes.filter { !$0.wasKnown }.reduce(0) { $0 + $1.pages } }

    // MARK: For people

    func printText() {
        for outcome in outcomes {
            Print.line(summary(outcome))
            for attached in outcome.attached { Print.line("  " + line(attached)) }
            for issue in issues where issue.batchID == outcome.batch.id { Print.line("  ! " + line(issue)) }
            if let names = asides[outcome.batch.id], !names.isEmpty {
                let shown = names.prefix(Self.asidesShown).joined(separator: ", ")
                let more = names.count > Self.asidesShown ? ", …" : ""
                Print.line("  · \(names.count) tệp của hệ thống, không phải giấy tờ, đã lưu: \(shown)\(more)")
            }
            let held = waiting.filter { $0.batchID == outcome.batch.id }
            for item in held { Print.line("  ? " + WaitingText.line(item)) }
        }
        guard !outcomes.isEmpty else { return }
        let seconds = elapsed / .seconds(1)
        let rate = seconds > 0 ? Int((Double(pagesRead) / seconds * 60).rounded()) : 0
        Print.line(
            "\(outcomes.count) lô, \(pagesRead) trang trong \(Int(seconds.rounded())) giây (\(rate) trang/phút), "
                + "\(waiting.count) mục chờ người xử lý")
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
            case .keptBeside: "để bên cạnh, chờ quyết định"
            }
        return "\(attached.slot.caseCode) / \(attached.slot.component): \(attached.pages) trang, \(state)"
    }

    private func line(_ issue: IssueRecord) -> String {
        let file = issue.fileName ?? ""
        let place = issue.pageIndex.map { "\(file) trang \($0 + 1)" } ?? file
        return "\(place): \(issue.code.message(detail: issue.detail).vietnamese) [\(issue.code.rawValue)]"
    }

    // MARK: For machines

    struct JSON: Encodable {
        struct Batch: Encodable {
            var path: String
            var batch: String?
            var id: String?
            var known: Bool
            var pages: Int
            var attached: [Component]
            var issues: [IssueJSON]
            var waiting: Int
            var asides: [String]
            var error: String?
        }
        struct Component: Encodable {
            var `case`: String
            var component: String
            var pages: Int
            var outcome: String
            var document: String?
        }
        var batches: [Batch]
        var pages: Int
        var seconds: Double
        var pagesPerMinute: Double
    }

    var json: JSON {
        let seconds = elapsed / .seconds(1)
        return JSON(
            batches: results.map(batch), pages: pagesRead, seconds: (seconds * 100).rounded() / 100,
            pagesPerMinute: (Double(pagesRead) / max(seconds, 0.001) * 600).rounded() / 10)
    }

    private func batch(_ result: BatchResult) -> JSON.Batch {
        let id = result.outcome?.batch.id
        return JSON.Batch(
            path: result.path, batch: result.outcome?.batch.name, id: id?.rawValue,
            known: result.outcome?.wasKnown ?? false, pages: result.outcome?.pages ?? 0,
            attached: result.outcome?.attached.map(component) ?? [],
            issues: issues.filter { $0.batchID == id }.map { IssueJSON($0, batch: result.outcome?.batch.name) },
            waiting: waiting.count { $0.batchID == id }, asides: id.flatMap { asides[$0] } ?? [],
            error: result.failure?.description)
    }

    private func component(_ attached: BatchDigitizer.Attached) -> JSON.Component {
        let (outcome, document): (String, DocumentID?) =
            switch attached.outcome {
            case .attached(let id): ("attached", id)
            case .unchanged(let id): ("unchanged", id)
            case .keptBeside(let id, _): ("kept_beside", id)
            case nil: ("unchanged", nil)
            }
        return JSON.Component(
            case: attached.slot.caseCode.rawValue, component: attached.slot.component.rawValue, pages: attached.pages,
            outcome: outcome, document: document?.rawValue)
    }
}
