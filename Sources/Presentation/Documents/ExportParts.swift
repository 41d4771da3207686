import Basics
import DocumentModel
import Dossiers
import Ledger
import UseCases

extension ExportView {
    public struct Document: Encodable {
        /// Printed as null, not left out, for pages that are held back: the schema says so.
        var `case`: Nullable<String>
        var component: Nullable<String>
        var batch: String
        var id: String?
        var state: String?
        var pdf: String?
        var signedOriginal: String?
        /// What was found of the signed original's signatures; not there for other documents.
        var signatures: SignatureReportView?
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
        /// What else says the same: `register`, `repeated`, `cross_checked`, `code`; left out where nothing does.
        var support: [String]?
        /// `true` where the case register has something else for the same person.
        var contradictsRegister: Bool?
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

    public struct Separator: Encodable {
        var batch: String
        var file: String
        var index: Int
        /// What shows that it is one: `payload` or `print`; null for pages of earlier versions.
        var evidence: Nullable<String>
    }

    public struct Sum: Encodable {
        var batch: String
        var sum: PageSum

        public func encode(to encoder: any Encoder) throws {
            try sum.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(batch, forKey: .batch)
        }

        private enum CodingKeys: CodingKey { case batch }
    }
}

extension ExportView.FieldJSON {
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

extension ExportView.Document {
    init(
        _ document: ExportDocument, _ files: DocumentPaths, _ findings: [ContentDigest: PageFindings],
        _ signatures: [ContentDigest: SignatureCheck] = [:]
    ) {
        let slot = document.caseCode.flatMap { code in
            document.component.map { ComponentSlot(caseCode: code, component: $0) }
        }
        let place = { (file: ContentDigest) in files.path(file, slot) }
        self.init(
            case: Nullable(document.caseCode?.rawValue), component: Nullable(document.component?.rawValue),
            batch: document.batchName,
            id: document.documentID?.rawValue, state: document.state?.rawValue,
            pdf: document.pdf.map(place), signedOriginal: document.signedOriginal.map(place),
            signatures: document.signedOriginal.flatMap { signatures[$0] }.map(SignatureReportView.init),
            pages: document.pages.map { ExportView.Page($0, findings: $0.reading.flatMap { findings[$0] }) },
            fields: Dictionary(
                uniqueKeysWithValues: document.fields.map { ($0.rawValue, .init($0, $1.value)) }),
            fieldDetails: Dictionary(
                uniqueKeysWithValues: document.fields.map {
                    ($0.rawValue, ExportView.Detail($1))
                }),
            scannedAt: document.occurredAt?.milliseconds, recordedAt: document.recordedAt?.milliseconds)
    }
}

extension ExportView.Detail {
    init(_ field: FieldValue) {
        self.init(
            confidence: field.confidence, sure: field.isSure, page: field.page, box: field.box,
            support: field.support?.map(\.rawValue), contradictsRegister: field.contradictsRegister)
    }
}

extension ExportView.Page {
    init(_ page: ExportPage, findings: PageFindings?) {
        self.init(
            id: page.pageID.rawValue, file: page.fileName, index: page.pageIndex, text: page.text,
            rotation: page.rotation.rawValue,
            blank: page.kind == .blank, duplicate: page.kind == .duplicate, kind: page.kind.rawValue, skew: page.skew,
            confidence: page.confidence, findings: findings)
    }
}
