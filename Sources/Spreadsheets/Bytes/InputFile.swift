import Glibc

/// A regular file opened for reading.
struct InputFile: ~Copyable {
    let descriptor: Int32
    let size: Int

    private init(descriptor: Int32, size: Int) {
        self.descriptor = descriptor
        self.size = size
    }

    /// Opens a file; its size must be within the limit. Anything but a regular file is refused.
    static func open(path: String, name: String, limit: Int) throws(SpreadsheetFault) -> InputFile {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw systemFault(name) }
        var status = stat()
        let isKnown = fstat(descriptor, &status) == 0
        let file = InputFile(descriptor: descriptor, size: Int(status.st_size))
        guard isKnown, status.st_mode & S_IFMT == S_IFREG else {
            throw SpreadsheetFault(.unreadable, file: name, detail: "not a regular file")
        }
        guard file.size <= limit else {
            throw SpreadsheetFault(.tooLarge, file: name, detail: "\(file.size) > \(limit) bytes")
        }
        return file
    }

    deinit { close(descriptor) }

    /// Reads at an offset as many bytes as there are, at most what the buffer holds.
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer, name: String) throws(SpreadsheetFault) -> Int
    {
        var filled = 0
        while filled < buffer.count {
            let got = pread(
                descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled, off_t(offset + filled))
            if got < 0 && errno == EINTR { continue }
            guard got >= 0 else { throw Self.systemFault(name) }
            if got == 0 { break }
            filled += got
        }
        return filled
    }

    /// The first bytes of the file.
    func head(_ count: Int, name: String) throws(SpreadsheetFault) -> [UInt8] {
        try bytes(count, at: 0, name: name)
    }

    /// Bytes from an offset on, as many as there are.
    func bytes(_ count: Int, at offset: Int, name: String) throws(SpreadsheetFault) -> [UInt8] {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
        defer { buffer.deallocate() }
        let got = try read(at: offset, into: buffer, name: name)
        return Array(buffer.prefix(got))
    }

    private static func systemFault(_ name: String) -> SpreadsheetFault {
        SpreadsheetFault(.unreadable, file: name, detail: String(cString: strerror(errno)))
    }
}
