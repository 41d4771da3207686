import Crypto
import Glibc

/// Writes the objects of a PDF one after the other into a temporary file, which takes its final name only when it is
/// complete and on disk.
///
/// Stream data is copied from files through a small buffer: a document of a thousand pages needs no more memory than
/// one of a single page.
struct PDFFileWriter: ~Copyable {
    private let finalPath: String
    private let temporaryPath: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var written = 0
    private var digest = SHA256()
    /// Byte offset of each object, by its number less one; `nil` until it is written.
    private var offsets: [Int?] = []
    private var isFinished = false

    private static let bufferSize = 1 << 18

    /// Opens the temporary file beside `path`.
    init(path: String) throws(AssemblyFault) {
        finalPath = path
        temporaryPath = "\(path).\(getpid()).part"
        descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .cannotWrite(errno: errno) }
        buffer.reserveCapacity(Self.bufferSize)
        // The second line tells file transfer programs that this is binary (four bytes above 127).
        put("%PDF-1.4\n%")
        buffer.append(contentsOf: [0xE2, 0xE3, 0xCF, 0xD3, 0x0A])
    }

    deinit {
        close(descriptor)
        if !isFinished { unlink(temporaryPath) }
    }

    /// A number for an object that is to be written later.
    mutating func reserve() -> Int {
        offsets.append(nil)
        return offsets.count
    }

    /// Writes an object that is no stream.
    mutating func write(_ number: Int, _ body: String) throws(AssemblyFault) {
        begin(number)
        put("\(body)\nendobj\n")
        try flushIfFull()
    }

    /// Writes a stream whose data is at hand. `entries` are the dictionary's entries without `/Length`.
    mutating func writeStream(_ number: Int, entries: String, data: [UInt8]) throws(AssemblyFault) {
        beginStream(number, entries: entries, length: data.count)
        buffer.append(contentsOf: data)
        endStream()
        try flushIfFull()
    }

    /// Writes a stream of data at hand, deflated.
    mutating func writeCompressed(_ number: Int, entries: String, data: [UInt8]) throws(AssemblyFault) {
        guard let packed = Deflate.compress(data) else { throw .cannotWrite(errno: ENOMEM) }
        try writeStream(number, entries: "\(entries) /Filter /FlateDecode", data: packed)
    }

    /// Writes a stream whose data stands in a file; `false` when it is missing or too short.
    mutating func writeStream(
        _ number: Int, entries: String, file: String, offset: Int, length: Int
    ) throws(AssemblyFault) -> Bool {
        let source = open(file, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { return false }
        defer { close(source) }
        var info = stat()
        guard fstat(source, &info) == 0, offset >= 0, length > 0, offset <= Int(info.st_size),
            length <= Int(info.st_size) - offset
        else { return false }
        beginStream(number, entries: entries, length: length)
        try flush()
        guard try copy(source, offset: offset, length: length) else { return false }
        endStream()
        return true
    }

    /// Writes the cross-reference table and the trailer, forces everything to disk and gives the file its name.
    ///
    /// - Returns: Bytes of the file.
    mutating func finish(root: Int, info: Int) throws(AssemblyFault) -> Int {
        try flush()
        let table = written
        let identifier = digest.finalize().prefix(16).map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
        put("xref\n0 \(offsets.count + 1)\n0000000000 65535 f \n")
        for offset in offsets {
            let digits = String(offset ?? 0)
            let state = offset == nil ? "65535 f" : "00000 n"
            put(String(repeating: "0", count: max(0, 10 - digits.count)) + "\(digits) \(state) \n")
        }
        put("trailer\n<< /Size \(offsets.count + 1) /Root \(root) 0 R /Info \(info) 0 R")
        put(" /ID [<\(identifier)> <\(identifier)>] >>\nstartxref\n\(table)\n%%EOF\n")
        try flush()
        guard fsync(descriptor) == 0, rename(temporaryPath, finalPath) == 0 else { throw .cannotWrite(errno: errno) }
        isFinished = true
        try syncFolder()
        return written
    }

    private mutating func begin(_ number: Int) {
        offsets[number - 1] = written + buffer.count
        put("\(number) 0 obj\n")
    }

    private mutating func beginStream(_ number: Int, entries: String, length: Int) {
        begin(number)
        put("<< \(entries) /Length \(length) >>\nstream\n")
    }

    private mutating func endStream() { put("\nendstream\nendobj\n") }

    private mutating func put(_ text: String) { buffer.append(contentsOf: text.utf8) }

    private mutating func flushIfFull() throws(AssemblyFault) {
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Copies a piece of a file; `false` when it ends too early.
    private mutating func copy(_ source: Int32, offset: Int, length: Int) throws(AssemblyFault) -> Bool {
        var done = 0
        while done < length {
            let wanted = min(Self.bufferSize, length - done)
            let position = off_t(offset + done)
            var count = 0
            buffer = [UInt8](unsafeUninitializedCapacity: Self.bufferSize) { space, used in
                count = pread(source, space.baseAddress, wanted, position)
                used = max(0, count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            done += count
            try flush()
        }
        return true
    }

    private mutating func flush() throws(AssemblyFault) {
        digest.update(data: buffer)
        var start = 0
        while start < buffer.count {
            let count = buffer.withUnsafeBytes { bytes in
                Glibc.write(descriptor, bytes.baseAddress?.advanced(by: start), bytes.count - start)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw .cannotWrite(errno: errno)
            }
            start += count
        }
        written += buffer.count
        buffer.removeAll(keepingCapacity: true)
    }

    /// Makes the new name itself durable.
    private func syncFolder() throws(AssemblyFault) {
        let folder = finalPath.lastIndex(of: "/").map { String(finalPath[...$0]) } ?? "."
        let handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else { throw .cannotWrite(errno: errno) }
        defer { close(handle) }
        guard fsync(handle) == 0 else { throw .cannotWrite(errno: errno) }
    }
}
