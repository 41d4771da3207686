import Basics
import DocumentModel

/// A fact: what a person did with pages. It is never changed; taking it back is another fact. What it says of its pages
/// stands over what the pipeline says of them, however often their batch is split again.
public struct PageAct: Hashable, Sendable, Identifiable {
    public enum Verb: String, Hashable, Sendable, Codable, CaseIterable {
        /// Pages left their document: blank, or scanned twice.
        case leaveOut = "leave_out"
        /// Pages that were left out are in a document again.
        case putBack = "put_back"
        /// Pages went to another case, component or document.
        case move
        /// A document became several.
        case split
        /// Several documents of a component became one.
        case merge
        /// The pages of a document stand in another order.
        case reorder
        /// A page was scanned again, and the new scan stands in the place of the bad one.
        case rescan
        /// A page's picture is turned otherwise than the machine had it.
        case turn
        /// The station is asked to scan pages again.
        case sendBack = "send_back"
        /// An earlier act was taken back.
        case undo
    }

    /// Grows over the whole ledger, from 1.
    public var number: Int
    public var verb: Verb
    /// The pages that it is about.
    public var pages: [PageID]
    public var before: PageArrangement
    public var after: PageArrangement
    /// Empty where nobody gave one.
    public var reason: String
    /// The number of the fact that is taken back.
    public var undoes: Int?
    /// The account that decided; proved.
    public var account: String
    /// The person for whom the account says to act; a claim.
    public var person: String?
    public var recordedAt: Instant

    public init(
        number: Int, verb: Verb, pages: [PageID], before: PageArrangement, after: PageArrangement, reason: String,
        undoes: Int? = nil, account: String, person: String? = nil, recordedAt: Instant
    ) {
        self.number = number
        self.verb = verb
        self.pages = pages
        self.before = before
        self.after = after
        self.reason = reason
        self.undoes = undoes
        self.account = account
        self.person = person
        self.recordedAt = recordedAt
    }

    public var id: Int { number }

    /// What records and screens show of who decided.
    public var by: String { person ?? account }
}

/// Which documents are in force, and what their pages are: the part of it that an act is about. The pages of a document
/// never change, so that its identity is enough.
public struct PageArrangement: Hashable, Sendable, Codable {
    public struct Document: Hashable, Sendable, Codable {
        public var id: DocumentID
        public var state: DigitizedDocument.State
        /// The documents whose fields, as people corrected them, went on in this one.
        public var heirOf: [DocumentID]?
        /// The item that asks about it, when it waits beside another.
        public var item: WaitingID?

        public init(
            id: DocumentID, state: DigitizedDocument.State, heirOf: [DocumentID]? = nil, item: WaitingID? = nil
        ) {
            self.id = id
            self.state = state
            self.heirOf = heirOf
            self.item = item
        }
    }

    public struct Page: Hashable, Sendable, Codable {
        public var id: PageID
        public var kind: PageRecord.Kind
        public var caseCode: CaseCode?
        public var component: ComponentCode?
        /// How the upright page is turned in its file, where a person said so.
        public var turn: Int?
        public var readingKey: String?

        public init(
            id: PageID, kind: PageRecord.Kind, caseCode: CaseCode?, component: ComponentCode?, turn: Int? = nil,
            readingKey: String? = nil
        ) {
            self.id = id
            self.kind = kind
            self.caseCode = caseCode
            self.component = component
            self.turn = turn
            self.readingKey = readingKey
        }
    }

    public var documents: [Document]
    public var pages: [Page]

    public init(documents: [Document] = [], pages: [Page] = []) { (self.documents, self.pages) = (documents, pages) }
}

/// What a person wants to do with pages that stand in documents.
public enum PageWish: Hashable, Sendable {
    case leaveOut(PageID)
    case putBack(PageID)
    /// - Parameters:
    ///   - pages: in the order in which they are to stand.
    ///   - joining: the document of the component that they are added to; `nil` to make one of their own.
    case move(pages: [PageID], to: ComponentSlot, joining: DocumentID?)
    /// - Parameter before: the pages with which a new document begins.
    case split(DocumentID, before: [PageID])
    /// - Parameter documents: of one component, in the order in which their pages are to stand.
    case merge(documents: [DocumentID])
    /// - Parameter pages: all pages of the document.
    case reorder(DocumentID, pages: [PageID])
    /// The new scan leaves its document, and stands where the bad one stood.
    case rescan(PageID, by: PageID)

    public var verb: PageAct.Verb {
        switch self {
        case .leaveOut: .leaveOut
        case .putBack: .putBack
        case .move: .move
        case .split: .split
        case .merge: .merge
        case .reorder: .reorder
        case .rescan: .rescan
        }
    }

    /// The same texts for the same wish, others for another.
    public var texts: [String] {
        switch self {
        case .leaveOut(let page): ["leave out", page.rawValue]
        case .putBack(let page): ["put back", page.rawValue]
        case .move(let pages, let slot, let document):
            ["move", slot.caseCode.rawValue, slot.component.rawValue, document?.rawValue ?? ""] + pages.map(\.rawValue)
        case .split(let document, let pages): ["split", document.rawValue] + pages.map(\.rawValue)
        case .merge(let documents): ["merge"] + documents.map(\.rawValue)
        case .reorder(let document, let pages): ["reorder", document.rawValue] + pages.map(\.rawValue)
        case .rescan(let bad, let new): ["rescan", bad.rawValue, new.rawValue]
        }
    }
}
