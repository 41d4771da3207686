import Basics
import DigitizationPipeline
import Dossiers
import Foundation
import Ledger
import Synchronization
import VietnameseText

/// What a run of `sohoa redo` came to.
struct RedoReport {
    let plan: Redo.Plan
    let isDry: Bool
    let left: [DocumentID: JobError?]
    let leftBatches: [BatchID]

    init(plan: Redo.Plan) {
        self.plan = plan
        isDry = true
        left = [:]
        leftBatches = []
    }

    init(report: Redo.Report) {
        plan = report.plan
        isDry = false
        left = report.left
        leftBatches = report.leftBatches
    }

    private var redone: Int { isDry ? 0 : plan.outdated.count - left.count }
    private var unchanged: Int { plan.looked - plan.outdated.count }
    private var pages: Int { plan.outdated.reduce(0) { $0 + $1.pages } }

    // MARK: For people

    /// - Parameter isLeader: whether this process did the work, rather than a running service.
    func printText(isLeader: Bool) {
        for document in plan.outdated { Print.line(line(document)) }
        let found =
            isDry
            ? "cần làm lại \(plan.outdated.count) (\(pages) trang)" : "đã làm lại \(redone) (\(pages) trang)"
        Print.line("Đã xem \(plan.looked) giấy tờ: \(found), không đổi \(unchanged)")
        if !plan.batches.isEmpty {
            let rest: ShownText = isDry ? "" : ", \(leftBatches.count) lô còn trang chưa đọc được"
            Print.line(
                "Lô có trang chưa đọc được vì máy thiếu gì đó hoặc dừng đột ngột: "
                    + "\(isDry ? "cần đọc lại" : "đã đọc lại") \(plan.batches.count) lô\(rest)")
        }
        guard !left.isEmpty else { return }
        Print.line("Chưa làm lại được \(left.count) giấy tờ; bản hiện có được giữ nguyên.")
        if !isLeader, left.values.contains(where: { $0 == nil }) {
            Print.error(
                "Dịch vụ đang chạy dùng quy trình hoặc mô hình khác.\n"
                    + "The running service works with another pipeline or model; start it again with these settings.\n")
        }
    }

    private func line(_ document: OutdatedDocument) -> String {
        let parts = [
            document.pages > 0 ? "\(document.pages) trang" : nil, document.fields ? "trường" : nil,
            document.pdf ? "PDF" : nil,
        ].compactMap { $0 }
        let error = left[document.id].map { " — chưa làm lại được" + ($0.map { " [\($0.code)] \($0.detail)" } ?? "") }
        return "\(document.caseCode) / \(document.component): \(parts.joined(separator: ", "))\(error ?? "")"
    }

    // MARK: For machines

    struct JSON: Encodable {
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
    }

    var json: JSON {
        JSON(
            dryRun: isDry, looked: plan.looked, outdated: plan.outdated.count, redone: redone, unchanged: unchanged,
            left: left.count, pages: pages, batches: plan.batches.map(\.rawValue),
            batchesLeft: leftBatches.map(\.rawValue), documents: plan.outdated.map(document))
    }

    private func document(_ document: OutdatedDocument) -> JSON.Document {
        let error = left[document.id]
        return JSON.Document(
            document: document.id.rawValue, case: document.caseCode.rawValue, component: document.component.rawValue,
            pages: document.pages, fields: document.fields, pdf: document.pdf,
            outcome: isDry ? "outdated" : error == nil ? "redone" : "left", error: Nullable(error??.code))
    }
}

/// Shows on standard error how many documents are done: on one line of a terminal, in plain lines elsewhere.
final class RedoDisplay: Sendable {
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let hasDrawn = Mutex(false)

    /// Documents between two plain lines.
    private static let logEvery = 25

    /// Takes a count; returns at once.
    func show(_ done: Int, of total: Int) {
        guard total > 0 else { return }
        if isTerminal {
            hasDrawn.withLock { $0 = true }
            Print.error("\r\u{1B}[K\(done)/\(total) giấy tờ")
        } else if done % Self.logEvery == 0 || done == total {
            Print.error("\(done)/\(total) giấy tờ\n")
        }
    }

    /// Ends the line.
    func finish() { if hasDrawn.withLock({ $0 }) { Print.error("\n") } }
}
