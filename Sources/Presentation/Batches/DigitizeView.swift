import DigitizationPipeline
import Dossiers
import Ledger
import UseCases

/// What a run over some batches came to.
public struct DigitizeView: View {
    struct Batch: Encodable {
        var path: String
        var batch: String?
        var id: String?
        var known: Bool
        var pages: Int
        var attached: [Component]
        var issues: [IssueView]
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

    let report: DigitizeReport

    private enum CodingKeys: CodingKey {
        case batches, pages, seconds, pagesPerMinute
    }

    public init(_ report: DigitizeReport) {
        self.report = report
        let elapsed = report.elapsed / .seconds(1)
        batches = report.results.map { Batch($0, report) }
        pages = report.pagesRead
        seconds = (elapsed * 100).rounded() / 100
        pagesPerMinute = (Double(report.pagesRead) / max(elapsed, 0.001) * 600).rounded() / 10
    }

    public var text: TextPage { DigitizeText(report: report).page }
}

/// What is known after a run over some batches.
public struct DigitizeReport: Sendable {
    public var results: [BatchResult]
    public var elapsed: Duration
    /// Of these batches.
    public var issues: [IssueRecord]
    /// What waits of these batches.
    public var waiting: [WaitingItem]
    /// Files that systems left beside the pages, by batch.
    public var asides: [BatchID: [String]]

    public init(
        results: [BatchResult], elapsed: Duration, issues: [IssueRecord], waiting: [WaitingItem],
        asides: [BatchID: [String]]
    ) {
        (self.results, self.elapsed, self.issues) = (results, elapsed, issues)
        (self.waiting, self.asides) = (waiting, asides)
    }

    var outcomes: [Digitizer.Outcome] { results.compactMap(\.outcome) }
    var pagesRead: Int { outcomes.filter { !$0.wasKnown }.reduce(0) { $0 + $1.pages } }
}

extension DigitizeView.Batch {
    fileprivate init(_ result: BatchResult, _ report: DigitizeReport) {
        let id = result.outcome?.batch.id
        self.init(
            path: result.path, batch: result.outcome?.batch.name, id: id?.rawValue,
            known: result.outcome?.wasKnown ?? false, pages: result.outcome?.pages ?? 0,
            attached: result.outcome?.attached.map(DigitizeView.Component.init) ?? [],
            issues: report.issues.filter { $0.batchID == id }.map {
                IssueView($0, batch: result.outcome?.batch.name)
            },
            waiting: report.waiting.count { $0.batchID == id }, asides: id.flatMap { report.asides[$0] } ?? [],
            error: result.failure?.description)
    }
}

extension DigitizeView.Component {
    fileprivate init(_ attached: BatchDigitizer.Attached) {
        let (outcome, document): (String, DocumentID?) =
            switch attached.outcome {
            case .attached(let id): ("attached", id)
            case .unchanged(let id): ("unchanged", id)
            case .keptAsCandidate(let id, _): ("kept_beside", id)
            case nil: ("unchanged", nil)
            }
        self.init(
            case: attached.slot.caseCode.rawValue, component: attached.slot.component.rawValue, pages: attached.pages,
            outcome: outcome, document: document?.rawValue)
    }
}
