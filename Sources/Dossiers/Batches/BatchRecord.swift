import Basics
import DocumentModel

/// What a station handed over at once: one folder of files, or one file.
public struct BatchRecord: Hashable, Sendable, Codable {
    /// How far a batch has come; it only ever goes forward.
    public enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// Its originals are kept; nothing is read yet.
        case taken
        /// Its pages are being read.
        case reading
        /// Everything that can be attached is attached; what waits for a person stands apart as waiting items.
        case finished
    }

    public var id: BatchID
    /// Name of the folder or file that was handed in, NFC.
    public var name: String
    /// Where it was scanned, when that was told.
    public var station: String?
    /// Digest over the names and contents of its files: the same batch handed in twice has the same.
    public var contentDigest: ContentDigest
    public var state: State
    /// When its originals were kept.
    public var takenAt: Instant
    /// When it was finished.
    public var finishedAt: Instant?
    /// How many pages the station says it has, for comparison.
    public var declaredPages: Int?

    public init(
        id: BatchID, name: String, station: String?, contentDigest: ContentDigest, state: State, takenAt: Instant,
        finishedAt: Instant? = nil, declaredPages: Int? = nil
    ) {
        self.id = id
        self.name = name
        self.station = station
        self.contentDigest = contentDigest
        self.state = state
        self.takenAt = takenAt
        self.finishedAt = finishedAt
        self.declaredPages = declaredPages
    }
}

/// One file of a batch.
public struct BatchFile: Hashable, Sendable, Codable {
    public var batchID: BatchID
    /// 0-based place in the scan order.
    public var ordinal: Int
    /// Name as it is written on disk, relative to the batch, NFC or not.
    public var name: String
    /// ``name`` in NFC, by which manifests are compared and the order is made.
    public var nfcName: String
    /// The original's digest in the artifact store.
    public var sha256: ContentDigest
    public var byteCount: Int
    /// What it turned out to be; `nil` before inspection, and for what is no scan.
    public var format: FileInspection.Format?
    /// Whether it is the batch's `batch.json`.
    public var isManifest: Bool
    /// Whether it is what a system, a scanner or a copying program left: kept, but no page.
    public var isAside: Bool
    /// Whether it is a PDF with a digital signature, never to be rewritten.
    public var isSigned: Bool
    /// Pages that can be read; `nil` before inspection.
    public var pageCount: Int?

    public init(
        batchID: BatchID, ordinal: Int, name: String, nfcName: String, sha256: ContentDigest, byteCount: Int,
        format: FileInspection.Format? = nil, isManifest: Bool = false, isAside: Bool = false, isSigned: Bool = false,
        pageCount: Int? = nil
    ) {
        self.batchID = batchID
        self.ordinal = ordinal
        self.name = name
        self.nfcName = nfcName
        self.sha256 = sha256
        self.byteCount = byteCount
        self.format = format
        self.isManifest = isManifest
        self.isAside = isAside
        self.isSigned = isSigned
        self.pageCount = pageCount
    }
}

/// A file that is handed over with a new batch, before the batch has an identity.
public struct SubmittedFile: Hashable, Sendable, Codable {
    /// Name as it is written on disk, relative to the batch.
    public var name: String
    public var nfcName: String
    public var sha256: ContentDigest
    public var byteCount: Int
    public var isManifest: Bool
    /// Whether it is what a system, a scanner or a copying program left: kept, but no page.
    public var isAside: Bool

    public init(
        name: String, nfcName: String, sha256: ContentDigest, byteCount: Int, isManifest: Bool = false,
        isAside: Bool = false
    ) {
        self.name = name
        self.nfcName = nfcName
        self.sha256 = sha256
        self.byteCount = byteCount
        self.isManifest = isManifest
        self.isAside = isAside
    }
}
