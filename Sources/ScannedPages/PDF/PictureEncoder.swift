import CLeptonica
import DocumentModel
import Glibc

/// Encodes pictures for which a PDF has no data that could be passed on: drawn pages, odd colour spaces.
enum PictureEncoder {
    /// Where nothing is to be matched.
    private static let jpegQuality: Int32 = 90
    /// From the best on; even the last one leaves print and seals as they are. HEVC and VP8 need half of JPEG's bytes.
    private static let jpegQualities: [Int32] = [90, 80, 70, 60, 50]
    /// How much larger than the data that it stands for a picture may become before the next quality is tried.
    private static let growth = 1.25
    /// Share of pixels of a mean tone, away from edges, up to which a drawing counts as black and white.
    private static let grayShare = 0.0002

    /// Writes the picture to `imagePath`: bitonal as G4, everything else as JPEG, or without loss when the source had
    /// none.
    ///
    /// - Parameter isDrawing: whether it was drawn from letters and lines, whose gray is only the smoothing of their
    ///   edges: black drawings then become bitonal, a tenth of the size and sharp in print.
    /// - Parameter isBlackAndWhite: whether it is, where somebody has looked.
    /// - Parameter budget: bytes of the lossy data that the picture stands for, whose quality need not be surpassed;
    ///   0 when there is none.
    static func encode(
        _ pix: borrowing Pix, dpi: Int, isDrawing: Bool, isBlackAndWhite known: Bool? = nil, isLossless: Bool = false,
        budget: Int = 0, imagePath: String
    ) throws(FileFault) -> EmbeddableImage {
        if pix.depth == 8, known ?? isBlackAndWhite(pix, smoothed: isDrawing),
            let bitonal = Pix(owning: pixThresholdToBinary(pix.handle, 160))
        {
            return try RasterFile.embeddableImage(encoding: bitonal, dpi: dpi, rotation: .none, imagePath: imagePath)
        }
        if pix.depth == 1 || isLossless {
            return try RasterFile.embeddableImage(encoding: pix, dpi: dpi, rotation: .none, imagePath: imagePath)
        }
        var info = stat()
        // Progressive data is a fifth smaller and takes three times as long to write.
        for quality in budget == 0 ? [jpegQuality] : jpegQualities {
            guard pixWriteJpeg(imagePath, pix.handle, quality, budget == 0 ? 0 : 1) == 0, stat(imagePath, &info) == 0
            else { throw PictureFile.notWritten }
            if budget == 0 || Double(info.st_size) <= growth * Double(budget) { break }
        }
        return EmbeddableImage(
            filter: .dct, colourSpace: pix.depth == 32 ? .rgb : .gray, bitsPerComponent: 8, width: pix.width,
            height: pix.height, isInverted: false, turn: .none, dpi: dpi, path: imagePath, offset: 0,
            length: Int(info.st_size))
    }

    /// The picture at 8 bits when no pixel has a colour, else as it is.
    static func withoutNeedlessColour(_ pix: consuming Pix) throws(FileFault) -> Pix {
        guard pix.depth == 32 else { return pix }
        let (width, height, stride) = (pix.width, pix.height, pix.wordsPerRow)
        let hasColour = pix.withWords { words in
            (0..<height).contains { y in
                words[y * stride..<y * stride + width].contains { word in
                    // Mostly all three are equal.
                    if (word ^ word << 8) & 0xFFFF_0000 == 0 { return false }
                    let (red, green, blue) = (word >> 24, word >> 16 & 255, word >> 8 & 255)
                    return max(red, green, blue) - min(red, green, blue) > 8
                }
            }
        }
        guard !hasColour else { return pix }
        guard let gray = Pix(owning: pixGetRGBComponent(pix.handle, Int32(COLOR_GREEN))) else {
            throw FileFault(code: .tooLarge, detail: "not enough memory for the page")
        }
        return gray
    }

    /// Whether it has no grays, or only those of smoothed edges. False for colour.
    static func isBlackAndWhite(_ pix: borrowing Pix, smoothed: Bool) -> Bool {
        guard pix.depth == 8 else { return false }
        let (dark, light): (Int32, Int32) = smoothed ? (40, 225) : (2, 253)
        guard let tones = Pix(owning: pixGenerateMaskByBand(pix.handle, dark, light, 1, 0)) else { return false }
        var count: Int32 = 0
        guard smoothed else { return pixCountPixels(tones.handle, &count, nil) == 0 && count == 0 }
        guard let areas = Pix(owning: pixErodeBrick(nil, tones.handle, 3, 3)),
            pixCountPixels(areas.handle, &count, nil) == 0
        else { return false }
        return Double(count) <= grayShare * Double(pix.width * pix.height)
    }
}
