import DocumentModel

extension RasterFile {
    /// The picture of a page in a form that a PDF/A can carry.
    ///
    /// The scanner's own data is declared where it stands in the original (JPEG, single-strip G4, PNG); only what a PDF
    /// cannot carry is encoded anew, without loss, into a file at `imagePath`: bitonal pages as G4, others as deflated
    /// PNG rows.
    ///
    /// - Parameter decoded: the page as ``decode(path:pageIndex:maxPixels:)`` delivered it.
    /// - Parameter rotation: how the upright page is turned in `decoded`, clockwise.
    /// - Parameter imagePath: where the data may be written; untouched when the original serves.
    /// - Throws: the faults of ``inspect(path:maxPixels:)``, or `unreadable_file` when `imagePath` cannot be written.
    public static func embeddableImage(
        of path: String, pageIndex: Int, decoded: borrowing DecodedPage, rotation: QuarterTurn, imagePath: String
    ) throws(FileFault) -> EmbeddableImage {
        let own: EmbeddableImage? =
            switch try FileKind.format(ofFileAt: path) {
            case .jpeg: try OriginalData.jpeg(path, imagePath: imagePath)
            case .png: try OriginalData.png(path, imagePath: imagePath)
            case .tiff: try OriginalData.tiff(path, pageIndex, imagePath: imagePath)
            case .heif, .webp, .bmp, .gif, .jpeg2000, .pdf: nil
            }
        // Mirrored pages cannot be set right by a turn.
        if var own, let stored = decoded.orientation.turn {
            own.turn = rotation.then(stored)
            own.dpi = decoded.dpi
            return own
        }
        if decoded.notes.contains(.readSmaller) {
            // Whatever was read of a picture, the document gets all of it.
            let whole = try decodeJPEG(path, maxPixels: .max, isWhole: true)
            return try encodedAsJPEG(whole, rotation, imagePath)
        }
        if try isLossy(path) { return try encodedAsJPEG(decoded, rotation, imagePath) }
        return try embeddableImage(encoding: decoded.pix, dpi: decoded.dpi, rotation: rotation, imagePath: imagePath)
    }

    private static func encodedAsJPEG(
        _ page: borrowing DecodedPage, _ rotation: QuarterTurn, _ imagePath: String
    ) throws(FileFault) -> EmbeddableImage {
        var image = try PictureEncoder.encode(page.pix, dpi: page.dpi, isDrawing: false, imagePath: imagePath)
        image.turn = rotation
        return image
    }

    /// Whether a picture of a kind that a PDF does not carry was stored with loss, so that a JPEG is as true and a tenth
    /// of the size.
    private static func isLossy(_ path: String) throws(FileFault) -> Bool {
        switch try FileKind.format(ofFileAt: path) {
        case .heif: true
        case .webp, .jpeg2000: try !PlainPicture(path: path).isLossless
        case .tiff, .jpeg, .png, .bmp, .gif, .pdf: false
        }
    }

    /// A picture encoded without loss into a file at `imagePath`: 1 bit as G4, 8 and 32 bits as deflated PNG rows.
    ///
    /// - Throws: `unreadable_file` when `imagePath` cannot be written.
    public static func embeddableImage(
        encoding pix: borrowing Pix, dpi: Int, rotation: QuarterTurn, imagePath: String
    ) throws(FileFault) -> EmbeddableImage {
        var image =
            pix.depth == 1
            ? try LosslessEncoder.group4(pix, imagePath) : try LosslessEncoder.deflated(pix, imagePath)
        image.turn = rotation
        image.dpi = dpi
        return image
    }
}
