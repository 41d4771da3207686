import Basics
import DocumentModel

public typealias SignatureCheckID = Identifier<SignatureCheck>

/// What was found of a file's signatures at one moment: a fact, which a later check does not replace but follows.
public struct SignatureCheck: Hashable, Sendable {
    public var id: SignatureCheckID
    /// The file that was verified, as it was handed in.
    public var file: ContentDigest
    public var report: SignatureReport
    /// Digest of all that was trusted.
    public var trust: String
    /// How often trust had changed by then.
    public var trustRevision: Int
    /// As of when the file was judged.
    public var occurredAt: Instant
    public var recordedAt: Instant
}

/// What is trusted at a moment, for whoever verifies.
public struct TrustState: Hashable, Sendable {
    /// How often trust has changed so far.
    public var revision: Int
    public var items: [TrustItem]

    public init(revision: Int, items: [TrustItem]) { (self.revision, self.items) = (revision, items) }

    /// Digest of what is trusted: two checks with the same one were made by the same means.
    public var digest: String { AuditHash.hex(of: ["trust"] + items.map { String($0.number) }) }
}

/// How many signed files there are, by the outcome of their last check.
public struct SignatureFigures: Hashable, Sendable {
    /// An outcome's name, or `unchecked`, or `none` for files without a signature that can be found.
    public var outcome: String
    public var files: Int
}

/// A signed file in a list.
public struct SignedFile: Hashable, Sendable {
    public var check: SignatureCheck
    /// Documents that the file stands for.
    public var documents: [DocumentPlace]

    /// Where a document belongs.
    public struct DocumentPlace: Hashable, Sendable {
        public var document: String
        public var caseCode: String
        public var component: String
    }
}
