import DocumentModel

/// Walks the chain of directories of a TIFF (or of the TIFF within an EXIF segment) with every number checked against
/// the file: counts that exceed it, loops and cut chains end the walk with a fault and never more than a file's worth
/// of memory.
struct TIFFDirectoryReader: ~Copyable {
    /// Most pages of one file; libtiff numbers directories in 16 bits.
    static let maxPages = 65_535

    private let file: RandomAccessFile
    /// Where the TIFF begins within the file.
    private let base: Int
    private let header: Header

    private struct Header {
        var isBigEndian: Bool
        var isBigTIFF: Bool
        /// Offset of the first directory.
        var first: Int
    }

    /// - Throws: `truncated_image` when not even the header is whole, `not_an_image` when it is no TIFF's.
    init(file: consuming RandomAccessFile, base: Int = 0) throws(FileFault) {
        let header = try Self.header(of: file, base: base)
        self.init(file: file, base: base, header: header)
    }

    private init(file: consuming RandomAccessFile, base: Int, header: Header) {
        self.file = file
        self.base = base
        self.header = header
    }

    private static func header(of file: borrowing RandomAccessFile, base: Int) throws(FileFault) -> Header {
        guard let head = file.bytes(at: base, count: 8) else { throw Self.cutHeader }
        let isBigEndian = head[0] == 0x4D
        let version = integer(head[2..<4], isBigEndian)
        guard head[0] == head[1], head[0] == 0x49 || head[0] == 0x4D, version == 42 || version == 43 else {
            throw FileFault(code: .notAnImage, detail: "no TIFF header")
        }
        guard version == 43 else {
            return Header(isBigEndian: isBigEndian, isBigTIFF: false, first: integer(head[4..<8], isBigEndian))
        }
        guard let wide = file.bytes(at: base + 8, count: 8) else { throw Self.cutHeader }
        return Header(isBigEndian: isBigEndian, isBigTIFF: true, first: integer(wide[...], isBigEndian))
    }

    private static var cutHeader: FileFault {
        FileFault(code: .truncatedImage, detail: "cut within the TIFF header")
    }

    /// Size of the file in bytes.
    var fileSize: Int { file.size }

    /// Offsets of the directories in order. A chain that leads out of the file or back into itself ends with a fault
    /// that names the page which should have stood there.
    func directoryOffsets(limit: Int = maxPages) -> (offsets: [Int], fault: FileFault?) {
        var offsets: [Int] = []
        var seen: Set<Int> = []
        var next = header.first
        while next != 0 {
            let page = offsets.count
            guard page < limit else { return (offsets, nil) }
            guard seen.insert(next).inserted else {
                return (offsets, FileFault(code: .truncatedImage, pageIndex: page, detail: "directories form a loop"))
            }
            guard let count = entryCount(at: next), let after = nextOffset(of: next, entries: count) else {
                let fault = FileFault(
                    code: .truncatedImage, pageIndex: page, detail: "directory \(page) lies beyond the end of the file")
                return (offsets, fault)
            }
            offsets.append(next)
            next = after
        }
        return (offsets, nil)
    }

    /// The tags of the directory at an offset; `nil` when it does not lie within the file.
    func directory(at offset: Int) -> TIFFDirectory? {
        guard let count = entryCount(at: offset) else { return nil }
        let start = offset + (header.isBigTIFF ? 8 : 2)
        guard let table = bytes(at: start, count: count * entrySize) else { return nil }
        var fields: [Int: TIFFField] = [:]
        for entry in 0..<count {
            let slice = table[(entry * entrySize)..<((entry + 1) * entrySize)]
            let tag = integer(slice.prefix(2))
            // The tags of TIFF 6.0; private ones may hold anything.
            guard (254...532).contains(tag), fields[tag] == nil else { continue }
            fields[tag] = field(slice)
        }
        return TIFFDirectory(offset: offset, fields: fields)
    }

    // MARK: Parts

    private var entrySize: Int { header.isBigTIFF ? 20 : 12 }

    private func entryCount(at offset: Int) -> Int? {
        let width = header.isBigTIFF ? 8 : 2
        guard let bytes = bytes(at: offset, count: width) else { return nil }
        let count = integer(bytes[...])
        return (1...4096).contains(count) ? count : nil
    }

    private func nextOffset(of offset: Int, entries: Int) -> Int? {
        let width = header.isBigTIFF ? 8 : 4
        return bytes(at: offset + (header.isBigTIFF ? 8 : 2) + entries * entrySize, count: width).map {
            integer($0[...])
        }
    }

    private func field(_ entry: ArraySlice<UInt8>) -> TIFFField? {
        let sizes: [Int: Int] = [1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 13: 4, 16: 8, 18: 8]
        let at = entry.startIndex
        let type = integer(entry[(at + 2)..<(at + 4)])
        guard let size = sizes[type] else { return nil }
        let inlineSize = header.isBigTIFF ? 8 : 4
        let count = integer(entry[(at + 4)..<(at + 4 + inlineSize)])
        let cut = TIFFField(integers: [], isRational: type == 5, isCut: true)
        guard count > 0, count <= file.size / size else { return count == 0 ? nil : cut }
        let place = entry.suffix(inlineSize)
        let total = count * size
        let raw: [UInt8]
        if total <= inlineSize {
            raw = Array(place.prefix(total))
        } else {
            guard let outside = bytes(at: integer(place), count: total) else { return cut }
            raw = outside
        }
        let step = type == 5 ? 4 : size
        let integers = stride(from: 0, to: total, by: step).map { integer(raw[$0..<($0 + step)]) }
        return TIFFField(integers: integers, isRational: type == 5)
    }

    private func bytes(at offset: Int, count: Int) -> [UInt8]? {
        guard offset >= 0, offset <= file.size else { return nil }
        return file.bytes(at: base + offset, count: count)
    }

    private func integer(_ bytes: ArraySlice<UInt8>) -> Int { Self.integer(bytes, header.isBigEndian) }

    /// An unsigned number of up to 8 bytes; one that exceeds `Int` becomes `Int.max`, which no file reaches.
    private static func integer(_ bytes: ArraySlice<UInt8>, _ isBigEndian: Bool) -> Int {
        let ordered = isBigEndian ? Array(bytes) : bytes.reversed()
        let value = ordered.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Int(exactly: value) ?? .max
    }
}

extension TIFFDirectory {
    /// The first directory of EXIF data, which is a TIFF within another file; `nil` for damaged data.
    init?(exifIn path: String, at offset: Int) {
        guard let file = try? RandomAccessFile(path: path),
            let reader = try? TIFFDirectoryReader(file: file, base: offset),
            let first = reader.directoryOffsets(limit: 1).offsets.first,
            let directory = reader.directory(at: first)
        else { return nil }
        self = directory
    }
}
