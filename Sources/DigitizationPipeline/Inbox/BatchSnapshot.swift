import Dossiers
import Foundation
import Office

/// What lies in the inbox under one name, at one moment: enough to tell whether anything changed.
struct BatchSnapshot: Hashable, Sendable {
    /// Something in the batch's folder.
    struct Entry: Hashable, Sendable {
        var name: InboxName
        var status: InboxStatus
        /// Whether it is called like what systems leave behind, and holds no page.
        var isLitter = false
        /// Whether it is called like an unfinished copy: hidden, though it holds a page, or by its ending.
        var isPartial = false
    }

    var status: InboxStatus
    /// What the folder holds, by name; empty for a file.
    var entries: [Entry]
    /// What its folders hold.
    var nested: [[Entry]]
    /// Why the folder could not be listed.
    var failure: InboxFileError?

    /// Looks at a batch; cost grows with the number of its files.
    /// - Returns: `nil` when there is nothing.
    init?(_ name: InboxName, in folder: String) throws(InboxFileError) {
        guard let status = try InboxFiles.status(name, in: folder) else { return nil }
        self.status = status
        (entries, nested) = ([], [])
        guard status.kind == .folder, name.isReadable else { return }
        let path = folder + "/" + name.text
        switch Self.contents(of: path) {
        case .success(let contents): (entries, nested) = contents
        case .failure(let error) where error.isAbsence: return nil
        case .failure(let error): failure = error
        }
    }

    private static func contents(of path: String) -> Result<(entries: [Entry], nested: [[Entry]]), InboxFileError> {
        Result { () throws(InboxFileError) in
            let entries = try entries(of: path)
            let folders = entries.filter { $0.status.kind == .folder && $0.name.isReadable }
            var nested: [[Entry]] = []
            for folder in folders { nested.append(try Self.entries(of: path + "/" + folder.name.text)) }
            return (entries, nested)
        }
    }

    private static func entries(of folder: String) throws(InboxFileError) -> [Entry] {
        var entries: [Entry] = []
        for name in try InboxFiles.names(in: folder) {
            if let status = try InboxFiles.status(name, in: folder) {
                entries.append(Entry(name, status, in: folder))
            }
        }
        return entries.sorted { $0.name.bytes.lexicographicallyPrecedes($1.name.bytes) }
    }

    func holds(_ marker: String) -> Bool { mark(marker) != nil }

    /// A mark within the batch's folder.
    func mark(_ marker: String) -> InboxStatus? { entries.first { $0.name.text == marker }?.status }

    /// Whether a mark was made after everything that it speaks for: one that was left from an earlier batch of the same
    /// name was not. Where clocks disagree, the batch only has to be stable first.
    func isOlder(than mark: InboxStatus) -> Bool {
        let newest = ((entries + nested.joined()).map(\.status) + [status]).map(\.modifiedSeconds).max() ?? 0
        return newest <= mark.modifiedSeconds + Self.clockTolerance
    }

    /// Seconds; FAT counts in twos.
    private static let clockTolerance = 2

    /// What counts as part of the batch.
    var files: [Entry] {
        entries.filter {
            InboxNames.isVisible($0.name.text) && !$0.isLitter && $0.name.text != BatchManifest.fileName
        }
    }

    var manifest: Entry? { entries.first { $0.name.text == BatchManifest.fileName && $0.status.kind == .file } }

    var isHalfCopied: Bool { (entries + nested.joined()).contains(where: \.isPartial) }

    /// Paths of the regular files of the batch, at most so many.
    func paths(of name: InboxName, in folder: String, limit: Int = 10_000) -> [String] {
        let path = folder + "/" + name.text
        guard status.kind == .folder else { return name.isReadable ? [path] : [] }
        return files.filter { $0.status.kind == .file && $0.name.isReadable }.prefix(limit)
            .map { "\(path)/\($0.name.text)" }
    }
}

extension BatchSnapshot.Entry {
    /// Only what is called like litter is opened.
    init(_ name: InboxName, _ status: InboxStatus, in folder: String) {
        self.init(name: name, status: status)
        guard name.isReadable else { return }
        switch status.kind {
        case .folder: isLitter = Litter.isFolderName(name.text)
        case .file where InboxNames.isVisible(name.text) && Litter.isName(name.text):
            isLitter = LitterSearch.isLitter(name.text, folder + "/" + name.text)
            isPartial = !isLitter || Litter.isPartialName(name.text)
        case .file, .link, .other: break
        }
    }
}
