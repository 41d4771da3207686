import DocumentModel

/// What the markers of a JPEG file say before its first scan (ITU-T T.81, annex B).
struct JPEGHeader {
    /// Pixels across as stored.
    var width = 0
    /// Pixels down as stored.
    var height = 0
    /// 1 (gray), 3 (colour) or 4 (CMYK or YCCK).
    var components = 0
    var bitsPerSample = 8
    /// SOF0…SOF2: baseline, extended, progressive; the processes that PDF readers and libjpeg know.
    var isCommonProcess = false
    /// The kind of JPEG that libjpeg does not know, if it is one.
    var foreignKind: String?
    /// Whether Adobe's APP14 segment stands in it; its CMYK is inverted then.
    var hasAdobeMarker = false
    /// The EXIF orientation.
    var orientation = ImageOrientation.upright
    /// Dots per inch across and down; `nil` when the file gives none.
    var resolution: (x: Double, y: Double)?
    /// How much denser the dots lie across than down, where the file says that and nothing else.
    var aspect: Double?
    /// Bytes that belong to no segment: before the start marker and between segments. Decoders step over them.
    var strayBytes: [Range<Int>] = []
    /// Where further pictures of the file begin.
    var furtherPictures: [Int] = []
    /// Whether the end-of-image marker follows the first scan.
    var hasEnd = false
    /// Where the data of the first scan begins in the file.
    var firstScan = 0

    /// Most stray bytes that are stepped over.
    private static let maxStrayBytes = 1 << 16

    /// Reads the markers up to the first scan and looks whether the end-of-image marker follows it.
    ///
    /// - Parameter start: where the picture begins in the file.
    /// - Throws: `truncated_image` when the file ends within the header, or when the markers make no sense.
    init(path: String, at start: Int = 0) throws(FileFault) {
        let file = try RandomAccessFile(path: path)
        var position = start
        try skipStrayBytes(&position, in: file) { $0 == 0xD8 }
        position += 2
        while true {
            try skipStrayBytes(&position, in: file) { $0 != 0 }
            guard let marker = file.bytes(at: position, count: 2) else { throw Self.cut }
            // Fill bytes, and markers that stand alone.
            if marker[1] == 0xFF {
                position += 1
                continue
            }
            if marker[1] == 0x01 || (0xD0...0xD8).contains(marker[1]) {
                position += 2
                continue
            }
            guard let length = file.bytes(at: position + 2, count: 2).map({ Int($0[0]) << 8 | Int($0[1]) }) else {
                throw Self.cut
            }
            guard length >= 2, marker[1] != 0xD9 else {
                throw FileFault(code: .truncatedImage, detail: "JPEG ends before its first scan")
            }
            guard let body = file.bytes(at: position + 4, count: length - 2) else { throw Self.cut }
            position += 2 + length
            if marker[1] == 0xDA { break }
            read(marker: marker[1], body: body, path: path, bodyOffset: position - body.count)
        }
        guard components > 0 else { throw FileFault(code: .truncatedImage, detail: "JPEG without a frame header") }
        hasEnd = Self.hasEnd(file, from: position)
        firstScan = position
    }

    private static var cut: FileFault { FileFault(code: .truncatedImage, detail: "JPEG ends within its header") }

    /// Moves to the next marker that is wanted, as libjpeg does.
    private mutating func skipStrayBytes(
        _ position: inout Int, in file: borrowing RandomAccessFile, until isWanted: (UInt8) -> Bool
    ) throws(FileFault) {
        guard let next = file.bytes(at: position, count: 2) else { throw Self.cut }
        if next[0] == 0xFF, isWanted(next[1]) { return }
        let window = file.bytes(at: position, count: min(Self.maxStrayBytes, file.size - position)) ?? []
        guard let stray = (1..<max(1, window.count)).first(where: { window[$0 - 1] == 0xFF && isWanted(window[$0]) })
        else { throw FileFault(code: .truncatedImage, detail: "no JPEG marker at byte \(position)") }
        strayBytes.append(position..<(position + stray - 1))
        position += stray - 1
    }

