import Basics
import Dossiers

/// A batch that a station is handing over through the HTTP API, file by file.
public struct Upload: Hashable, Sendable {
    /// How far an upload has come; it only ever goes forward.
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// Files may be added.
        case open
        /// Its files are kept as a batch.
        case completed
        /// The station took it back, or let it lie too long.
        case abandoned
    }

    public var id: UploadID
    public var station: StationName
    /// The station's own name for this hand-over: the same key is always the same upload.
    public var key: String
    /// Name of the batch, NFC.
    public var name: String
    public var isUrgent: Bool
    public var state: State
    /// The batch that came of it; exactly when it is completed.
    public var batchID: BatchID?
    public var fileCount: Int
    public var byteCount: Int
    public var createdAt: Instant
    /// When a file was last added.
    public var changedAt: Instant
    /// When it was completed or abandoned.
    public var closedAt: Instant?
}

public typealias UploadID = Identifier<Upload>

/// A file of an open upload.
public struct UploadedFile: Hashable, Sendable {
    /// Name in NFC, without any path.
    public var name: String
    public var sha256: ContentDigest
    public var byteCount: Int
    /// Its own name in the upload's folder, which no other file ever has.
    public var storedAs: String

    public init(name: String, sha256: ContentDigest, byteCount: Int, storedAs: String) {
        self.name = name
        self.sha256 = sha256
        self.byteCount = byteCount
        self.storedAs = storedAs
    }
}

/// How much one upload may hold.
public struct UploadLimits: Hashable, Sendable {
    public var files: Int
    public var bytes: Int

    public init(files: Int, bytes: Int) {
        self.files = files
        self.bytes = bytes
    }
}

/// What came of asking for an upload.
public enum OpenedUpload: Hashable, Sendable {
    /// It is new.
    case opened(Upload)
    /// The same request was made before.
    case known(Upload)
    /// The key was used for a batch of another name or urgency.
    case keyTaken(Upload)
    /// The station has as many open uploads as it may.
    case tooManyOpen
}

/// Which file a new one may take the place of.
public enum ReplacementRule: Hashable, Sendable {
    /// None: a name is taken once.
    case never
    /// Whatever has the name.
    case any
    /// The one with this content.
    case only(ContentDigest)
}

/// What came of adding a file.
public enum RecordedFile: Hashable, Sendable {
    case added
    /// It stands in the place of an earlier one, whose bytes are not needed any more.
    case replaced(UploadedFile)
    /// The same name with the same content is there.
    case unchanged
    /// The name is taken by another content.
    case differs(ContentDigest)
    /// What should have been replaced is not there.
    case nothingToReplace
    case tooManyFiles
    case tooManyBytes
    /// The upload takes no files any more.
    case closed(Upload.State)
}
