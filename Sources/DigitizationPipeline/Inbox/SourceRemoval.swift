import Basics
import Dossiers
import Foundation
import Office

/// Which files of a batch are kept, and of which nothing could be.
struct KeptFiles: Sendable {
    /// What the store has, by name.
    private var digests: [Key: Set<ContentDigest>] = [:]
    private var sizes: [Key: Set<Int>] = [:]
    private var all: Set<ContentDigest> = []
    private var unkept: Set<Key> = []

    init(_ kept: [BatchFile], _ unkept: [RejectedFile]) {
        for file in kept {
            digests[Key(file.nfcName), default: []].insert(file.sha256)
            sizes[Key(file.nfcName), default: []].insert(file.byteCount)
            all.insert(file.sha256)
        }
        self.unkept = Set(unkept.map { Key($0.nfcName) })
    }

    /// Whether a file of this name and size was kept. Two spellings of one name may stand side by side.
    func mayHold(_ name: String, size: Int) -> Bool { sizes[Key(name)]?.contains(size) == true }

    func holds(_ name: String, _ digest: ContentDigest) -> Bool { digests[Key(name)]?.contains(digest) == true }

    /// Whether it was kept under any name: a single file is known by its content.
    func holds(_ digest: ContentDigest) -> Bool { all.contains(digest) }

    func isUnkept(_ name: String) -> Bool { unkept.contains(Key(name)) }

    /// Names by their NFC bytes.
    private struct Key: Hashable {
        var bytes: [UInt8]
        init(_ name: String) { bytes = Array(name.precomposedStringWithCanonicalMapping.utf8) }
    }
}

/// Removes the source of a batch as far as it is kept, and nothing else. All calls block.
///
/// Before anything is removed, every file is compared with what was copied, by its state, or by its content where that
/// is not known; and each once more right before it goes.
struct SourceRemoval: Sendable {
    let claim: Claim
    let kept: KeptFiles
    /// The state in which the files were copied; `nil` when it is not known.
    let copied: BatchSnapshot?
    let checkpoint: @Sendable (InboxStep) throws -> Void

    /// What is to become of something in the batch's folder.
    private enum Fate {
        case removed
        /// It is nothing that could have been kept.
        case left
        /// It is not, or not as it is now, what was kept.
        case news
    }

    /// - Returns: `false` when something is there that was not kept though it could be: nothing, or not all, was removed.
    /// - Throws: ``InboxFileError``; with `EBUSY` while somebody is still writing.
    func remove(_ name: InboxName) throws -> Bool {
        let path = claim.path(of: name)
        guard let snapshot = try BatchSnapshot(name, in: claim.folder) else { return true }
        guard snapshot.paths(of: name, in: claim.folder).allSatisfy({ !InboxFiles.hasWriter($0) }) else {
            throw InboxFileError.stillWritten
        }
        guard snapshot.status.kind == .folder else { return try removeFile(name, path, snapshot) }
        let fates = try snapshot.entries.map { (entry: $0, fate: try fate(of: $0, in: path)) }
        guard !fates.contains(where: { $0.fate == .news }) else { return false }
        var (isEmpty, isDone) = (true, true)
        for (entry, fate) in fates {
            guard fate == .removed, entry.name.isReadable else {
                isEmpty = false
                continue
            }
            let file = "\(path)/\(entry.name.text)"
            if entry.status.kind == .folder {
                if try !removeLitter(file, entry.name.text) { isEmpty = false }
            } else if try InboxFiles.status(entry.name, in: path) == entry.status {
                try InboxFiles.remove(file)
            } else {
                isDone = false
            }
            try checkpoint(.fileRemoved)
        }
        guard isDone else { return false }
        if isEmpty { return try removeEmpty(path) }
        return true
    }

    private func removeFile(_ name: InboxName, _ path: String, _ snapshot: BatchSnapshot) throws -> Bool {
        guard snapshot.status.kind == .file else { return true }
        let isCopied = copied?.status == snapshot.status
        guard try isCopied || CustodyFiles.contentDigest(of: path).map(kept.holds) == true else { return false }
        guard try InboxFiles.status(name, in: claim.folder) == snapshot.status else { return false }
        try InboxFiles.remove(path)
        try checkpoint(.fileRemoved)
        return true
    }

    private func removeEmpty(_ path: String) throws -> Bool {
        do throws(InboxFileError) {
            try InboxFiles.removeFolder(path)
        } catch {
            // Something arrived at the last moment.
            guard error.reason == ENOTEMPTY || error.reason == EEXIST else { throw error }
            return false
        }
        return true
    }

    private func fate(of entry: BatchSnapshot.Entry, in folder: String) throws -> Fate {
        let (name, path) = (entry.name.text, folder + "/" + entry.name.text)
        guard entry.name.isReadable else { return .left }
        switch entry.status.kind {
        // A link is nothing by itself; what it points to was kept, or was never handed in.
        case .link: return .removed
        case .other: return .left
        case .folder: return entry.isLitter ? .removed : .left
        case .file:
            if InboxNames.markers.contains(name), FileSignature(ofFileAt: path) == nil { return .removed }
            if kept.mayHold(name, size: entry.status.size) {
                if copied?.entries.first(where: { $0.name == entry.name })?.status == entry.status { return .removed }
                if let digest = try CustodyFiles.contentDigest(of: path), kept.holds(name, digest) { return .removed }
                return .news
            }
            return kept.isUnkept(name) ? .left : .news
        }
    }

    /// Removes what is kept of a folder that systems made; the folder too when nothing is left in it.
    /// - Returns: whether nothing is left.
    private func removeLitter(_ folder: String, _ relative: String) throws -> Bool {
        var isEmpty = true
        for name in try InboxFiles.names(in: folder) {
            let (path, inner) = ("\(folder)/\(name.text)", "\(relative)/\(name.text)")
            guard name.isReadable, let status = try InboxFiles.status(name, in: folder) else {
                isEmpty = false
                continue
            }
            if status.kind == .folder {
                if try !removeLitter(path, inner) { isEmpty = false }
            } else if status.kind == .file, let digest = try CustodyFiles.contentDigest(of: path),
                kept.holds(inner, digest)
            {
                try InboxFiles.remove(path)
            } else {
                isEmpty = false
            }
        }
        if isEmpty { return try removeEmpty(folder) }
        return false
    }
}