    private mutating func read(marker: UInt8, body: [UInt8], path: String, bodyOffset: Int) {
        switch marker {
        case 0xC0...0xCF where ![0xC4, 0xC8, 0xCC].contains(marker) && body.count >= 6, 0xF7 where body.count >= 6:
            bitsPerSample = Int(body[0])
            height = Int(body[1]) << 8 | Int(body[2])
            width = Int(body[3]) << 8 | Int(body[4])
            components = Int(body[5])
            isCommonProcess = marker <= 0xC2
            foreignKind = Self.foreignKind(marker, bitsPerSample: bitsPerSample, height: height)
        case 0xE0 where body.starts(with: Array("JFIF\0".utf8)) && body.count >= 12:
            let density = (Double(Int(body[8]) << 8 | Int(body[9])), Double(Int(body[10]) << 8 | Int(body[11])))
            switch body[7] {
            case 1: resolution = density
            case 2: resolution = (density.0 * 2.54, density.1 * 2.54)
            default: if density.0 > 0, density.1 > 0 { aspect = density.0 / density.1 }
            }
        case 0xE1 where body.starts(with: Array("Exif\0\0".utf8)):
            readExif(path: path, offset: bodyOffset + 6)
        case 0xE2 where body.starts(with: Array("MPF\0".utf8)):
            furtherPictures = MultiPicture(index: body.dropFirst(4), at: bodyOffset + 4)?.offsets ?? []
        case 0xEE where body.starts(with: Array("Adobe".utf8)):
            hasAdobeMarker = true
        default: break
        }
    }

    /// Processes other than DCT with 8 bits, Huffman or arithmetic coding.
    private static func foreignKind(_ marker: UInt8, bitsPerSample: Int, height: Int) -> String? {
        switch marker {
        case 0xC3, 0xC7, 0xCB, 0xCF: "lossless JPEG (SOF\(marker - 0xC0))"
        case 0xC5, 0xC6, 0xCD, 0xCE: "hierarchical JPEG (SOF\(marker - 0xC0))"
        case 0xF7: "JPEG-LS"
        default:
            bitsPerSample != 8
                ? "JPEG of \(bitsPerSample) bits a sample" : height == 0 ? "JPEG without its height (DNL)" : nil
        }
    }

    /// EXIF is a TIFF within a segment; a damaged one is as good as none.
    private mutating func readExif(path: String, offset: Int) {
        guard let directory = TIFFDirectory(exifIn: path, at: offset) else { return }
        orientation = directory.orientation
        resolution = resolution ?? directory.resolution
    }

    /// Whether FF D9 stands after the first scan's header. Entropy-coded data never holds it: FF is followed by 00 or
    /// a restart marker there.
    private static func hasEnd(_ file: borrowing RandomAccessFile, from start: Int) -> Bool {
        var end = file.size
        let step = 1 << 16
        // From the end backwards: usually the last two bytes. One byte of overlap keeps a split marker whole.
        while end - start >= 2 {
            let begin = max(start, end - step)
            guard let bytes = file.bytes(at: begin, count: end - begin) else { return false }
            if (1..<bytes.count).contains(where: { bytes[$0 - 1] == 0xFF && bytes[$0] == 0xD9 }) { return true }
            if begin == start { return false }
            end = begin + 1
        }
        return false
    }
}

/// JPEG data made such as every reader takes it, without touching what is coded.
enum JPEGMending {
    /// Data without stray bytes and with an end marker; `nil` when it is so already, or no JPEG's.
    static func mended(fileAt path: String) throws(FileFault) -> [UInt8]? {
        let header = try JPEGHeader(path: path)
        guard !header.strayBytes.isEmpty || !header.hasEnd else { return nil }
        let file = try RandomAccessFile(path: path)
        guard let data = file.bytes(at: 0, count: file.size) else { return nil }
        return mended(data, header)
    }

    /// Data from its start marker on.
    static func begun(_ data: [UInt8]) -> [UInt8] {
        if data.starts(with: [0xFF, 0xD8]) { return data }
        let start = data.indices.dropLast().first { data[$0] == 0xFF && data[$0 + 1] == 0xD8 }
        return start.map { Array(data[$0...]) } ?? data
    }

    private static func mended(_ data: [UInt8], _ header: JPEGHeader) -> [UInt8] {
        var mended: [UInt8] = []
        mended.reserveCapacity(data.count + 2)
        var position = 0
        for stray in header.strayBytes {
            mended += data[position..<stray.lowerBound]
            position = stray.upperBound
        }
        mended += data[position...]
        if !header.hasEnd { mended += [0xFF, 0xD9] }
        return mended
    }
}
