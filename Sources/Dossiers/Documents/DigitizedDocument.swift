import Basics
import DocumentModel

/// The pages of one component as they were scanned, with text, fields and searchable PDF (giấy tờ số hóa).
public struct DigitizedDocument: Hashable, Sendable, Codable {
    /// What a document is to its component.
    public enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// It is the component's document, or one of several that a person joined.
        case current
        /// It has other content than the current one and waits for a person.
        case candidate = "beside"
        /// Another took its place.
        case superseded
        /// A person decided that it is not wanted; it stays kept.
        case discarded
    }

    public var id: DocumentID
    public var state: State
    public var content: DocumentDraft
    /// When the ledger recorded it.
    public var recordedAt: Instant
    /// What of it a person or a signature has made: no machine makes that again.
    public var frozen: Set<DerivativeKind>
    /// 0-based pages of which a person has made the reading.
    public var frozenPages: Set<Int>

    public init(
        id: DocumentID, state: State, content: DocumentDraft, recordedAt: Instant, frozen: Set<DerivativeKind> = [],
        frozenPages: Set<Int> = []
    ) {
        self.id = id
        self.state = state
        self.content = content
        self.recordedAt = recordedAt
        self.frozen = frozen
        self.frozenPages = frozenPages
    }
}

/// A document as the pipeline made it, before it is attached.
public struct DocumentDraft: Hashable, Sendable, Codable {
    public var caseCode: CaseCode
    public var component: ComponentCode
    public var batchID: BatchID
    /// Digest over the contents of its pages in order: the same pages in the same order have the same.
    public var contentDigest: ContentDigest
    /// The searchable PDF in the artifact store; `nil` for a signed PDF that is left untouched.
    public var pdf: ContentDigest?
    /// The signed PDF in the artifact store that stands for itself.
    public var signedOriginal: ContentDigest?
    /// Pages in order; never empty.
    public var pages: [DocumentPage]
    public var fields: DocumentFields
    /// When it was scanned: the moment at which its batch was taken.
    public var occurredAt: Instant
    /// The keys under which fields and PDF were made; `nil` when they were made before keys were recorded.
    public var derivation: DerivationKeys?

    public init(
        caseCode: CaseCode, component: ComponentCode, batchID: BatchID, contentDigest: ContentDigest,
        pdf: ContentDigest?, signedOriginal: ContentDigest? = nil, pages: [DocumentPage], fields: DocumentFields,
        occurredAt: Instant, derivation: DerivationKeys? = nil
    ) {
        self.caseCode = caseCode
        self.component = component
        self.batchID = batchID
        self.contentDigest = contentDigest
        self.pdf = pdf
        self.signedOriginal = signedOriginal
        self.pages = pages
        self.fields = fields
        self.occurredAt = occurredAt
        self.derivation = derivation
    }
}

/// One page of a document.
public struct DocumentPage: Hashable, Sendable, Codable {
    /// The page of the batch.
    public var pageID: PageID
    /// What makes two pages the same page.
    public var content: PageContent
    /// Idempotence key of the reading that holds its text.
    public var readingKey: String

    public init(pageID: PageID, content: PageContent, readingKey: String) {
        self.pageID = pageID
        self.content = content
        self.readingKey = readingKey
    }
}

/// The identity of a page's content: the original file's bytes and the page in it.
public struct PageContent: Hashable, Comparable, Sendable, Codable {
    public var original: ContentDigest
    /// 0-based page in the original.
    public var pageIndex: Int

    public init(original: ContentDigest, pageIndex: Int) {
        self.original = original
        self.pageIndex = pageIndex
    }

    public static func < (a: PageContent, b: PageContent) -> Bool {
        (a.original, a.pageIndex) < (b.original, b.pageIndex)
    }
}
