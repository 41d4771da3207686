import CTIFF
import DocumentModel

/// Picture data that a PDF can carry as the scanner wrote it. Turn and resolution are left for the caller to fill in.
enum OriginalData {
    /// Data as it is to be declared.
    struct Found {
        var image: EmbeddableImage
        /// Whether a renderer may show something else than was read.
        var needsPreview = false
    }

    /// A whole JPEG file, CMYK too; one with stray bytes or no end is put right first.
    static func jpeg(_ path: String, imagePath: String) throws(FileFault) -> Found? {
        let header = try JPEGHeader(path: path)
        guard header.isCommonProcess, header.bitsPerSample == 8, let space = space(components: header.components) else {
            return nil
        }
        var place = (path: path, length: try RandomAccessFile(path: path).size)
        var found = Found(
            image: image(
                .dct, space, 8, header.width, header.height, path: place.path, at: 0, length: place.length))
        if let mended = try JPEGMending.mended(fileAt: path) {
            try PictureFile.write(mended, to: imagePath)
            place = (imagePath, mended.count)
            (found.image.path, found.image.length, found.needsPreview) = (place.path, place.length, true)
        }
        // Adobe's programs write inks the other way round.
        found.image.isInverted = space == .cmyk && header.hasAdobeMarker
        let file = try RandomAccessFile(path: place.path)
        guard let data = file.bytes(at: 0, count: file.size), var stream = JPEGStream(data) else {
            found.needsPreview = true
            return found
        }
        if space == .rgb, stream.adobeTransform == nil, stream.hasRGBNames {
            stream.declare(transform: 0)
            let declared = stream.data
            try PictureFile.write(declared, to: imagePath)
            (found.image.path, found.image.length) = (imagePath, declared.count)
        }
        return found
    }

    /// The deflated rows of a PNG of gray, colour or a palette: where they stand if they are one chunk, else put
    /// together. Bitonal ones are smaller as fax data.
    static func png(_ path: String, imagePath: String) throws(FileFault) -> Found? {
        let header = try PNGHeader(path: path)
        guard !header.isInterlaced, !header.hasTransparency, !header.dataChunks.isEmpty,
            let (space, palette) = colours(of: header)
        else { return nil }
        var place = (path: path, offset: header.dataChunks[0].offset, length: header.dataChunks[0].length)
        if header.dataChunks.count > 1 {
            let file = try RandomAccessFile(path: path)
            var data: [UInt8] = []
            for chunk in header.dataChunks { data += file.bytes(at: chunk.offset, count: chunk.length) ?? [] }
            try PictureFile.write(data, to: imagePath)
            place = (imagePath, 0, data.count)
        }
        var image = image(
            .flatePNG, space, header.bitDepth, header.width, header.height, path: place.path, at: place.offset,
            length: place.length)
        image.palette = palette
        return Found(image: image)
    }

    private static func colours(of header: PNGHeader) -> (EmbeddableImage.ColourSpace, [UInt8]?)? {
        switch (header.colourType, header.bitDepth) {
        case (0, 2), (0, 4), (0, 8): (.gray, nil)
        case (2, 8): (.rgb, nil)
        case (3, 2), (3, 4), (3, 8):
            !header.palette.isEmpty && header.palette.count % 3 == 0 ? (.rgb, header.palette) : nil
        default: nil
        }
    }

    /// JPEG strips, put together.
    static func tiff(_ path: String, _ pageIndex: Int, imagePath: String) throws(FileFault) -> Found? {
        let page = try TIFFPage.open(path: path, pageIndex: pageIndex, maxPixels: .max)
        let tags = page.tags
        guard tags.is_tiled == 0, tags.planar_config == 1, tags.compression == 7, tags.bits_per_sample == 8,
            let transform = transform(of: tags), var stream = try page.jpegStream(path: path),
            stream.components == Int(tags.samples_per_pixel)
        else { return nil }
        let (width, height) = (Int(tags.width), Int(tags.height))
        if tags.samples_per_pixel > 1 { stream.declare(transform: transform) }
        let data = stream.data
        try PictureFile.write(data, to: imagePath)
        let space: EmbeddableImage.ColourSpace = tags.samples_per_pixel == 1 ? .gray : .rgb
        return Found(
            image: image(.dct, space, 8, width, height, path: imagePath, at: 0, length: data.count),
            needsPreview: true)
    }

    /// What Adobe's segment says of the colours of a TIFF page; `nil` for colours that are not passed on.
    private static func transform(of tags: SohoaTIFFPage) -> UInt8? {
        switch (tags.photometric, tags.samples_per_pixel) {
        case (1, 1), (2, 3): 0
        case (6, 3): 1
        default: nil
        }
    }

    /// Bytes of a page's data when it is compressed with loss, 0 for kinds that say more in a byte than a JPEG; `nil`
    /// when it is not.
    static func lossyLength(_ path: String, _ pageIndex: Int) throws(FileFault) -> Int? {
        switch try FileKind.format(ofFileAt: path) {
        case .jpeg: return try JPEGHeader(path: path).isCommonProcess ? RandomAccessFile(path: path).size : nil
        case .tiff:
            let page = try TIFFPage.open(path: path, pageIndex: pageIndex, maxPixels: .max)
            return [6, 7].contains(page.tags.compression) ? page.directory.dataLength : nil
        case .heif: return 0
        case .webp, .jpeg2000: return try PlainPicture(path: path).isLossless ? nil : 0
        case .png, .bmp, .gif, .pdf: return nil
        }
    }

    private static func space(components: Int) -> EmbeddableImage.ColourSpace? {
        switch components {
        case 1: .gray
        case 3: .rgb
        case 4: .cmyk
        default: nil
        }
    }

    private static func image(
        _ filter: EmbeddableImage.Filter, _ space: EmbeddableImage.ColourSpace, _ bits: Int, _ width: Int,
        _ height: Int, path: String, at offset: Int, length: Int
    ) -> EmbeddableImage {
        EmbeddableImage(
            filter: filter, colourSpace: space, bitsPerComponent: bits, width: width, height: height,
            isInverted: false, turn: .none, dpi: 0, path: path, offset: offset, length: length)
    }
}

extension TIFFPage {
    /// The strips as one JPEG stream: the page's shared tables go in behind its start marker (TIFF technical note 2).
    /// `nil` when they are not what they should be.
    fileprivate func jpegStream(path: String) throws(FileFault) -> JPEGStream? {
        let file = try RandomAccessFile(path: path)
        guard let places = directory.strips else { return nil }
        var strips: [[UInt8]] = []
        for place in places {
            guard let data = file.bytes(at: place.offset, count: place.length) else { return nil }
            strips.append(data)
        }
        var tables: [JPEGStream.Segment] = []
        var length: UInt32 = 0
        if let start = sohoa_tiff_jpeg_tables(handle, &length) {
            guard let shared = JPEGStream.tables([UInt8](UnsafeBufferPointer(start: start, count: Int(length)))) else {
                return nil
            }
            tables = shared
        }
        guard strips.count > 1 else {
            guard var only = JPEGStream(strips[0]), heightOfFrame(only) == Int(tags.height) else { return nil }
            only.segments.insert(contentsOf: tables, at: 0)
            return only
        }
        return JPEGStrips.joined(
            strips, tables: tables, width: Int(tags.width), height: Int(tags.height), rows: Int(tags.rows_per_strip))
    }

    private func heightOfFrame(_ stream: JPEGStream) -> Int? {
        stream.frame.flatMap { $0.body.count > 2 ? Int($0.body[1]) << 8 | Int($0.body[2]) : nil }
    }
}
