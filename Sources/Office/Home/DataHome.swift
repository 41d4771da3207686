import Basics
import Foundation
import LedgerEngines

/// The one folder that holds everything: ledger, originals, derivatives, inbox.
public struct DataHome: Hashable, Sendable {
    /// Absolute path of the folder.
    public let path: String

    /// - Parameter path: the folder; need not exist yet.
    public init(path: String) {
        self.path = URL(fileURLWithPath: path).standardizedFileURL.path
    }

    /// Originals, readings and PDFs, named by their SHA-256.
    public var artifacts: String { path + "/artifacts" }
    /// Pictures between reading and assembling; may be deleted whenever no worker runs.
    public var work: String { path + "/work" }
    /// Where stations drop batches: `inbox/<station>/<batch>`.
    public var inbox: String { path + "/inbox" }

    /// Documents under names that people can open; see ``DocumentLinks``.
    public var documents: String { path + "/documents" }

    /// What stations are handing over by HTTP.
    public var uploads: String { path + "/uploads" }

    /// Pictures of pages for screens; may be deleted at any time.
    public var previews: String { path + "/previews" }

    /// Makes the folders that do not exist, readable by their owner only.
    /// - Throws: the file system's error.
    public func prepare() throws {
        for folder in [path, artifacts, work, inbox, uploads] {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
    }

    /// The secret by which this data home knows its own separator sheets; made when the first are printed.
    var separatorKey: String { path + "/" + BackupManifest.separatorKeyName }

    /// Whether there is a data home: a folder alone is none.
    public var exists: Bool { LedgerEngines.standard.hasLedger(in: URL(fileURLWithPath: path)) }

    /// What the law and the office say, as files: forms, limits, pipelines.
    public var rules: String { path + "/rules" }
    /// Says which papers have a pipeline of their own; need not exist.
    public var pipelineRules: String { rules + "/pipelines.yaml" }

    /// Labels of forms and kinds of papers that the office adds; need not exist.
    public var paperRules: String { rules + "/papers" }

    /// Where an attempt of this process at a batch or document keeps its pictures.
    public func pictures<Subject>(of subject: Identifier<Subject>) -> String {
        "\(work)/\(subject.rawValue).\(getpid())"
    }

    /// Removes the pictures of processes that have ended.
    public func removeAbandonedPictures() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: work) {
            guard let process = name.split(separator: ".").last.flatMap({ pid_t($0) }), process > 0 else { continue }
            if kill(process, 0) != 0, errno == ESRCH { try FileManager.default.removeItem(atPath: "\(work)/\(name)") }
        }
    }
}
