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
    /// The number of the last ``Correction`` that they follow; 0 without any.
    public var corrections: Int

    public init(
        readingKeys: [String], fields: DocumentFields, pdf: ContentDigest?, keys: DerivationKeys?, corrections: Int = 0
    ) {
        self.readingKeys = readingKeys
        self.fields = fields
        self.pdf = pdf
        self.keys = keys
        self.corrections = corrections
    }
}

/// Of what kind something is that was made of a document. A room that makes another kind names it by a constant of its
/// own; the name is stored.
public struct DerivativeKind: RawRepresentable, Hashable, Sendable, Codable {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    /// How a page was read; one for each page, named by the reading's idempotence key.
    public static let reading = DerivativeKind(rawValue: "reading")
    /// The fields that were read on all pages, as JSON.
    public static let fields = DerivativeKind(rawValue: "fields")
    /// The searchable PDF; without a file where the signed original stands for itself.
    public static let pdf = DerivativeKind(rawValue: "pdf")
    /// A PDF that somebody signed.
    public static let signedPDF = DerivativeKind(rawValue: "signed_pdf")
    /// The picture of a page for a screen.
    public static let preview = DerivativeKind(rawValue: "preview")
    /// What came of verifying the signatures of a signed PDF.
    public static let verification = DerivativeKind(rawValue: "verification")
}

/// Something that was made of a document, with what it was made from.
public struct Derivative: Hashable, Sendable {
    /// Who made it.
    public enum Maker: String, Hashable, Sendable, Codable, CaseIterable {
        case machine
        /// A person corrected it. A later correction may take its place, what a machine makes never does.
        case person
        /// It bears a signature. Nothing takes its place.
        case signature
    }

    public var kind: DerivativeKind
    /// 0-based page for what is made page by page; 0 for what is made of the whole document.
    public var place: Int
    /// What is small enough to stand in the ledger; `nil` for a file.
    public var content: String?
    /// The file in the artifact store.
    public var artifact: ContentDigest?
    /// Digest of everything from which it was made: inputs, parameters, model, version of the stage. `nil` when that was
    /// not recorded.
    public var key: String?
    public var maker: Maker

    public init(
        _ kind: DerivativeKind, place: Int = 0, content: String? = nil, artifact: ContentDigest? = nil,
        key: String? = nil, maker: Maker = .machine
    ) {
        self.kind = kind
        self.place = place
        self.content = content
        self.artifact = artifact
        self.key = key
        self.maker = maker
    }

    /// Whether no machine may put anything into its place.
    public var isFrozen: Bool { maker != .machine }
}

/// A derivative as the ledger holds it.
public struct RecordedDerivative: Hashable, Sendable {
    public var value: Derivative
    public var recordedAt: Instant
    /// When another took its place; `nil` while it is in force.
    public var supersededAt: Instant?

    public init(value: Derivative, recordedAt: Instant, supersededAt: Instant?) {
        self.value = value
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
