import Basics

/// A file that the store keeps.
public struct Artifact: Hashable, Sendable, Codable {
    /// Digest of its bytes, which is also its name.
    public var sha256: ContentDigest
    /// Bytes.
    public var size: Int

    public init(sha256: ContentDigest, size: Int) {
        self.sha256 = sha256
        self.size = size
    }
}

/// A fault of the store itself (a full disk, missing rights), not of the file that is put into it; a file's faults are
/// `FileFault`s.
public struct ArtifactStoreError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// The file system has no room left.
        case noSpace = "no_space"
        /// A file of the store cannot be made, written, made durable or read.
        case storeUnusable = "store_unusable"
        /// The store does not hold the artifact.
        case notFound = "not_found"
    }

    public var code: Code
    /// Technical detail in English.
    public var detail: String

    public init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    public var description: String { "\(code.rawValue): \(detail)" }
}
