import Basics
import DocumentModel

/// One page of a batch and what became of it.
public struct PageRecord: Hashable, Sendable, PageWithProperties {
    /// What the page is.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// A separator sheet; belongs to no document.
        case separator
        /// A page of somebody's paper.
        case content
        /// An empty back; kept, left out of the document.
        case blank
        /// A second scan of another page; kept, not counted twice.
        case duplicate
        /// A page that could not be read; its issue tells why.
        case unreadable
    }

    public var id: PageID
    public var batchID: BatchID
    /// Place of its file in the batch.
    public var fileOrdinal: Int
    /// Name of its file as written.
    public var fileName: String
    /// 0-based page in the file.
    public var pageIndex: Int
    /// 0-based page in the batch.
    public var ordinal: Int
    public var kind: Kind
    /// Idempotence key of the reading that holds its text; `nil` when it was not read.
    public var readingKey: String?
    /// What that reading found out; a page that was not read lies as it was scanned.
    public var properties: PageProperties
    /// Why it counts as a separator sheet; `nil` for all other pages, and where an earlier version did not tell.
    public var evidence: SeparatorEvidence?
    /// The page that this one repeats; on a page that is ``Kind/content``, the one that it most likely repeats.
    public var duplicateOf: PageID?
    /// The case that it belongs to; `nil` while it is held back and for separators.
    public var caseCode: CaseCode?
    /// The component that it belongs to; `nil` while it is held back and for separators.
    public var component: ComponentCode?
    /// The document that holds it. The ledger fills this in; what a caller sets is not stored.
    public var documentID: DocumentID?

    public init(
        id: PageID, batchID: BatchID, fileOrdinal: Int, fileName: String, pageIndex: Int, ordinal: Int, kind: Kind,
        readingKey: String? = nil, properties: PageProperties = PageProperties(),
        evidence: SeparatorEvidence? = nil, duplicateOf: PageID? = nil, caseCode: CaseCode? = nil,
        component: ComponentCode? = nil, documentID: DocumentID? = nil
    ) {
        self.id = id
        self.batchID = batchID
        self.fileOrdinal = fileOrdinal
        self.fileName = fileName
        self.pageIndex = pageIndex
        self.ordinal = ordinal
        self.kind = kind
        self.readingKey = readingKey
        self.properties = properties
        self.evidence = evidence
        self.duplicateOf = duplicateOf
        self.caseCode = caseCode
        self.component = component
        self.documentID = documentID
    }
}

extension PageRecord {
    /// A page that was read, from the parts of its properties.
    public init(
        id: PageID, batchID: BatchID, fileOrdinal: Int, fileName: String, pageIndex: Int, ordinal: Int, kind: Kind,
        readingKey: String?, rotation: QuarterTurn, skew: Double = 0, confidence: Double? = nil,
        evidence: SeparatorEvidence? = nil, duplicateOf: PageID? = nil, caseCode: CaseCode? = nil,
        component: ComponentCode? = nil
    ) {
        self.init(
            id: id, batchID: batchID, fileOrdinal: fileOrdinal, fileName: fileName, pageIndex: pageIndex,
            ordinal: ordinal, kind: kind, readingKey: readingKey,
            properties: PageProperties(rotation: rotation, skew: skew, confidence: confidence), evidence: evidence,
            duplicateOf: duplicateOf, caseCode: caseCode, component: component)
    }
}

extension Identifier where Subject == PageRecord {
    /// The identity of a page: it follows from where the page stands, so that splitting a batch again names its pages
    /// as before. Sorts in scan order within a batch.
    public init(batch: BatchID, fileOrdinal: Int, pageIndex: Int) {
        self.init(rawValue: "\(batch.rawValue).\(Self.sixDigits(fileOrdinal)).\(Self.sixDigits(pageIndex))")
    }

    private static func sixDigits(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}
