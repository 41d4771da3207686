import Basics
import DocumentModel

/// Pages, or a document, that the program was not sure enough about: a person decides.
public struct WaitingItem: Hashable, Sendable, Codable {
    /// How an item was closed.
    public enum Resolution: String, Hashable, Sendable, Codable, CaseIterable {
        /// The pages were given to a case and component.
        case assigned
        /// The new document took the place of the earlier one.
        case replaced
        /// The new document stands beside the earlier one as part of the component.
        case joined
        /// The pages or the document are not wanted; they stay kept.
        case discarded
        /// The page stays in its document.
        case kept
        /// They are evidence of the postal channel, and filed on the legs that they name.
        case filed
        /// A later splitting of the batch no longer holds these pages back.
        case withdrawn
    }

    public var id: WaitingID
    public var batchID: BatchID
    /// Why it waits.
    public var reason: IssueCode
    /// Technical detail in English, without personal data.
    public var detail: String
    /// The pages in scan order.
    public var pageIDs: [PageID]
    /// The case that is likely or was read, for the person to confirm; not necessarily one that the register knows.
    public var proposedCase: String?
    /// The component that is likely or was read.
    public var proposedComponent: String?
    /// The document that waits beside another, for `IssueCode.otherContent`.
    public var documentID: DocumentID?
    public var createdAt: Instant
    public var resolvedAt: Instant?
    public var resolution: Resolution?
    /// Who decided.
    public var resolvedBy: String?

    public init(
        id: WaitingID, batchID: BatchID, reason: IssueCode, detail: String = "", pageIDs: [PageID],
        proposedCase: String? = nil, proposedComponent: String? = nil, documentID: DocumentID? = nil,
        createdAt: Instant, resolvedAt: Instant? = nil, resolution: Resolution? = nil, resolvedBy: String? = nil
    ) {
        self.id = id
        self.batchID = batchID
        self.reason = reason
        self.detail = detail
        self.pageIDs = pageIDs
        self.proposedCase = proposedCase
        self.proposedComponent = proposedComponent
        self.documentID = documentID
        self.createdAt = createdAt
        self.resolvedAt = resolvedAt
        self.resolution = resolution
        self.resolvedBy = resolvedBy
    }

    /// Whether a person still has to decide.
    public var isOpen: Bool { resolvedAt == nil }
}

/// Pages that a splitting holds back, before they have an identity as a waiting item.
public struct HeldPages: Hashable, Sendable, Codable {
    public var reason: IssueCode
    public var detail: String
    /// The pages in scan order; never empty.
    public var pageIDs: [PageID]
    public var proposedCase: String?
    public var proposedComponent: String?

    public init(
        reason: IssueCode, detail: String = "", pageIDs: [PageID], proposedCase: String? = nil,
        proposedComponent: String? = nil
    ) {
        self.reason = reason
        self.detail = detail
        self.pageIDs = pageIDs
        self.proposedCase = proposedCase
        self.proposedComponent = proposedComponent
    }
}
