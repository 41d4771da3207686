import CLeptonica
import DocumentModel

extension RasterFile {
    /// Decodes one page of a picture file.
    ///
    /// - Parameter pageIndex: 0-based page in the file, as ``inspect(path:maxPixels:)`` numbers them.
    /// - Parameter maxPixels: the largest number of pixels the page may have, judged before decoding.
    /// - Throws: the faults of ``inspect(path:maxPixels:)`` for this page; `truncated_image` when the
    ///   pixels are not all there: a page is never delivered in part.
    public static func decode(path: String, pageIndex: Int, maxPixels: Int) throws(FileFault) -> DecodedPage {
        Leptonica.keepQuiet()
        do throws(FileFault) {
            switch try FileKind.format(ofFileAt: path) {
            case .tiff: return try TIFFPage.decode(path: path, pageIndex: pageIndex, maxPixels: maxPixels)
            case .heif: return try HEIFFile(path: path).decode(page: pageIndex, maxPixels: maxPixels)
            case .jpeg where pageIndex == 0: return try decodeJPEG(path, maxPixels: maxPixels)
            case .png where pageIndex == 0: return try decodePNG(path, maxPixels)
            case .bmp where pageIndex == 0, .gif where pageIndex == 0, .webp where pageIndex == 0,
                .jpeg2000 where pageIndex == 0:
                return try PlainPicture(path: path).decode(maxPixels: maxPixels)
            case .jpeg, .png, .bmp, .gif, .webp, .jpeg2000:
                throw FileFault(code: .truncatedImage, detail: "no such page")
            case .pdf: throw FileFault(code: .notAnImage, detail: "a PDF, not a picture")
            }
        } catch {
            var fault = error
            fault.pageIndex = pageIndex
            throw fault
        }
    }

    /// - Parameter isWhole: whether large colour pictures are decoded at their full size too.
    static func decodeJPEG(
        _ path: String, maxPixels: Int, isWhole: Bool = false
    ) throws(FileFault) -> DecodedPage {
        let header = try JPEGHeader(path: path)
        if let kind = header.foreignKind { throw FileFault(code: .unsupportedFormat, detail: kind) }
        try FileKind.checkSize(width: header.width, height: header.height, maxPixels: maxPixels, pageIndex: 0)
        let size = isWhole ? ReadingSize() : ReadingSize(of: header)
        let picture = try JPEGPicture.decode(path: path, eighths: size.eighths)
        var notes = size.notes
        if picture.isOdd || !header.strayBytes.isEmpty { notes.append(.dataMended) }
        if picture.isDoubtful { notes.append(.drawnUnsurely) }
        let stated = header.resolution.map { (x: $0.x * size.factor, y: $0.y * size.factor) }
        var page = try DecodedPage(
            stored: picture.taken(), orientation: header.orientation,
            resolution: DecodedPage.Resolution(stated, aspect: header.aspect), reduction: 1 / size.factor)
        page.notes = notes
        return page
    }

    private static func decodePNG(_ path: String, _ maxPixels: Int) throws(FileFault) -> DecodedPage {
        let header = try PNGHeader(path: path)
        try FileKind.checkSize(width: header.width, height: header.height, maxPixels: maxPixels, pageIndex: 0)
        guard let pix = Pix(owning: header.hasEnd ? pixRead(path) : try withEnd(path)) else {
            throw FileFault(code: .truncatedImage, detail: "PNG cannot be decoded")
        }
        var page = try DecodedPage(
            stored: try Leptonica.plain(pix), orientation: .upright,
            resolution: DecodedPage.Resolution(header.resolution, aspect: header.aspect))
        if !header.hasEnd { page.notes = [.dataMended] }
        return page
    }

    /// A PNG of which only the end chunk is missing.
    private static func withEnd(_ path: String) throws(FileFault) -> Pix.OpaquePix? {
        let file = try RandomAccessFile(path: path)
        guard file.size <= 1 << 29, let bytes = file.bytes(at: 0, count: file.size) else { return nil }
        let whole = bytes + [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]
        return pixReadMemPng(whole, whole.count)
    }
}

/// How much of a JPEG's resolution is read. Colour pictures of large sheets take more memory than a recognizer has; the
/// document gets the picture as it is stored all the same.
struct ReadingSize {
    /// Eighths of the stored size, 4 to 8.
    var eighths = 8

    /// Pixels of a colour picture up to which it is read as it is: A1 at 300 dots per inch has 70 million, phones make
    /// 50. A0 at 300 is read at 187.
    private static let maxColourPixels = 56_000_000

    /// All of it.
    init() {}

    /// The largest size that keeps a colour picture within its bounds.
    init(width: Int, height: Int, isColour: Bool) {
        guard isColour else { return }
        let pixels = width.multipliedReportingOverflow(by: height)
        guard !pixels.overflow else { return }
        while eighths > 4, pixels.partialValue * eighths * eighths / 64 > Self.maxColourPixels { eighths -= 1 }
    }

    init(of header: JPEGHeader) {
        self.init(width: header.width, height: header.height, isColour: header.components > 1)
    }

    var factor: Double { Double(eighths) / 8 }

    var notes: [PageRemark] { eighths < 8 ? [.readSmaller] : [] }
}

/// Leptonica's manners.
enum Leptonica {
    /// Stops Leptonica's messages to stderr. They name no file and repeat what the returned fault says.
    static func keepQuiet() { _ = quiet }

    private static let quiet: Void = { _ = setMsgSeverity(Int32(L_SEVERITY_NONE)) }()

    /// The picture without palette and alpha (laid over white) at 1, 8 or 32 bits.
    static func plain(_ pix: consuming Pix) throws(FileFault) -> Pix {
        let noMemory = FileFault(code: .tooLarge, detail: "not enough memory for the page")
        var plain = pix
        if plain.hasColormap {
            let way = pixcmapIsOpaqueAll(plain) ? REMOVE_CMAP_BASED_ON_SRC : REMOVE_CMAP_WITH_ALPHA
            guard let unmapped = Pix(owning: pixRemoveColormap(plain.handle, Int32(way))) else { throw noMemory }
            plain = unmapped
        }
        // Writers of 32 bits that know of no opacity leave zeros there: then all of the picture is meant to be seen.
        if plain.hasAlpha, plain.isWhollyTransparent {
            pixSetSpp(plain.handle, 3)
        } else if plain.hasAlpha {
            guard let blended = Pix(owning: pixAlphaBlendUniform(plain.handle, 0xFFFF_FF00)) else { throw noMemory }
            plain = blended
        }
        switch plain.depth {
        case 1, 8, 32: return plain
        default:
            guard let gray = Pix(owning: pixConvertTo8(plain.handle, 0)) else { throw noMemory }
            return gray
        }
    }

    /// Whether all colours of a palette are to be seen as they are: none is transparent, or all are.
    private static func pixcmapIsOpaqueAll(_ pix: borrowing Pix) -> Bool {
        let palette = pixGetColormap(pix.handle)
        var opaque: Int32 = 1
        pixcmapIsOpaque(palette, &opaque)
        if opaque != 0 { return true }
        return (0..<pixcmapGetCount(palette)).allSatisfy { index in
            var (red, green, blue, alpha): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
            return pixcmapGetRGBA(palette, index, &red, &green, &blue, &alpha) == 0 && alpha == 0
        }
    }
}

extension Pix {
    /// Whether no pixel of a 32-bit picture with alpha is anything but transparent.
    var isWhollyTransparent: Bool {
        withWords { words in
            // Padding pixels do not exist at 32 bits.
            words.allSatisfy { $0 & 255 == 0 }
        }
    }
}
