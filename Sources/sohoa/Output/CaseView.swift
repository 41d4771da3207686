import Basics
import DigitizationPipeline
import Dossiers
import Ledger
import Office
import PostalChannel

/// A case as `sohoa cases show` prints it.
struct CaseView: Encodable {
    struct Component: Encodable {
        var code: String
        var name: String
        var required: Bool
        var state: String
        var pages: Int
        var documents: [Document]
        var waiting: [Waiting]
    }

    struct Document: Encodable {
        var id: String
        var state: String
        var pages: Int
        var pdf: String?
        var scannedAt: Int64
        var recordedAt: Int64
        /// Fields that are not sure.
        var toCheck: [FieldToCheck]
    }

    struct Waiting: Encodable {
        var id: String
        var reason: String
        var pages: Int
        var messageVi: String
        var messageEn: String
    }

    var `case`: String
    var procedure: String
    var agency: String
    var received: Int64
    var due: String?
    var components: [Component]
    /// That the result reached the citizen by post, with proof; `nil` before that.
    var resultReturned: ResultReturnedView?
    /// When it was filed by post, by the signed hand-over record; `nil` for cases that were handed in otherwise.
    var filing: FilingTimeView?

    private let status: CaseStatus

    private enum CodingKeys: CodingKey {
        case `case`, procedure, agency, received, due, components, resultReturned, filing
    }

    init(_ status: CaseStatus, links: DocumentLinks, returned: ResultReturned?, filing: FilingTime?) {
        self.status = status
        self.case = status.record.code.rawValue
        procedure = status.record.procedure
        agency = status.record.agency
        received = status.record.received.milliseconds
        due = status.record.due?.rawValue
        components = status.components.map { Component($0, links) }
        self.filing = filing.map(FilingTimeView.init)
        resultReturned = returned.map { ResultReturnedView($0, due: status.record.due) }
    }

    func printText() {
        let record = status.record
        Print.line("Hồ sơ \(record.code)")
        Print.line("  Thủ tục:  \(record.procedure)")
        Print.line("  Cơ quan:  \(record.agency)")
        let due = record.due.map { ", hạn trả \(LocalTime.text($0))" } ?? ""
        Print.line("  Nhận lúc: \(LocalTime.text(record.received))\(due)")
        filing?.printText()
        resultReturned?.printText()
        let rows = zip(status.components, components).map { status, component in
            [
                status.state == .digitized ? "✓" : status.state == .missing ? "·" : "?", component.code,
                status.state.vietnamese, component.pages > 0 ? "\(component.pages) trang" : "",
                component.name + (component.required ? "" : " (không bắt buộc)"),
            ]
        }
        Print.table(rows, indent: 2)
        for component in components {
            for document in component.documents {
                if let pdf = document.pdf { Print.line("  \(component.code): \(pdf)") }
                guard !document.toCheck.isEmpty else { continue }
                let fields = document.toCheck.map(\.text).joined(separator: "; ")
                Print.line("  \(component.code): cần so với ảnh: \(fields)")
            }
        }
        for item in status.components.flatMap(\.waiting) { Print.line("  ? " + WaitingText.line(item)) }
    }
}

extension CaseView.Component {
    init(_ status: ComponentStatus, _ links: DocumentLinks) {
        self.init(
            code: status.code.rawValue, name: status.rule?.name ?? "", required: status.rule?.isRequired ?? false,
            state: status.state.rawValue, pages: status.pageCount,
            documents: (status.documents + status.beside).map { CaseView.Document($0, links) },
            waiting: status.waiting.map(CaseView.Waiting.init))
    }
}

extension CaseView.Document {
    init(_ document: DigitizedDocument, _ links: DocumentLinks) {
        let content = document.content
        let file = content.pdf ?? content.signedOriginal
        self.init(
            id: document.id.rawValue, state: document.state.rawValue, pages: document.content.pages.count,
            pdf: file.map { links.path(of: $0, caseCode: content.caseCode, component: content.component) },
            scannedAt: document.content.occurredAt.milliseconds, recordedAt: document.recordedAt.milliseconds,
            toCheck: FieldToCheck.all(in: document.content.fields))
    }
}

extension CaseView.Waiting {
    init(_ item: WaitingItem) {
        self.init(
            id: item.id.rawValue, reason: item.reason.rawValue, pages: item.pageIDs.count,
            messageVi: item.reason.message.vietnamese, messageEn: item.reason.message.english)
    }
}
