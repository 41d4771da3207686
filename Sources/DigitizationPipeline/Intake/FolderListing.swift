import Foundation
import Office

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A name in a folder.
struct FolderEntry: Hashable, Sendable {
    /// The name; where its bytes are no UTF-8, with the replacement character in their place.
    var name: String
    /// Whether ``name`` leads back to the file.
    var isReadableName: Bool
    var kind: EntryKind
    /// When its content was last written, in seconds since 1970; `nil` when that cannot be told.
    var writtenAt: Int?
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
            let status = status(of: folder + "/" + name)
            entries.append(
                FolderEntry(
                    name: name, isReadableName: Array(name.utf8) == bytes, kind: status.kind,
                    writtenAt: status.writtenAt))
        }
        return entries
    }

    /// What stands at a path, links not followed.
    static func kind(of path: String) -> EntryKind { status(of: path).kind }

    private static func status(of path: String) -> (kind: EntryKind, writtenAt: Int?) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return (.other, nil) }
        let kind: EntryKind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            case S_IFLNK: .link
            default: .other
            }
        return (kind, Int(status.st_mtim.tv_sec))
    }

    private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
        withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
    }
}
