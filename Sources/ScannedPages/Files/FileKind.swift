import DocumentModel

/// What a file is by its first bytes; names are not believed.
public enum FileKind {
    /// Smallest side of a picture in pixels that can be a page or a card.
    public static let smallestSide = 16

    /// The format of a file.
    ///
    /// - Throws: `empty_file`, `not_an_image` for unknown content, `unsupported_format` for what is known and not read,
    ///   `truncated_image` or `corrupt_pdf` for one cut within its first bytes, `missing_file`, `unreadable_file`.
    public static func format(ofFileAt path: String) throws(FileFault) -> FileInspection.Format {
        let file = try RandomAccessFile(path: path)
        return try format(of: file)
    }

    static func format(of file: borrowing RandomAccessFile) throws(FileFault) -> FileInspection.Format {
        guard file.size > 0 else { throw FileFault(code: .emptyFile, detail: "0 bytes") }
        // Readers accept a PDF whose header stands within the first 1024 bytes (PDF 1.7, annex H, note 13).
        let head = file.bytes(at: 0, count: min(file.size, 1024)) ?? []
        if let known = signatures.first(where: { head.starts(with: $0.bytes) }) { return known.format }
        if let phone = isoFormat(head) { return phone }
        if head.starts(with: Array("RIFF".utf8)), head.dropFirst(8).starts(with: Array("WEBP".utf8)) { return .webp }
        if isBitmap(head) { return .bmp }
        if contains(head, Array("%PDF-".utf8)) { return .pdf }
        if let kind = ForeignKind.name(head) { throw FileFault(code: .unsupportedFormat, detail: kind) }
        if let begun = signatures.first(where: { $0.bytes.starts(with: head) }) {
            throw FileFault(
                code: begun.format == .pdf ? .corruptPDF : .truncatedImage,
                detail: "cut within the first bytes of \(begun.format.rawValue), \(file.size) bytes")
        }
        throw FileFault(code: .notAnImage, detail: "unknown content, \(file.size) bytes")
    }

    /// How files of each format begin.
    private static let signatures: [(bytes: [UInt8], format: FileInspection.Format)] = [
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .png),
        ([0xFF, 0xD8, 0xFF], .jpeg),
        ([0x49, 0x49, 42, 0], .tiff), ([0x4D, 0x4D, 0, 42], .tiff),
        ([0x49, 0x49, 43, 0], .tiff), ([0x4D, 0x4D, 0, 43], .tiff),
        (Array("%PDF-".utf8), .pdf),
        (Array("GIF87a".utf8), .gif), (Array("GIF89a".utf8), .gif),
        ([0, 0, 0, 12, 0x6A, 0x50, 0x20, 0x20, 0x0D, 0x0A, 0x87, 0x0A], .jpeg2000),
        ([0xFF, 0x4F, 0xFF, 0x51], .jpeg2000),
    ]

    /// Brands of ISO base media files (ISO/IEC 23008-12) that hold pictures rather than films.
    private static let pictureBrands: Set = [
        "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis", "miaf",
    ]

    private static func isoFormat(_ head: [UInt8]) -> FileInspection.Format? {
        guard head.count >= 12, head[4..<8].elementsEqual("ftyp".utf8) else { return nil }
        return pictureBrands.contains(String(decoding: head[8..<12], as: UTF8.self)) ? .heif : nil
    }

    /// "BM" alone begins many a text; four bytes are reserved, and the size of the second header is one of a few.
    private static func isBitmap(_ head: [UInt8]) -> Bool {
        guard head.count >= 18, head.starts(with: [0x42, 0x4D]), head[6..<10].allSatisfy({ $0 == 0 }) else {
            return false
        }
        return [12, 40, 52, 56, 64, 108, 124].contains(head[14]) && head[15..<18].allSatisfy { $0 == 0 }
    }

    static func contains(_ bytes: [UInt8], _ needle: [UInt8]) -> Bool {
        guard bytes.count >= needle.count else { return false }
        return (0...(bytes.count - needle.count)).contains { bytes[$0...].starts(with: needle) }
    }

    /// How many times the pixels of others a picture of a bit a pixel may have: A0 at 600 dots per inch has 560 million.
    /// It takes less memory than a gray one at its limit, and is read smaller.
    static let bitonalAllowance = 3
    /// The same on a page of a PDF, which says how large the sheet is: a plan of 3 m by 3 m at 300 dots per inch has 1,255
    /// million. In a TIFF so many are a bomb more often than a sheet.
    static let bitonalAllowanceOnPage = 8

    /// Judges a picture's size before any decoding.
    ///
    /// - Parameter allowance: how many times the pixels it may have: more than 1 for what has a bit a pixel.
    static func checkSize(
        width: Int, height: Int, maxPixels most: Int, pageIndex: Int?, allowance: Int = 1
    ) throws(FileFault) {
        let (allowed, isEndless) = most.multipliedReportingOverflow(by: allowance)
        let maxPixels = isEndless ? .max : allowed
        guard width >= smallestSide, height >= smallestSide else {
            throw FileFault(code: .tooSmall, pageIndex: pageIndex, detail: "\(width) x \(height) pixels")
        }
        let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
        // Leptonica holds sides in 32 bits and refuses rasters near 2^31 bytes by itself.
        guard !overflow, pixels <= maxPixels, width <= 1 << 24, height <= 1 << 24 else {
            throw FileFault(
                code: .tooLarge, pageIndex: pageIndex, detail: "\(width) x \(height) pixels, limit \(maxPixels)")
        }
    }
}
