import DocumentModel
import Glibc

/// A regular file opened for reading at any offset. Headers are read through it without loading the file.
struct RandomAccessFile: ~Copyable {
    private let descriptor: Int32
    /// Bytes in the file when it was opened.
    let size: Int

    /// Opens the file.
    ///
    /// - Throws: `missing_file`, or `unreadable_file` for what is no regular file or may not be read.
    init(path: String) throws(FileFault) {
        // A named pipe would block in open until somebody writes.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            let isMissing = errno == ENOENT
            throw FileFault(
                code: isMissing ? .missingFile : .unreadableFile,
                detail: isMissing ? "no such file" : "cannot be opened"
            )
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw FileFault(code: .unreadableFile, detail: "not a regular file")
        }
        self.descriptor = descriptor
        self.size = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// Exactly `count` bytes from `offset`, or `nil` when the file has not that many there.
    func bytes(at offset: Int, count: Int) -> [UInt8]? {
        guard offset >= 0, count >= 0, offset <= size, count <= size - offset else { return nil }
        if count == 0 { return [] }
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            guard let start = buffer.baseAddress else { return }
            while filled < count {
                let got = pread(descriptor, start + filled, count - filled, off_t(offset + filled))
                if got < 0 && errno == EINTR { continue }
                if got <= 0 { break }
                filled += got
            }
        }
        return bytes.count == count ? bytes : nil
    }
}
