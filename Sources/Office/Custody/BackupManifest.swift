import Basics
import Foundation
import LedgerSQLite

/// What a backup holds.
///
/// The list of files is in the form of `sha256sum`, so that a backup can be checked with `sha256sum -c SHA256SUMS` and
/// without this program; the manifest holds the list's own digest.
public struct BackupManifest: Hashable, Sendable, Codable {
    static let fileName = "manifest.json"
    static let sumsName = "SHA256SUMS"
    static let ledgerName = LedgerCopy.fileName
    static let rulesFolder = "rules"
    static let separatorKeyName = "separator.key"
    static let secretsKeyName = "secrets.key"
    /// Secrets of a data home that a backup has, as far as they were made.
    static let keyNames = [separatorKeyName, secretsKeyName]
    static let currentFormat = 1
    /// Largest manifest that is read, bytes.
    static let maximumSize = 64 << 20

    /// Version of the form.
    public var format: Int
    /// When the copy of the ledger was taken, milliseconds since 1970.
    public var takenAt: Int64
    /// Digest of the list of files.
    public var sums: String
    /// How many artifacts there are.
    public var artifacts: Int
    /// How many files of the data home's `rules/` there are.
    public var rules: Int
    /// How many secrets of the data home there are; `nil` in backups of earlier versions, which have none.
    public var keys: Int?
    /// Bytes of all files.
    public var size: Int
    /// Artifacts that the ledger names but that were missing or damaged already when the backup was made.
    public var missing: [String]

    /// Where an artifact lies in a backup, as in a data home.
    static func path(of digest: String) -> String {
        "artifacts/\(digest.prefix(2))/\(digest.dropFirst(2).prefix(2))/\(digest)"
    }

    /// A line of the list.
    static func line(_ digest: String, _ path: String) -> String { "\(digest)  \(path)\n" }

    /// Digest and path of a line of the list; `nil` for what this program would not have written.
    static func entry(_ line: Substring) -> (digest: String, path: String)? {
        let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, ContentDigest(rawValue: String(parts[0])) != nil else { return nil }
        let (digest, path) = (String(parts[0]), String(parts[1].dropFirst()))
        // Nothing else, so that no list can name a file outside.
        return path == ledgerName || keyNames.contains(path) || path == Self.path(of: digest) || isRule(path)
            ? (digest, path) : nil
    }

    /// Whether a path is that of a file in `rules/`: directly in it, and no hidden one.
    static func isRule(_ path: String) -> Bool {
        guard path.hasPrefix(rulesFolder + "/") else { return false }
        let name = path.dropFirst(rulesFolder.count + 1)
        return !name.isEmpty && !name.hasPrefix(".") && !name.contains { $0 == "/" || $0.isNewline || $0 == "\0" }
    }
}
