import Basics
import Foundation
import Office

/// The folder of one station from which spreadsheets are taken. All calls block.
///
/// `<station>/<file>` → `<station>/.postal/<number>/<file>` while it is taken → gone, or `<station>/.quarantine/<file>`
/// with the reason beside it.
struct PostalFolder: Sendable {
    /// The station's folder.
    let path: String

    /// Files that are looked at in one round.
    private static let maximumFiles = 200

    /// A file under way.
    struct Claimed: Hashable, Sendable {
        /// Its folder's name under `.postal/`.
        var number: String
        /// The folder's path.
        var folder: String
        /// The file's name.
        var name: String
        var path: String { "\(folder)/\(name)" }
    }

    private var claims: String { path + "/" + InboxFileNames.postal }

    /// Spreadsheets that lie there, readable or not, by name: one that is none is told what it is, and no batch of
    /// scans. Links and folders are none.
    /// - Throws: ``InboxFileError``.
    func waiting() throws(InboxFileError) -> [(name: InboxName, status: InboxStatus)] {
        var found: [(name: InboxName, status: InboxStatus)] = []
        for name in try names(in: path) where isSpreadsheet(name) && found.count < Self.maximumFiles {
            guard let status = try InboxFiles.status(name, in: path), status.kind == .file else { continue }
            found.append((name, status))
        }
        return found
    }

    private func isSpreadsheet(_ name: InboxName) -> Bool {
        !name.text.hasPrefix(".") && InboxFileNames.spreadsheets.contains(where: name.text.lowercased().hasSuffix)
    }

    /// Files that were claimed and are not taken yet, in the order in which they were claimed.
    /// - Throws: ``InboxFileError``.
    func claimed() throws(InboxFileError) -> [Claimed] {
        var found: [Claimed] = []
        for number in try names(in: claims) {
            if let claim = try claim(number.text) { found.append(claim) }
        }
        return found
    }

    /// One file under way; `nil` when it is gone.
    /// - Throws: ``InboxFileError``.
    func claim(_ number: String) throws(InboxFileError) -> Claimed? {
        let folder = "\(claims)/\(number)"
        guard !number.contains("/"), number != "..", let name = try names(in: folder).first else { return nil }
        return Claimed(number: number, folder: folder, name: name.text)
    }

    /// Moves a file aside, so that nobody writes into it any more. A name that is no text gets one.
    /// - Parameter number: of its own for each file, sorting by time.
    /// - Throws: ``InboxFileError``; the file is then where it was.
    func take(_ name: InboxName, as number: String) throws(InboxFileError) -> Claimed {
        try InboxFiles.makeFolder(claims, like: path)
        let claimed = Claimed(number: number, folder: "\(claims)/\(number)", name: name.text)
        try InboxFiles.makeFolder(claimed.folder, like: path)
        do {
            try InboxFiles.move(name, in: path, to: claimed.path)
        } catch {
            try? InboxFiles.removeFolder(claimed.folder)
            throw error
        }
        return claimed
    }

    /// Removes a file that is recorded.
    /// - Throws: ``InboxFileError``.
    func remove(_ claimed: Claimed) throws(InboxFileError) {
        try InboxFiles.remove(claimed.path)
        try InboxFiles.removeFolder(claimed.folder)
    }

    /// Moves a file that can never be taken into quarantine, the reason first.
    /// - Throws: ``InboxFileError``.
    func quarantine(_ claimed: Claimed, _ reason: PostalFileReason) throws {
        let quarantine = QuarantineFolder(station: path)
        let target = try quarantine.makePlace(for: InboxName(claimed.name))
        try quarantine.write(try reason.files(of: claimed.name), for: target)
        try quarantine.move(InboxName(claimed.name), from: claimed.folder, to: target)
        try InboxFiles.removeFolder(claimed.folder)
    }

    /// The names in a folder, sorted; none when there is no such folder.
    private func names(in folder: String) throws(InboxFileError) -> [InboxName] {
        guard InboxFiles.kind(folder) == .folder else { return [] }
        return try InboxFiles.names(in: folder).sorted { $0.text < $1.text }
    }
}
