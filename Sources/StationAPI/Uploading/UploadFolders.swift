import Foundation
import Ledger

/// The folders in which uploads lie until they are batches: `<root>/<upload>/partial` for what is coming in,
/// `files` for what is there, `batch/<name>` for what is handed on.
///
/// Every call blocks: it belongs on a thread of ``ThreadPoolWork``.
struct UploadFolders: Sendable {
    let root: String

    /// Makes the folder when there is none.
    /// - Throws: ``StationServerError/uploadsUnusable(_:)``.
    init(root: URL) throws {
        self.root = root.path(percentEncoded: false)
        do { try Self.make(self.root) } catch { throw StationServerError.uploadsUnusable(self.root) }
    }

    func partial(_ upload: UploadID) -> String { "\(root)/\(upload)/partial" }
    func files(_ upload: UploadID) -> String { "\(root)/\(upload)/files" }

    /// Makes the folders of an upload.
    func prepare(_ upload: UploadID) throws {
        for folder in [partial(upload), files(upload)] { try Self.make(folder) }
    }

    /// Lays the files out under their own names, as the receiver is to find them. Doing it again starts afresh.
    /// - Throws: `POSIXError`, `ENOENT` when a file has gone.
    func lay(_ files: [UploadedFile], of upload: UploadID, named name: SafeName) throws -> URL {
        let parent = "\(root)/\(upload)/batch"
        try? FileManager.default.removeItem(atPath: parent)
        let folder = "\(parent)/\(name.text)"
        try Self.make(folder)
        for file in files {
            let (source, target) = ("\(self.files(upload))/\(file.storedAs)", "\(folder)/\(file.name)")
            if link(source, target) == 0 { continue }
            // Some file systems know no second name for a file.
            guard [EPERM, EOPNOTSUPP, ENOTSUP, EMLINK, EXDEV].contains(errno) else { throw Self.error() }
            try FileManager.default.copyItem(atPath: source, toPath: target)
        }
        return URL(fileURLWithPath: folder, isDirectory: true)
    }

    /// Removes what lies there of an upload.
    func remove(_ upload: UploadID) throws {
        let path = "\(root)/\(upload)"
        guard FileManager.default.fileExists(atPath: path) else { return }
        try FileManager.default.removeItem(atPath: path)
    }

    /// Removes a file that is not needed any more.
    func removeFile(_ name: String, of upload: UploadID) { unlink("\(files(upload))/\(name)") }

    /// After a start: removes the folders of uploads that are not open any more, and what was half received.
    func sweep(keeping open: Set<UploadID>) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: root) {
            let upload = UploadID(rawValue: name)
            if open.contains(upload) {
                try? FileManager.default.removeItem(atPath: partial(upload))
            } else {
                try FileManager.default.removeItem(atPath: "\(root)/\(name)")
            }
        }
    }

    /// Those of the files that do not lie there as they were recorded.
    func missing(_ files: [UploadedFile], of upload: UploadID) -> [UploadedFile] {
        files.filter { file in
            var status = stat()
            let isThere = lstat("\(self.files(upload))/\(file.storedAs)", &status) == 0
            return !isThere || Int(status.st_size) != file.byteCount
        }
    }

    /// Bytes that may still be written on the disk.
    func freeBytes() -> Int {
        var status = statvfs()
        guard statvfs(root, &status) == 0 else { return .max }
        return Int(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
    }

    private static func make(_ folder: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    static func error() -> POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
}
