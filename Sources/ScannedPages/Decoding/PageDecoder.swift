import CLeptonica
import DocumentModel

extension RasterFile {
    /// Decodes one page of a TIFF, JPEG or PNG file.
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
            case .jpeg where pageIndex == 0: return try decodeJPEG(path, maxPixels)
            case .png where pageIndex == 0: return try decodePNG(path, maxPixels)
            case .jpeg, .png: throw FileFault(code: .truncatedImage, detail: "no such page")
            case .pdf: throw FileFault(code: .notAnImage, detail: "a PDF, not a picture")
            }
        } catch {
            var fault = error
            fault.pageIndex = pageIndex
            throw fault
        }
    }

    private static func decodeJPEG(_ path: String, _ maxPixels: Int) throws(FileFault) -> DecodedPage {
        let header = try JPEGHeader(path: path)
        try FileKind.checkSize(width: header.width, height: header.height, maxPixels: maxPixels, pageIndex: 0)
        var warnings: Int32 = 0
        guard let pix = Pix(owning: pixReadJpeg(path, 0, 1, &warnings, Int32(L_JPEG_CONTINUE_WITH_BAD_DATA))) else {
            throw FileFault(code: .truncatedImage, detail: "JPEG cannot be decoded")
        }
        guard warnings == 0 else {
            throw FileFault(code: .truncatedImage, detail: "\(warnings) faults in the JPEG data")
        }
        return try DecodedPage(
            stored: try Leptonica.plain(pix), orientation: header.orientation, resolution: header.resolution)
    }

    private static func decodePNG(_ path: String, _ maxPixels: Int) throws(FileFault) -> DecodedPage {
        let header = try PNGHeader(path: path)
        try FileKind.checkSize(width: header.width, height: header.height, maxPixels: maxPixels, pageIndex: 0)
        guard let pix = Pix(owning: pixRead(path)) else {
            throw FileFault(code: .truncatedImage, detail: "PNG cannot be decoded")
        }
        return try DecodedPage(
            stored: try Leptonica.plain(pix), orientation: .upright, resolution: header.resolution)
    }
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
