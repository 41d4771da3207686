import Basics

/// What a job does; a worker has one handler for each kind.
///
/// 1 to 64 of the letters a–z, digits and `-`.
public struct JobKind: RawRepresentable, Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    public let rawValue: String

    public init?(rawValue: String) {
        let bytes = rawValue.utf8
        let isValid = bytes.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "-")
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        guard isValid, (1...64).contains(bytes.count) else { return nil }
        self.rawValue = rawValue
    }

    private init(name: String) { rawValue = name }

    /// Reads, splits and attaches one batch; the unique key is the batch's identity, the lane its station.
    public static let digitizeBatch = JobKind(name: "digitize-batch")

    /// Makes again what a changed parameter, model or stage version touches of one document; the unique key is the
    /// document's identity.
    public static let redoDocument = JobKind(name: "redo-document")

    /// Has text, fields, PDF and search index of one document follow what people corrected; the unique key is the document's
    /// identity.
    public static let applyCorrections = JobKind(name: "apply-corrections")

    /// Takes one spreadsheet of the postal channel from its inbox: a statement, or a file of events. The unique key is
    /// the file's digest.
    public static let takePostalFile = JobKind(name: "take-postal-file")

    /// Files the postal slips among the pages of a digitized batch; the unique key is the batch's identity.
    public static let filePostalSlips = JobKind(name: "file-postal-slips")

    /// Reconciles parcels and statements and writes the report; the unique key is the pipeline's name.
    public static let reconcilePost = JobKind(name: "reconcile-post")

    /// Verifies again the signatures that evidence concerns which came in or was withdrawn; the unique key is the number of
    /// the item of trust, or nothing for what was never verified.
    public static let verifySignatures = JobKind(name: "verify-signatures")

    /// All that this program knows.
    public static let all = [
        digitizeBatch, redoDocument, applyCorrections, takePostalFile, filePostalSlips, reconcilePost, verifySignatures,
    ]

    public var description: String { rawValue }

    public static func < (a: JobKind, b: JobKind) -> Bool { a.rawValue < b.rawValue }
}

/// Which jobs go first, whatever their lane.
public enum JobPriority: Int, Hashable, Sendable, Codable, CaseIterable {
    case urgent = 0
    case normal = 10
    /// What nobody waits for: done when nothing else is to be done.
    case background = 20
}

public typealias JobID = Identifier<Job>
