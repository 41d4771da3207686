import Basics
import DigitizationPipeline
import Dossiers
import Ledger

/// What a run came to that makes again what a changed parameter, model or program touches; or what it would come to.
public struct RedoView: View {
    struct Document: Encodable {
        var document: String
        var `case`: String
        var component: String
        var pages: Int
        var fields: Bool
        var pdf: Bool
        /// `outdated`, `redone` or `left`.
        var outcome: String
        var error: Nullable<String>
    }

    var dryRun: Bool
    var looked: Int
    var outdated: Int
    var redone: Int
    var unchanged: Int
    var left: Int
    var pages: Int
    /// Batches with pages that could not be read, and those of which such pages are left.
    var batches: [String]
    var batchesLeft: [String]
    var documents: [Document]

    private let plan: Redo.Plan
    private let errors: [DocumentID: JobError?]

    private enum CodingKeys: CodingKey {
        case dryRun, looked, outdated, redone, unchanged, left, pages, batches, batchesLeft, documents
    }

    /// What would be done.
    public init(plan: Redo.Plan) { self.init(plan, isDry: true, left: [:], leftBatches: []) }

    public init(report: Redo.Report) {
        self.init(report.plan, isDry: false, left: report.left, leftBatches: report.leftBatches)
    }

    private init(_ plan: Redo.Plan, isDry: Bool, left errors: [DocumentID: JobError?], leftBatches: [BatchID]) {
        (self.plan, self.errors) = (plan, errors)
        dryRun = isDry
        looked = plan.looked
        outdated = plan.outdated.count
        redone = isDry ? 0 : plan.outdated.count - errors.count
        unchanged = plan.looked - plan.outdated.count
        left = errors.count
        pages = plan.outdated.reduce(0) { $0 + $1.pages }
        batches = plan.batches.map(\.rawValue)
        batchesLeft = leftBatches.map(\.rawValue)
        documents = plan.outdated.map { Document($0, isDry: isDry, error: errors[$0.id]) }
    }

    /// Whether something could not be made again.
    public var isUnfinished: Bool { left > 0 || !batchesLeft.isEmpty }

    public var text: TextPage {
        var page = TextPage()
        for document in plan.outdated { page.line(line(document)) }
        let found =
            dryRun
            ? "cần làm lại \(outdated) (\(pages) trang)" : "đã làm lại \(redone) (\(pages) trang)"
        page.line("Đã xem \(looked) giấy tờ: \(found), không đổi \(unchanged)")
        if !batches.isEmpty {
            let rest: ShownText = dryRun ? "" : ", \(batchesLeft.count) lô còn trang chưa đọc được"
            page.line(
                "Lô có trang chưa đọc được vì máy thiếu gì đó hoặc dừng đột ngột: "
                    + "\(dryRun ? "cần đọc lại" : "đã đọc lại") \(batches.count) lô\(rest)")
        }
        if left > 0 { page.line("Chưa làm lại được \(left) giấy tờ; bản hiện có được giữ nguyên.") }
        return page
    }

    /// Why a service that did the work left documents as they were, where it does not go by the same settings.
    public var serviceDiffers: TextPage? {
        guard errors.values.contains(where: { $0 == nil }) else { return nil }
        return TextPage(
            "Dịch vụ đang chạy dùng quy trình hoặc mô hình khác.\n"
                + "The running service works with another pipeline or model; start it again with these settings.")
    }

    private func line(_ document: OutdatedDocument) -> String {
        let parts = [
            document.pages > 0 ? "\(document.pages) trang" : nil, document.fields ? "trường" : nil,
            document.pdf ? "PDF" : nil,
        ].compactMap { $0 }
        let error = errors[document.id].map {
            " — chưa làm lại được" + ($0.map { " [\($0.code)] \($0.detail)" } ?? "")
        }
        return "\(document.caseCode) / \(document.component): \(parts.joined(separator: ", "))\(error ?? "")"
    }
}

extension RedoView.Document {
    fileprivate init(_ document: OutdatedDocument, isDry: Bool, error: JobError??) {
        self.init(
            document: document.id.rawValue, case: document.caseCode.rawValue, component: document.component.rawValue,
            pages: document.pages, fields: document.fields, pdf: document.pdf,
            outcome: isDry ? "outdated" : error == nil ? "redone" : "left", error: Nullable(error??.code))
    }
}
