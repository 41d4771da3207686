import ArtifactStore
import DigitizationPipeline
import DocumentModel
import Dossiers
import Ledger

/// The results schema: documents with pages, text and fields, and issues. Keys beyond the schema stand beside.
struct ExportJSON: Encodable {
    struct Document: Encodable {
        /// Printed as null, not left out, for pages that are held back: the schema says so.
        var `case`: Nullable<String>
        var component: Nullable<String>
        var batch: String
        var id: String?
        var state: String?
        var pdf: String?
        var signedOriginal: String?
        var pages: [Page]
        var fields: [String: FieldJSON]
        var fieldDetails: [String: Detail]
        var scannedAt: Int64?
        var recordedAt: Int64?
    }

    struct Page: Encodable {
        var id: String
        var file: String
        var index: Int
        var text: String
        var rotation: Int
        var blank: Bool
        var duplicate: Bool
        var kind: String
        var skew: Double
        var confidence: Double?
        var findings: PageFindings?

        func encode(to encoder: any Encoder) throws {
            try findings?.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(id, forKey: .id)
            try container.encode(file, forKey: .file)
            try container.encode(index, forKey: .index)
            try container.encode(text, forKey: .text)
            try container.encode(rotation, forKey: .rotation)
            try container.encode(blank, forKey: .blank)
            try container.encode(duplicate, forKey: .duplicate)
            try container.encode(kind, forKey: .kind)
            try container.encode(skew, forKey: .skew)
            try container.encodeIfPresent(confidence, forKey: .confidence)
        }

        private enum CodingKeys: CodingKey {
            case id, file, index, text, rotation, blank, duplicate, kind, skew, confidence
        }
    }

    struct Detail: Encodable {
        var confidence: Double
        /// Whether it needs no comparing with the picture.
        var sure: Bool
        var page: Int
        var box: PixelBox?
    }

    /// Amounts are numbers, all else is text.
    enum FieldJSON: Encodable {
        case text(String)
        case number(Int)

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .number(let number): try container.encode(number)
            }
        }
    }

    struct Separator: Encodable {
        var batch: String
        var file: String
        var index: Int
        /// What shows that it is one: `payload` or `print`; null for pages of earlier versions.
        var evidence: Nullable<String>
    }

    struct Sum: Encodable {
        var batch: String
        var sum: PageSum

        func encode(to encoder: any Encoder) throws {
            try sum.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(batch, forKey: .batch)
        }

        private enum CodingKeys: CodingKey { case batch }
    }

    var documents: [Document]
    var issues: [IssueJSON]
    var separators: [Separator]
    /// Where the pages of each batch went.
    var pageSums: [Sum]
    /// The sum over all of these batches.
    var pages: PageSum

    /// - Parameter findings: whether to look up what else was found on the pages.
    init(_ rows: [ExportRows], office: Office, findings: Bool) {
        let links = DocumentLinks(office: office)
        documents = rows.flatMap(\.documents).map { Document($0, office.store, links, findings: findings) }
        issues = rows.flatMap(\.issues).map { IssueJSON($0.issue, batch: $0.batchName) }
        separators = rows.flatMap(\.separators).map(Separator.init)
        pageSums = rows.flatMap(\.sums).map { Sum(batch: $0.batchName, sum: $0.sum) }
        pages = pageSums.reduce(PageSum()) { $0 + $1.sum }
    }

    func printText() {
        for document in documents {
            let place =
                document.case.value.map { "\($0) / \(document.component.value ?? "")" } ?? "(chờ người gán)"
            Print.line("\(place) — \(document.batch), \(document.pages.count) trang")
            if let pdf = document.pdf ?? document.signedOriginal { Print.line("  PDF: \(pdf)") }
            Print.table(
                FieldName.allCases.compactMap { name in
                    document.fields[name.rawValue].map {
                        let isSure = document.fieldDetails[name.rawValue]?.sure != false
                        return [name.vietnamese, name.shown($0.text), isSure ? "" : "cần so với ảnh"]
                    }
                }, indent: 2)
        }
        for sum in pageSums { Print.line("= \(sum.batch): \(PageSumText.line(sum.sum))") }
        for issue in issues { Print.line("! \(issue.batch ?? "") \(issue.file): \(issue.messageVi) [\(issue.code)]") }
    }
}

extension ExportJSON.Separator {
    init(_ separator: ExportSeparator) {
        self.init(
            batch: separator.batchName, file: separator.fileName, index: separator.pageIndex,
            evidence: Nullable(separator.evidence?.rawValue))
    }
}

extension ExportJSON.FieldJSON {
    init(_ name: FieldName, _ value: String) {
        if name == .amount, let number = Int(value) { self = .number(number) } else { self = .text(value) }
    }

    var text: String {
        switch self {
        case .text(let text): text
        case .number(let number): String(number)
        }
    }
}

extension ExportJSON.Document {
    init(_ document: ExportDocument, _ store: ArtifactStore, _ links: DocumentLinks, findings: Bool) {
        let place = { (file: ContentDigest) in
            guard let code = document.caseCode, let component = document.component else {
                return store.url(for: file).path(percentEncoded: false)
            }
            return links.path(of: file, caseCode: code, component: component)
        }
        self.init(
            case: Nullable(document.caseCode?.rawValue), component: Nullable(document.component?.rawValue),
            batch: document.batchName,
            id: document.documentID?.rawValue, state: document.state?.rawValue,
            pdf: document.pdf.map(place), signedOriginal: document.signedOriginal.map(place),
            pages: document.pages.map { page in
                ExportJSON.Page(
                    page, findings: findings ? page.reading.flatMap { PageFindings(of: $0, in: store) } : nil)
            },
            fields: Dictionary(
                uniqueKeysWithValues: document.fields.map { ($0.rawValue, .init($0, $1.value)) }),
            fieldDetails: Dictionary(
                uniqueKeysWithValues: document.fields.map {
                    ($0.rawValue, .init(confidence: $1.confidence, sure: $1.isSure, page: $1.page, box: $1.box))
                }),
            scannedAt: document.occurredAt?.milliseconds, recordedAt: document.recordedAt?.milliseconds)
    }
}

extension ExportJSON.Page {
    init(_ page: ExportPage, findings: PageFindings?) {
        self.init(
            id: page.pageID.rawValue, file: page.fileName, index: page.pageIndex, text: page.text,
            rotation: page.rotation.rawValue,
            blank: page.kind == .blank, duplicate: page.kind == .duplicate, kind: page.kind.rawValue, skew: page.skew,
            confidence: page.confidence, findings: findings)
    }
}
