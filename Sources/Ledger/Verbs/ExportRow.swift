import DocumentModel
import Dossiers

/// A document as an export shows it: a digitized document, or pages of one batch that belong to none.
public struct ExportDocument: Hashable, Sendable {
    /// `nil` for held-back pages.
    public var documentID: DocumentID?
    public var state: DigitizedDocument.State?
    /// `nil` for held-back pages.
    public var caseCode: CaseCode?
    public var component: ComponentCode?
    public var batchID: BatchID
    /// Name of the folder or file that was handed in.
    public var batchName: String
    public var pdf: ContentDigest?
    public var signedOriginal: ContentDigest?
    public var fields: DocumentFields
    /// Pages in order: those of the document, then the blank and duplicate ones that were left out of it.
    public var pages: [ExportPage]
    public var occurredAt: Instant?
    public var recordedAt: Instant?
}

/// A page as an export shows it. Separator sheets are left out.
public struct ExportPage: Hashable, Sendable {
    public var pageID: PageID
    /// Name of its file as written.
    public var fileName: String
    /// 0-based page in the file.
    public var pageIndex: Int
    public var kind: PageRecord.Kind
    /// Text in reading order, lines joined by line feeds; empty when it was not read.
    public var text: String
    public var rotation: QuarterTurn
    public var skew: Double
    public var confidence: Double?
}

/// An issue with the name of its batch.
public struct ExportIssue: Hashable, Sendable {
    public var batchName: String
    public var issue: IssueRecord
}

/// Everything that an export prints.
public struct ExportRows: Hashable, Sendable {
    public var documents: [ExportDocument]
    public var issues: [ExportIssue]
}
