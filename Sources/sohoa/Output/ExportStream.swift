import Basics
import Dossiers
import Foundation
import Ledger
import Presentation
import UseCases

/// Prints an export of everything part by part, so that never all of it is in memory; the output is that of `ExportView`.
struct ExportStream {
    let documents: Workspace.Documents
    let signatures: Workspace.Signatures
    let paths: DocumentPaths
    /// Where current documents are copied to.
    let folder: String?

    func printJSON() async throws {
        Print.write(Data("{\n".utf8))
        var list = JSONListOutput(.indented, key: "documents")
        try await documents.forEachExported { part in
            if let folder { try await documents.copy(part, to: folder) }
            let findings = try await findings(on: part)
            try list.append(
                ExportView.documents(
                    part, files: paths, findings: findings, signatures: try await signatures.checks(of: part)))
        }
        list.finish(isLast: false)
        var issues = JSONListOutput(.indented, key: "issues")
        try await documents.forEachExported([.issues]) { try issues.append(ExportView.issues([$0])) }
        issues.finish(isLast: false)
        var (sums, total) = (JSONListOutput(.indented, key: "page_sums"), PageSum())
        try await documents.forEachExported([.sums]) { rows in
            for sum in rows.sums { total = total + sum.sum }
            try sums.append(ExportView.sums([rows]))
        }
        sums.finish(isLast: false)
        Print.write(try JSONListForm.member(total, key: "pages"))
        var separators = JSONListOutput(.indented, key: "separators")
        try await documents.forEachExported([.separators]) { try separators.append(ExportView.separators([$0])) }
        separators.finish()
        Print.write(Data("}\n".utf8))
    }

    func printText() async throws {
        try await documents.forEachExported { part in
            if let folder { try await documents.copy(part, to: folder) }
            show(ExportRows(documents: part), try await signatures.checks(of: part))
        }
        for part in [ExportPart.sums, .issues] {
            try await documents.forEachExported([part]) { show($0) }
        }
    }

    private func show(_ rows: ExportRows, _ signatures: [ContentDigest: SignatureCheck] = [:]) {
        Print.page(ExportView([rows], files: paths, findings: [:], signatures: signatures).text)
    }

    private func findings(on part: [ExportDocument]) async throws -> [ContentDigest: PageFindings] {
        try await documents.readings(of: part, as: FoundOnPage.self).compactMapValues { PageFindings($0) }
    }
}
