import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What a name in a folder is, links not followed.
enum EntryKind: Hashable, Sendable {
    case file, folder, link, other
}

/// A name in a folder.
struct FolderEntry: Hashable, Sendable {
    /// The name; where its bytes are no UTF-8, with the replacement character in their place.
    var name: String
    /// Whether ``name`` leads back to the file.
    var isReadableName: Bool
    var kind: EntryKind
}

/// Lists a folder by its raw bytes: scanners write names in encodings that Foundation drops without a word.
enum FolderListing {
    /// - Throws: `CocoaError` when the folder cannot be read.
    static func entries(of folder: String) throws -> [FolderEntry] {
        guard let directory = opendir(folder) else { throw CocoaError(.fileReadNoPermission) }
        defer { closedir(directory) }
        var entries: [FolderEntry] = []
        while let entry = readdir(directory) {
            let bytes = name(of: entry)
            guard bytes != [0x2e], bytes != [0x2e, 0x2e] else { continue }
            let name = String(decoding: bytes, as: UTF8.self)
            entries.append(
                FolderEntry(
                    name: name, isReadableName: Array(name.utf8) == bytes, kind: kind(of: folder + "/" + name)))
        }
        return entries
    }

    /// What stands at a path, links not followed.
    static func kind(of path: String) -> EntryKind {
        var status = stat()
        guard lstat(path, &status) == 0 else { return .other }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return .folder
        case S_IFLNK: return .link
        default: return .other
        }
    }

    private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
        withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
    }
}
