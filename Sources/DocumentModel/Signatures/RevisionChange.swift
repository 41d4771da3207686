/// One thing that a later increment of a file added or changed.
public struct RevisionChange: Codable, Hashable, Sendable {
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// A further signature, in the field that ``RevisionChange/subject`` names.
        case signature
        /// An empty signature field.
        case signatureField
        /// A time stamp over the whole document.
        case documentTimeStamp
        /// Certificates and revocation answers kept for later (`/DSS`).
        case validationData
        /// The document's information or metadata.
        case metadata
        /// The value of a form field.
        case formField
        /// The form itself: fields added, removed, or made otherwise.
        case form
        case annotationAdded
        case annotationChanged
        case annotationRemoved
        case pageAdded
        case pageRemoved
        case pagesReordered
        /// What a page draws, its size, or anything else of it but its annotations.
        case page
        /// Another entry of the catalog, named by ``RevisionChange/subject``.
        case catalog
        /// The file was not continued but written anew, or in a way that cannot be followed.
        case other
    }

    public var kind: Kind
    /// A field's name, a page's number from 1, or a key.
    public var subject: String?
    /// Where the increment ends, in bytes of the file.
    public var revisionEnd: Int

    public init(kind: Kind, subject: String?, revisionEnd: Int) {
        self.kind = kind
        self.subject = subject
        self.revisionEnd = revisionEnd
    }

    /// Leaves what was signed as it was shown: signing further, and keeping evidence for later.
    public var isHarmless: Bool {
        switch kind {
        case .signature, .signatureField, .documentTimeStamp, .validationData, .metadata: true
        default: false
        }
    }
}
