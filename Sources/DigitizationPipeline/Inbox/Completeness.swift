import Foundation
import Office

/// What is known of a batch in the inbox, for the question whether it is complete.
struct CompletenessEvidence: Hashable, Sendable {
    enum Content: Hashable, Sendable {
        case empty
        case foldersOnly
        case files
        /// Nothing that can ever be a batch.
        case refused(InboxFault.Code)
        /// The folder cannot be listed.
        case unlisted(String)
    }

    /// How the files compare with the digests in `batch.json`.
    enum Manifest: Hashable, Sendable {
        /// There are none.
        case none
        case matches(hasUnlistedFiles: Bool)
        case missing([String])
        case wrong([String])
    }

    var content: Content
    /// Whether the station says that it is complete.
    var isMarkedDone = false
    var manifest = Manifest.none
    /// Whether a file carries the name of an unfinished copy.
    var isHalfCopied = false
    /// Whether a process of this machine has a file open for writing.
    var isBeingWritten = false
    /// Whether the end of a file is missing by its own format.
    var lacksEnd = false
    /// Whether it is called like something that is no batch: hidden, a mark, an unfinished copy.
    var isOverlooked = false
    /// For how long nothing has changed, by our own clock.
    var unchangedFor: Duration

    enum Verdict: Hashable, Sendable {
        case incomplete
        case complete
        case refused(InboxFault)
    }

    /// Whether the batch may be taken.
    func verdict(_ settings: InboxSettings) -> Verdict {
        let isStable = unchangedFor >= (isOverlooked ? settings.overlookedTime : settings.stableTime)
        let isAbandoned = unchangedFor >= (isOverlooked ? settings.overlookedTime : settings.abandonTime)
        switch content {
        case .refused(let code): return !isOverlooked || isStable ? .refused(InboxFault(code)) : .incomplete
        case .unlisted(let detail): return isStable ? .refused(InboxFault(.unreadable, detail: detail)) : .incomplete
        case .empty: return isMarkedDone || isAbandoned ? .refused(InboxFault(.emptyFolder)) : .incomplete
        case .foldersOnly: return isMarkedDone || isStable ? .refused(InboxFault(.folderOfFolders)) : .incomplete
        case .files: break
        }
        switch manifest {
        // A wrong digest is believed only when nobody writes any more, whatever the mark says.
        case .wrong(let names): return isStable ? .refused(InboxFault(.wrongDigest, files: names)) : .incomplete
        case .missing(let names):
            let isOver = isMarkedDone ? isStable : isAbandoned
            return isOver ? .refused(InboxFault(.missingFiles, files: names)) : .incomplete
        case .matches(hasUnlistedFiles: false): return .complete
        case .matches, .none:
            if isMarkedDone { return .complete }
            if isBeingWritten { return .incomplete }
            return (isHalfCopied || lacksEnd ? isAbandoned : isStable) ? .complete : .incomplete
        }
    }
}

extension CompletenessEvidence.Content {
    init(of name: InboxName, _ snapshot: BatchSnapshot) {
        switch snapshot.status.kind {
        case .link: self = .refused(.symbolicLink)
        case .other: self = .refused(.notAFile)
        case .file: self = name.isReadable ? .files : .refused(.badName)
        case .folder:
            if !name.isReadable {
                self = .refused(.badName)
            } else if let failure = snapshot.failure {
                self = .unlisted(failure.detail)
            } else if snapshot.files.isEmpty {
                self = .empty
            } else {
                self = snapshot.files.allSatisfy { $0.status.kind == .folder } ? .foldersOnly : .files
            }
        }
    }
}
