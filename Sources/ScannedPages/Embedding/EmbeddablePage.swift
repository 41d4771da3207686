import DocumentModel

extension RasterFile {
    /// The picture of a page in a form that a PDF/A can carry.
    ///
    /// The scanner's own data is declared where it stands in the original (JPEG, PNG), or put together anew without
    /// decoding it (JPEG in strips). What a PDF cannot carry is encoded anew, without loss, into a file at `imagePath`:
    /// bitonal pages as G4, others as deflated PNG rows. Fax data is always encoded anew: files are about whose codes
    /// decoders disagree.
    ///
    /// - Parameter decoded: the page as ``decode(path:pageIndex:maxPixels:)`` delivered it.
    /// - Parameter rotation: how the upright page is turned in `decoded`, clockwise.
    /// - Parameter imagePath: where the data may be written; untouched when the original serves.
    /// - Parameter asRead: whether the picture is to be what was read, encoded anew, because data that was passed on
    ///   shows something else.
    /// - Throws: the faults of ``inspect(path:maxPixels:)``, or `unreadable_file` when `imagePath` cannot be written.
    public static func embeddableImage(
        of path: String, pageIndex: Int, decoded: borrowing DecodedPage, rotation: QuarterTurn, imagePath: String,
        asRead: Bool = false
    ) throws(FileFault) -> EmbeddableImage {
        if !asRead, let own = try originalData(of: path, pageIndex, imagePath: imagePath) {
            return try upright(own, decoded, rotation, imagePath: imagePath)
        }
        if decoded.notes.contains(.readSmaller), let whole = try whole(path, pageIndex) {
            // Whatever was read of a picture, the document gets all of it.
            return try encodedAnew(whole, path, pageIndex, rotation, imagePath, showsPreview: asRead)
        }
        return try encodedAnew(decoded, path, pageIndex, rotation, imagePath, showsPreview: asRead)
    }

    /// The page at the size that it is stored in; `nil` for kinds that are always read so.
    private static func whole(_ path: String, _ pageIndex: Int) throws(FileFault) -> DecodedPage? {
        switch try FileKind.format(ofFileAt: path) {
        case .jpeg: try decodeJPEG(path, maxPixels: .max, isWhole: true)
        case .tiff: try TIFFPage.decode(path: path, pageIndex: pageIndex, maxPixels: .max)
        case .heif, .webp, .bmp, .gif, .jpeg2000, .png, .pdf: nil
        }
    }

    private static func encodedAnew(
        _ page: borrowing DecodedPage, _ path: String, _ pageIndex: Int, _ rotation: QuarterTurn, _ imagePath: String,
        showsPreview: Bool
    ) throws(FileFault) -> EmbeddableImage {
        let lossy = try OriginalData.lossyLength(path, pageIndex)
        var image = try PictureEncoder.encode(
            page.pix, dpi: page.dpi, isDrawing: false, isLossless: lossy == nil, budget: lossy ?? 0,
            imagePath: imagePath)
        image.turn = rotation
        if showsPreview {
            image.preview = try PicturePreview.make(of: page.pix, dpi: page.dpi, path: "\(imagePath).preview")
                .turned(by: rotation)
        }
        return image
    }

    private static func originalData(
        of path: String, _ pageIndex: Int, imagePath: String
    ) throws(FileFault) -> OriginalData.Found? {
        switch try FileKind.format(ofFileAt: path) {
        case .jpeg: try OriginalData.jpeg(path, imagePath: imagePath)
        case .png: try OriginalData.png(path, imagePath: imagePath)
        case .tiff: try OriginalData.tiff(path, pageIndex, imagePath: imagePath)
        case .heif, .webp, .bmp, .gif, .jpeg2000, .pdf: nil
        }
    }

    /// The scanner's own data set upright: by a turn, or where it is mirrored by where it lies.
    private static func upright(
        _ found: OriginalData.Found, _ decoded: borrowing DecodedPage, _ rotation: QuarterTurn, imagePath: String
    ) throws(FileFault) -> EmbeddableImage {
        var own = found.image
        own.dpi = decoded.dpi
        if let stored = decoded.orientation.turn {
            own.turn = rotation.then(stored)
        } else {
            let layer = PictureLayer(image: own, matrix: decoded.orientation.unitMatrix)
            (own.width, own.height, own.layers, own.turn) = (decoded.pix.width, decoded.pix.height, [layer], rotation)
        }
        if found.needsPreview || own.layers != nil {
            own.preview = try PicturePreview.make(
                of: decoded.pix, dpi: decoded.dpi, path: "\(imagePath).preview"
            ).turned(by: rotation)
        }
        return own
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
