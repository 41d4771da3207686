import Foundation
import Office

/// Finds out whether something in a batch's folder is litter by its name and by what it holds. Blocks.
enum LitterSearch {
    /// Most files of a folder that are kept as litter; what has more is no litter.
    private static let maximumFiles = 10_000
    private static let maximumDepth = 8

    /// The files that an entry of a batch's folder comes to, when it is litter.
    /// - Returns: `nil` when it is not, or may not be: it holds a page, cannot be opened, is a link.
    static func files(of entry: FolderEntry, in root: String) -> [BatchSource.File]? {
        let path = root + "/" + entry.name
        guard entry.isReadableName else { return nil }
        switch entry.kind {
        case .file: return isLitter(entry.name, path) ? [BatchSource.File(path: path, name: entry.name)] : nil
        case .folder where Litter.isFolderName(entry.name):
            var found: [BatchSource.File] = []
            let isThumbnails = Litter.isThumbnailFolder(entry.name)
            return gather(path, entry.name, isThumbnails: isThumbnails, depth: 1, &found) ? found : nil
        case .folder, .link, .other: return nil
        }
    }

    /// Whether a file that is called like litter holds nothing that could be a page.
    static func isLitter(_ name: String, _ path: String) -> Bool {
        Litter.isName(name) && InboxFiles.isReadable(path) && !holdsPage(path)
    }

    private static func holdsPage(_ path: String) -> Bool { FileSignature(ofFileAt: path)?.isPage == true }

    /// - Returns: whether all of it is litter that can be kept.
    private static func gather(
        _ folder: String, _ name: String, isThumbnails: Bool, depth: Int, _ found: inout [BatchSource.File]
    ) -> Bool {
        guard depth <= maximumDepth, let entries = try? FolderListing.entries(of: folder) else { return false }
        for entry in entries.sorted(by: { $0.name < $1.name }) {
            let (path, relative) = (folder + "/" + entry.name, name + "/" + entry.name)
            guard entry.isReadableName, found.count < maximumFiles else { return false }
            switch entry.kind {
            case .file:
                let isPage = holdsPage(path) && !(isThumbnails && isThumbnail(entry.name))
                guard !isPage, InboxFiles.isReadable(path) else { return false }
                found.append(BatchSource.File(path: path, name: relative))
            case .folder:
                guard gather(path, relative, isThumbnails: isThumbnails, depth: depth + 1, &found) else { return false }
            case .link, .other: return false
            }
        }
        return true
    }

    /// What storage devices and desktops call the small copies of pictures that they make.
    private static func isThumbnail(_ name: String) -> Bool {
        let name = name.lowercased()
        if ["syno", "default", "s100", "s800"].contains(where: name.hasPrefix) { return true }
        let stem = name.prefix { $0 != "." }
        return stem.count == 32 && stem.allSatisfy(\.isHexDigit)
    }
}
