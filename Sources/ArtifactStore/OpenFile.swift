import DocumentModel
import Foundation

/// Owner of one file descriptor, closed at the end of its life.
struct OpenFile: ~Copyable {
    let descriptor: CInt
    let path: String

    private init(descriptor: CInt, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit { _ = close(descriptor) }

    /// Opens somebody else's file for reading: a regular file, never through a symbolic link.
    /// - Throws: `FileFault`.
    static func source(_ path: String) throws -> OpenFile {
        // Without O_NONBLOCK the open of a named pipe would wait for a writer for ever.
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let reason = errno
            switch reason {
            case ENOENT, ENOTDIR: throw FileFault(code: .missingFile, detail: "no such file")
            case ELOOP: throw FileFault(code: .outsideBatch, detail: "symbolic link")
            default: throw FileFault(code: .unreadableFile, detail: "open: \(errorText(reason))")
            }
        }
        let file = OpenFile(descriptor: descriptor, path: path)
        guard try file.status().isRegular else {
            throw FileFault(code: .unreadableFile, detail: "not a regular file")
        }
        return file
    }

    /// Makes a new file of the store, readable by its owner only.
    static func new(_ path: String) throws -> OpenFile {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw storeError("create", errno) }
        return OpenFile(descriptor: descriptor, path: path)
    }

    /// Opens a directory of the store, for making its entries durable.
    static func directory(_ path: String) throws -> OpenFile {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw storeError("open directory", errno) }
        return OpenFile(descriptor: descriptor, path: path)
    }

    /// What tells whether a file changed while it was read.
    struct Status: Equatable {
        var isRegular: Bool
        var size: Int
        var modifiedSeconds: Int
        var modifiedNanoseconds: Int
    }

    func status() throws -> Status {
        var raw = stat()
        guard fstat(descriptor, &raw) == 0 else {
            throw FileFault(code: .unreadableFile, detail: "fstat: \(errorText(errno))")
        }
        return Status(
            isRegular: raw.st_mode & S_IFMT == S_IFREG, size: Int(raw.st_size),
            modifiedSeconds: raw.st_mtim.tv_sec, modifiedNanoseconds: raw.st_mtim.tv_nsec)
    }

    /// Reads on; 0 at the end of the file.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while true {
            let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            let reason = errno
            if reason != EINTR { throw FileFault(code: .unreadableFile, detail: "read: \(errorText(reason))") }
        }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let slice = UnsafeRawBufferPointer(rebasing: rest)
            let count = Foundation.write(descriptor, slice.baseAddress, slice.count)
            if count < 0 {
                let reason = errno
                if reason == EINTR { continue }
                throw storeError("write", reason)
            }
            rest = rest.dropFirst(count)
        }
    }

    func restrictToOwner() throws {
        guard fchmod(descriptor, 0o600) == 0 else { throw storeError("fchmod", errno) }
    }

    func synchronize() throws {
        guard fsync(descriptor) == 0 else { throw storeError("fsync", errno) }
    }
}

func errorText(_ reason: CInt) -> String { String(cString: strerror(reason)) }

func storeError(_ step: String, _ reason: CInt) -> ArtifactStoreError {
    let isFull = reason == ENOSPC || reason == EDQUOT
    return ArtifactStoreError(isFull ? .noSpace : .storeUnusable, "\(step): \(errorText(reason))")
}
