import DigitizationPipeline
import Dossiers
import Foundation
import Ledger

/// Prints an export of everything page by page, so that never all of it is in memory; the output is that of
/// ``ExportJSON``.
struct ExportStream {
    let office: Office
    /// Where current documents are copied to.
    let files: DocumentFiles?

    private static let casesAtATime = 100
    private static let batchesAtATime = 20

    func printJSON() async throws {
        Print.write(Data("{\n".utf8))
        let links = DocumentLinks(office: office)
        let documents = JSONListOutput(isPretty: true, key: "documents")
        try await forEachDocuments { page in
            try files?.copy(page)
            try documents.append(page.map { ExportJSON.Document($0, office.store, links, findings: true) })
        }
        documents.finish(isLast: false)
        let issues = JSONListOutput(isPretty: true, key: "issues")
        try await forEachBatches([.issues]) { rows in
            try issues.append(rows.issues.map { IssueJSON($0.issue, batch: $0.batchName) })
        }
        issues.finish(isLast: false)
        let sums = JSONListOutput(isPretty: true, key: "page_sums")
        var total = PageSum()
        try await forEachBatches([.sums]) { rows in
            for sum in rows.sums { total = total + sum.sum }
            try sums.append(rows.sums.map { ExportJSON.Sum(batch: $0.batchName, sum: $0.sum) })
        }
        sums.finish(isLast: false)
        try JSONListOutput.write(total, key: "pages")
        let separators = JSONListOutput(isPretty: true, key: "separators")
        try await forEachBatches([.separators]) { rows in
            try separators.append(rows.separators.map(ExportJSON.Separator.init))
        }
        separators.finish(isLast: true)
        Print.write(Data("}\n".utf8))
    }

    func printText() async throws {
        let links = DocumentLinks(office: office)
        try await forEachDocuments { page in
            try files?.copy(page)
            var shown = ExportJSON([], office: office, findings: false)
            shown.documents = page.map { ExportJSON.Document($0, office.store, links, findings: false) }
            shown.printText()
        }
        for part in [ExportPart.sums, .issues] {
            try await forEachBatches([part]) { ExportJSON([$0], office: office, findings: false).printText() }
        }
    }

    // MARK: Pages

    private func forEachDocuments(_ body: ([ExportDocument]) throws -> Void) async throws {
        var last: CaseCode?
        while true {
            let place = last
            let page = try await office.ledger.read { try $0.exportedDocuments(after: place, cases: Self.casesAtATime) }
            guard let end = page.last else { break }
            try body(page.documents)
            last = end
        }
        try await forEachBatches([.loosePages]) { try body($0.documents) }
    }

    private func forEachBatches(_ parts: Set<ExportPart>, _ body: (ExportRows) throws -> Void) async throws {
        var last: BatchID?
        while true {
            let place = last
            let page = try await office.ledger.read {
                try $0.exportedBatches(after: place, limit: Self.batchesAtATime, parts: parts)
            }
            guard let end = page.last else { return }
            try body(page.rows)
            last = end
        }
    }
}
