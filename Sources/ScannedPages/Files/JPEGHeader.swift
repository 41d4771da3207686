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
    /// Whether Adobe's APP14 segment stands in it; its CMYK is inverted then.
    var hasAdobeMarker = false
    /// The EXIF orientation.
    var orientation = ImageOrientation.upright
    /// Dots per inch across and down; `nil` when the file gives none.
    var resolution: (x: Double, y: Double)?

    /// Reads the markers up to the first scan and looks whether the end-of-image marker follows it.
    ///
    /// - Throws: `truncated_image` when the file ends within the header, has no end marker, or when the
    ///   markers make no sense.
    init(path: String) throws(FileFault) {
        let file = try RandomAccessFile(path: path)
        var position = 2
        while true {
            guard let marker = file.bytes(at: position, count: 2) else { throw Self.cut }
            guard marker[0] == 0xFF else {
                throw FileFault(code: .truncatedImage, detail: "no JPEG marker at byte \(position)")
            }
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
        guard Self.hasEnd(file, from: position) else {
            throw FileFault(code: .truncatedImage, detail: "JPEG without its end marker")
        }
    }

    private static var cut: FileFault { FileFault(code: .truncatedImage, detail: "JPEG ends within its header") }

    private mutating func read(marker: UInt8, body: [UInt8], path: String, bodyOffset: Int) {
        switch marker {
        case 0xC0...0xCF where ![0xC4, 0xC8, 0xCC].contains(marker) && body.count >= 6:
            bitsPerSample = Int(body[0])
            height = Int(body[1]) << 8 | Int(body[2])
            width = Int(body[3]) << 8 | Int(body[4])
            components = Int(body[5])
            isCommonProcess = marker <= 0xC2
        case 0xE0 where body.starts(with: Array("JFIF\0".utf8)) && body.count >= 12:
            let density = (Double(Int(body[8]) << 8 | Int(body[9])), Double(Int(body[10]) << 8 | Int(body[11])))
            if body[7] == 1 { resolution = density }
            if body[7] == 2 { resolution = (density.0 * 2.54, density.1 * 2.54) }
        case 0xE1 where body.starts(with: Array("Exif\0\0".utf8)):
            readExif(path: path, offset: bodyOffset + 6)
        case 0xEE where body.starts(with: Array("Adobe".utf8)):
            hasAdobeMarker = true
        default: break
        }
    }

    /// EXIF is a TIFF within a segment; a damaged one is as good as none.
    private mutating func readExif(path: String, offset: Int) {
        guard let file = try? RandomAccessFile(path: path),
            let reader = try? TIFFDirectoryReader(file: file, base: offset),
            let first = reader.directoryOffsets(limit: 1).offsets.first,
            let directory = reader.directory(at: first)
        else { return }
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
