import Basics
import DocumentModel
import Dossiers
import Ledger

/// The results schema: documents with pages, text and fields, and issues. Keys beyond the schema stand beside.
public struct ExportView: View {
    var documents: [Document]
    var issues: [IssueView]
    var separators: [Separator]
    /// Where the pages of each batch went.
    var pageSums: [Sum]
    /// The sum over all of these batches.
    var pages: PageSum

    /// - Parameters:
    ///   - files: under which paths documents can be opened.
    ///   - findings: what else was found on the pages, by the digest of their readings; what is not there is left out.
    ///   - signatures: what was found of signed originals.
    public init(
        _ rows: [ExportRows], files: DocumentPaths, findings: [ContentDigest: PageFindings],
        signatures: [ContentDigest: SignatureCheck] = [:]
    ) {
        documents = Self.documents(
            rows.flatMap(\.documents), files: files, findings: findings, signatures: signatures)
        issues = Self.issues(rows)
        separators = Self.separators(rows)
        pageSums = Self.sums(rows)
        pages = pageSums.reduce(PageSum()) { $0 + $1.sum }
    }

    public var text: TextPage {
        var page = TextPage()
        for document in documents {
            let place =
                document.case.value.map { "\($0) / \(document.component.value ?? "")" } ?? "(chờ người gán)"
            page.line("\(place) — \(document.batch), \(document.pages.count) trang")
            if let pdf = document.pdf ?? document.signedOriginal { page.line("  PDF: \(pdf)") }
            if let found = document.signatures { page.line("  \(found.messageVi) [\(found.outcome)]") }
            page.table(
                FieldName.allCases.compactMap { name in
                    document.fields[name.rawValue].map {
                        let isSure = document.fieldDetails[name.rawValue]?.sure != false
                        let differs = document.fieldDetails[name.rawValue]?.contradictsRegister == true
                        let remark = differs ? "trái với sổ hồ sơ, cần xem" : isSure ? "" : "cần so với ảnh"
                        return [name.vietnamese, name.shown($0.text), remark]
                    }
                }, indent: 2)
        }
        for sum in pageSums { page.line("= \(sum.batch): \(PageSumText.line(sum.sum))") }
        for issue in issues { page.line("! \(issue.batch ?? "") \(issue.file): \(issue.messageVi) [\(issue.code)]") }
        return page
    }
}

/// The parts of an export that is written part by part.
extension ExportView {
    public static func documents(
        _ documents: [ExportDocument], files: DocumentPaths, findings: [ContentDigest: PageFindings],
        signatures: [ContentDigest: SignatureCheck] = [:]
    ) -> [Document] {
        documents.map { Document($0, files, findings, signatures) }
    }

    public static func issues(_ rows: [ExportRows]) -> [IssueView] {
        rows.flatMap(\.issues).map { IssueView($0.issue, batch: $0.batchName) }
    }

    public static func separators(_ rows: [ExportRows]) -> [Separator] {
        rows.flatMap(\.separators).map {
            Separator(
                batch: $0.batchName, file: $0.fileName, index: $0.pageIndex, evidence: Nullable($0.evidence?.rawValue))
        }
    }

    public static func sums(_ rows: [ExportRows]) -> [Sum] {
        rows.flatMap(\.sums).map { Sum(batch: $0.batchName, sum: $0.sum) }
    }
}
