import Basics
import Dossiers
import Ledger
import PostalChannel

/// A case: what it has, what is missing, what waits.
public struct CaseView: View {
    struct Component: Encodable {
        var code: String
        var name: String
        var required: Bool
        var state: String
        var pages: Int
        var documents: [Document]
        var waiting: [Waiting]
        /// Held papers of other cases that serve it.
        var reused: [Reused]
    }

    struct Reused: Encodable {
        var link: String
        var document: String
        var purpose: String
        var linkedAt: Int64
        var linkedBy: String
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

    /// - Parameter files: under which paths documents can be opened.
    public init(_ status: CaseStatus, files: DocumentPaths, returned: ResultReturned?, filing: FilingTime?) {
        self.status = status
        self.case = status.record.code.rawValue
        procedure = status.record.procedure
        agency = status.record.agency
        received = status.record.received.milliseconds
        due = status.record.due?.rawValue
        components = status.components.map { Component($0, files) }
        self.filing = filing.map(FilingTimeView.init)
        resultReturned = returned.map { ResultReturnedView($0, due: status.record.due) }
    }

    public var text: TextPage {
        let record = status.record
        var page = TextPage()
        page.line("Hồ sơ \(record.code)")
        page.line("  Thủ tục:  \(record.procedure)")
        page.line("  Cơ quan:  \(record.agency)")
        let due = record.due.map { ", hạn trả \(LocalTime.text($0))" } ?? ""
        page.line("  Nhận lúc: \(LocalTime.text(record.received))\(due)")
        if let filing { page += filing.text }
        if let resultReturned { page += resultReturned.text }
        page.table(rows, indent: 2)
        for component in components {
            for document in component.documents {
                if let pdf = document.pdf { page.line("  \(component.code): \(pdf)") }
                guard !document.toCheck.isEmpty else { continue }
                let fields = document.toCheck.map(\.text).joined(separator: "; ")
                page.line("  \(component.code): cần so với ảnh: \(fields)")
            }
        }
        for link in status.components.flatMap(\.reused) {
            page.line("  \(link.slot.component): dùng lại \(link.document) – \(link.purpose.visible)")
        }
        for item in status.components.flatMap(\.waiting) { page.line("  ? " + WaitingText.line(item)) }
        return page
    }

    private var rows: [[String]] {
        zip(status.components, components).map { status, component in
            [
                [.digitized, .reused].contains(status.state) ? "✓" : status.state == .missing ? "·" : "?",
                component.code,
                status.state.vietnamese, component.pages > 0 ? "\(component.pages) trang" : "",
                component.name + (component.required ? "" : " (không bắt buộc)"),
            ]
        }
    }
}

extension CaseView.Component {
    init(_ status: ComponentStatus, _ files: DocumentPaths) {
        self.init(
            code: status.code.rawValue, name: status.rule?.name ?? "", required: status.rule?.isRequired ?? false,
            state: status.state.rawValue, pages: status.pageCount,
            documents: (status.documents + status.candidates).map { CaseView.Document($0, files) },
            waiting: status.waiting.map(CaseView.Waiting.init), reused: status.reused.map(CaseView.Reused.init))
    }
}

extension CaseView.Document {
    init(_ document: DigitizedDocument, _ files: DocumentPaths) {
        let content = document.content
        let file = content.pdf ?? content.signedOriginal
        self.init(
            id: document.id.rawValue, state: document.state.rawValue, pages: document.content.pages.count,
            pdf: file.map { files.path($0, ComponentSlot(caseCode: content.caseCode, component: content.component)) },
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

extension CaseView.Reused {
    init(_ link: ReuseLink) {
        self.init(
            link: link.id.rawValue, document: link.document.rawValue, purpose: link.purpose,
            linkedAt: link.linkedAt.milliseconds, linkedBy: link.linkedBy)
    }
}
