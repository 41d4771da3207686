import Basics
import DocumentModel

/// The idempotence keys of what was made of a document's pages: while they stay the same, nothing need be made again.
public struct DerivationKeys: Hashable, Sendable, Codable {
    /// Digest of everything on which the fields depend.
    public var fields: String
    /// Digest of everything on which the PDF depends.
    public var pdf: String

    public init(fields: String, pdf: String) {
        self.fields = fields
        self.pdf = pdf
    }
}

/// What was made of a document's pages and can be made again: readings, fields, PDF.
public struct Derivatives: Hashable, Sendable, Codable {
    /// Idempotence keys of the readings, one for each page of the document, in order.
    public var readingKeys: [String]
    public var fields: DocumentFields
    /// The searchable PDF in the artifact store; `nil` for a signed PDF that is left untouched.
    public var pdf: ContentDigest?
    /// `nil` when they were made before keys were recorded.
    public var keys: DerivationKeys?

    public init(readingKeys: [String], fields: DocumentFields, pdf: ContentDigest?, keys: DerivationKeys?) {
        self.readingKeys = readingKeys
        self.fields = fields
        self.pdf = pdf
        self.keys = keys
    }
}

/// Derivatives whose place others took.
public struct SupersededDerivatives: Hashable, Sendable, Codable {
    public var derivatives: Derivatives
    /// When the ledger recorded them.
    public var recordedAt: Instant
    public var supersededAt: Instant

    public init(derivatives: Derivatives, recordedAt: Instant, supersededAt: Instant) {
        self.derivatives = derivatives
        self.recordedAt = recordedAt
        self.supersededAt = supersededAt
    }
}

extension DocumentDraft {
    /// What was made of the pages.
    public var derivatives: Derivatives {
        Derivatives(readingKeys: pages.map(\.readingKey), fields: fields, pdf: pdf, keys: derivation)
    }
}
