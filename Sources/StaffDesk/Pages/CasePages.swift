import Basics
import Dossiers
import Foundation
import Hummingbird
import Ledger
import PostalChannel
import Presentation
import UseCases

/// A case: what it has, what it lacks, what waits, its ways by post, what happened to it.
struct CasePages: Sendable {
    func addRoutes(to routes: DeskRoutes) {
        routes.get("cases/{code}", show)
        routes.get("cases/{code}/documents.zip", archive)
    }

    @Sendable private func show(_ visit: Visit) async throws -> Response {
        let code = try visit.parameter("code", as: CaseCode.self)
        let workspace = visit.workspace(for: .caseWork)
        let file = try await workspace.cases.show(code)
        let history = try await workspace.cases.history(code)
        let legs = visit.caller.may(.readPost) ? try await workspace.postal().legs(of: code).legs : []
        let text = CaseText(file, history, legs, today: try workspace.today(), visit)
        return try visit.page("case", code.rawValue, in: .search, text.model)
    }

    /// All current documents in one archive, with a list of them.
    @Sendable private func archive(_ visit: Visit) async throws -> Response {
        let code = try visit.parameter("code", as: CaseCode.self)
        let workspace = visit.workspace(for: .export)
        let files = try await workspace.documents.files(of: code)
        guard !files.isEmpty else { throw Refusal.nothingToDownload }
        let rows = files.map { document, file in
            Row(
                file: file.name, component: document.content.component.rawValue, document: document.id.rawValue,
                pages: document.content.pages.count, scannedAt: document.content.occurredAt, sha256: file.tag)
        }
        let manifest = try JSONForm.indented.data(Manifest(case: code.rawValue, madeAt: workspace.now(), files: rows))
        let entries =
            files.map { _, file in ZipStream.Entry(name: "\(code)/\(file.name)", content: .file(path: file.path)) }
            + [ZipStream.Entry(name: "\(code)/manifest.json", content: .bytes(manifest))]
        return ZipStream(entries: entries).response(name: "\(code).zip")
    }

    private struct Manifest: Encodable {
        var `case`: String
        var madeAt: Instant
        var files: [Row]
    }

    private struct Row: Encodable {
        var file: String
        var component: String
        var document: String
        var pages: Int
        var scannedAt: Instant
        var sha256: String
    }
}

extension Refusal {
    static let nothingToDownload = Refusal(
        "nothing_to_download", .notFound, "Hồ sơ chưa có giấy tờ số hóa nào để tải.",
        "The case has no digitized document yet.")
}
