/// Looks at the end of an archive before libzip does, which makes an object of each entry that the directory lists: the
/// directory's size, claimed in the file, bounds how many.
enum ArchiveDirectory {
    /// Bytes of the directory for one entry, generously.
    private static let entryLength = 1024

    static func check(_ file: borrowing InputFile, name: String, limits: SpreadsheetLimits) throws(SpreadsheetFault) {
        let length = min(file.size, 22 + 0xFFFF + 20 + 56)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(length, 1), alignment: 1)
        defer { buffer.deallocate() }
        let start = file.size - length
        let tail = Array(buffer.prefix(try file.read(at: start, into: buffer, name: name)))
        let limit = UInt64(limits.archiveEntries * entryLength)
        for index in tail.indices where tail[index] == 0x50 && index + 22 <= tail.count && tail[index + 1] == 0x4B {
            var size: UInt64 = 0
            if tail[index + 2] == 0x05, tail[index + 3] == 0x06 {
                size = number(tail, at: index + 12, bytes: 4)
                // All ones: the size stands in the record for large archives.
                if size == 0xFFFF_FFFF { size = 0 }
            } else if tail[index + 2] == 0x06, tail[index + 3] == 0x07 {
                size = try largeDirectory(file, name: name, at: number(tail, at: index + 8, bytes: 8))
            }
            guard size <= limit else {
                throw SpreadsheetFault(.tooManyEntries, file: name, detail: "directory of \(size) bytes")
            }
        }
    }

    /// Size of the directory by the record for archives beyond 4 GB, which the locator places.
    private static func largeDirectory(_ file: borrowing InputFile, name: String, at offset: UInt64)
        throws(SpreadsheetFault) -> UInt64
    {
        guard offset < UInt64(file.size) else { return 0 }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 56, alignment: 1)
        defer { buffer.deallocate() }
        let record = Array(buffer.prefix(try file.read(at: Int(offset), into: buffer, name: name)))
        return record.count == 56 ? number(record, at: 40, bytes: 8) : 0
    }

    /// A number of little-endian bytes.
    private static func number(_ bytes: [UInt8], at index: Int, bytes count: Int) -> UInt64 {
        guard index + count <= bytes.count else { return 0 }
        return bytes[index..<(index + count)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
