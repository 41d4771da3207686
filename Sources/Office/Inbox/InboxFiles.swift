import CProcess
import Foundation

/// A file call that failed.
package struct InboxFileError: Error, Hashable, Sendable {
    package var step: String
    package var reason: CInt

    package init(step: String, reason: CInt) {
        self.step = step
        self.reason = reason
    }

    package var detail: String { "\(step): \(String(cString: strerror(reason)))" }
    /// Whether the thing itself may not be touched, rather than that something is wrong with the disk.
    package var isRefusal: Bool {
        [EACCES, EPERM, EBUSY, ENOTDIR, EEXIST, ENOTEMPTY, ELOOP, ENAMETOOLONG].contains(reason)
    }
    package var isAbsence: Bool { reason == ENOENT }
    /// Whether somebody has a file of the batch open for writing.
    package var isStillWritten: Bool { self == .stillWritten }

    package static let stillWritten = InboxFileError(step: "still being written", reason: EBUSY)
}

/// The file calls of the inbox. Symbolic links are never followed at a path's last name. All calls block.
package enum InboxFiles {
    /// The names in a folder, without a look at what they are.
    package static func names(in folder: String) throws(InboxFileError) -> [InboxName] {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw InboxFileError(step: "open folder", reason: errno) }
        guard let directory = fdopendir(descriptor) else {
            let reason = errno
            close(descriptor)
            throw InboxFileError(step: "open folder", reason: reason)
        }
        defer { closedir(directory) }
        var names: [InboxName] = []
        errno = 0
        while let entry = readdir(directory) {
            let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if bytes != [0x2e], bytes != [0x2e, 0x2e] { names.append(InboxName(bytes: bytes)) }
            errno = 0
        }
        // An interrupted listing must not pass for a folder with fewer files.
        guard errno == 0 else { throw InboxFileError(step: "list folder", reason: errno) }
        return names
    }

    /// - Returns: `nil` when there is nothing.
    package static func status(_ name: InboxName, in folder: String) throws(InboxFileError) -> InboxStatus? {
        var raw = stat()
        guard withPath(name, in: folder, { lstat($0, &raw) }) == 0 else {
            if errno == ENOENT { return nil }
            throw InboxFileError(step: "status", reason: errno)
        }
        let kind: EntryKind =
            switch raw.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            case S_IFLNK: .link
            default: .other
            }
        return InboxStatus(
            kind: kind, size: Int(raw.st_size), modifiedSeconds: raw.st_mtim.tv_sec,
            modifiedNanoseconds: raw.st_mtim.tv_nsec, mode: raw.st_mode & 0o7777, inode: UInt64(raw.st_ino))
    }

    package static func kind(_ path: String) -> EntryKind? {
        let url = URL(fileURLWithPath: path)
        return (try? status(InboxName(url.lastPathComponent), in: url.deletingLastPathComponent().path))?.kind
    }

    package static func exists(_ path: String) -> Bool {
        var raw = stat()
        return lstat(path, &raw) == 0
    }

    package static func move(_ name: InboxName, in folder: String, to target: String) throws(InboxFileError) {
        guard withPath(name, in: folder, { rename($0, target) }) == 0 else {
            throw InboxFileError(step: "rename", reason: errno)
        }
    }

    package static func move(_ path: String, to target: String) throws(InboxFileError) {
        guard rename(path, target) == 0 else { throw InboxFileError(step: "rename", reason: errno) }
    }

    package static func moveIfThere(_ path: String, to target: String) throws(InboxFileError) {
        guard rename(path, target) == 0 || errno == ENOENT else {
            throw InboxFileError(step: "rename", reason: errno)
        }
    }

    /// Removes a file or link; that there is none is no error.
    package static func remove(_ path: String) throws(InboxFileError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw InboxFileError(step: "unlink", reason: errno) }
    }

    /// Removes an empty folder.
    package static func removeFolder(_ path: String) throws(InboxFileError) {
        guard rmdir(path) == 0 || errno == ENOENT else { throw InboxFileError(step: "rmdir", reason: errno) }
    }

    /// Makes a folder of ours within a station's, with its permissions, when there is none. One that is a link is
    /// refused: whoever can write into the station's folder must not lead us elsewhere.
    package static func makeFolder(_ path: String, like parent: String) throws(InboxFileError) {
        if mkdir(path, 0o700) == 0 {
            var raw = stat()
            if lstat(parent, &raw) == 0 { _ = chmod(path, raw.st_mode & 0o777 | 0o700) }
            return
        }
        let reason = errno
        guard reason == EEXIST, kind(path) == .folder else { throw InboxFileError(step: "mkdir", reason: reason) }
    }

    /// Whether a file can be opened for reading.
    package static func isReadable(_ path: String) -> Bool {
        // Without O_NONBLOCK the open of a named pipe would wait for a writer for ever.
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return false }
        close(descriptor)
        return true
    }

    /// Whether a process of this machine has a file open for writing; `false` when it cannot be known, as on a share.
    package static func hasWriter(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return cprocess_has_writer(descriptor) == 1
    }

    /// The first bytes of a regular file; `nil` when it cannot be read.
    package static func head(_ path: String, _ count: Int) -> [UInt8]? { ReadFile(path)?.bytes(at: 0, count) }

    /// The content of a regular file; `nil` when it cannot be read or is longer.
    package static func contents(_ path: String, upTo limit: Int) -> Data? {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        guard kind(path) == .file, let data = try? handle.read(upToCount: limit + 1) else { return nil }
        return data.count > limit ? nil : data
    }

    /// Writes a file so that it is there completely or not at all, also after a power cut.
    /// - Throws: ``InboxFileError``.
    package static func write(_ data: Data, to path: String, like parent: String) throws {
        let folder = (path as NSString).deletingLastPathComponent
        let temporary = "\(folder)/\(InboxFileNames.temporary())"
        do {
            try writeNew(data, to: temporary, like: parent)
            try move(temporary, to: path)
        } catch {
            unlink(temporary)
            throw error
        }
    }

    private static func writeNew(_ data: Data, to path: String, like parent: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw InboxFileError(step: "create", reason: errno) }
        defer { close(descriptor) }
        var raw = stat()
        if lstat(parent, &raw) == 0 { _ = fchmod(descriptor, raw.st_mode & 0o666 | 0o600) }
        try write(data, to: descriptor)
        guard fsync(descriptor) == 0 else { throw InboxFileError(step: "fsync", reason: errno) }
    }

    /// Makes the entries of a folder durable, where the file system can.
    package static func synchronize(_ folder: String) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    private static func write(_ data: Data, to descriptor: CInt) throws(InboxFileError) {
        var rest = data[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno != EINTR { throw InboxFileError(step: "write", reason: errno) }
            rest = rest.dropFirst(max(count, 0))
        }
    }

    private static func withPath(_ name: InboxName, in folder: String, _ body: (UnsafePointer<CChar>) -> CInt) -> CInt {
        let path = (Array(folder.utf8) + [0x2f] + name.bytes + [0]).map { CChar(bitPattern: $0) }
        return path.withUnsafeBufferPointer { $0.baseAddress.map(body) ?? -1 }
    }
}
