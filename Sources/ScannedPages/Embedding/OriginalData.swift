import CTIFF
import DocumentModel

/// Picture data that a PDF can carry as the scanner wrote it. Turn and resolution are left for the caller to fill in.
enum OriginalData {
    /// A whole JPEG file; one with stray bytes or no end is put right first. CMYK is left out: PDF/A-1 forbids it
    /// beside an RGB output intent.
    static func jpeg(_ path: String, imagePath: String) throws(FileFault) -> EmbeddableImage? {
        let header = try JPEGHeader(path: path)
        guard header.isCommonProcess, header.bitsPerSample == 8, header.components == 1 || header.components == 3 else {
            return nil
        }
        var place = (path: path, length: try RandomAccessFile(path: path).size)
        if let mended = try JPEGMending.mended(fileAt: path) {
            try PictureFile.write(mended, to: imagePath)
            place = (imagePath, mended.count)
        }
        return image(
            .dct, header.components == 1 ? .gray : .rgb, 8, header.width, header.height, path: place.path, at: 0,
            length: place.length)
    }

    /// The deflated rows of a PNG of 8-bit gray or colour: where they stand if they are one chunk, else put together.
    static func png(_ path: String, imagePath: String) throws(FileFault) -> EmbeddableImage? {
        let header = try PNGHeader(path: path)
        guard header.bitDepth == 8, !header.isInterlaced, !header.hasTransparency, !header.dataChunks.isEmpty,
            header.colourType == 0 || header.colourType == 2
        else { return nil }
        let space: EmbeddableImage.ColourSpace = header.colourType == 0 ? .gray : .rgb
        var place = (path: path, offset: header.dataChunks[0].offset, length: header.dataChunks[0].length)
        if header.dataChunks.count > 1 {
            let file = try RandomAccessFile(path: path)
            var data: [UInt8] = []
            for chunk in header.dataChunks { data += file.bytes(at: chunk.offset, count: chunk.length) ?? [] }
            try PictureFile.write(data, to: imagePath)
            place = (imagePath, 0, data.count)
        }
        return image(
            .flatePNG, space, 8, header.width, header.height, path: place.path, at: place.offset, length: place.length)
    }

    /// One strip of G4, or one JPEG strip with its tables put back.
    static func tiff(_ path: String, _ pageIndex: Int, imagePath: String) throws(FileFault) -> EmbeddableImage? {
        let page = try TIFFPage.open(path: path, pageIndex: pageIndex, maxPixels: .max)
        let tags = page.tags
        guard tags.is_tiled == 0, let strip = page.directory.onlyStrip, tags.planar_config == 1 else { return nil }
        let (width, height) = (Int(tags.width), Int(tags.height))
        switch (tags.compression, tags.photometric) {
        case (4, 0...1) where tags.bits_per_sample == 1 && tags.samples_per_pixel == 1 && tags.fill_order == 1:
            var image = image(
                .ccittGroup4, .gray, 1, width, height, path: path, at: strip.offset, length: strip.length)
            // The codec knows white and black runs; MinIsBlack files use the white ones for ink.
            image.isInverted = tags.photometric == 1
            return image
        case (7, 1) where tags.samples_per_pixel == 1, (7, 6) where tags.samples_per_pixel == 3:
            guard tags.bits_per_sample == 8, let data = try page.jpegStream(path: path, strip: strip) else {
                return nil
            }
            try PictureFile.write(data, to: imagePath)
            let space: EmbeddableImage.ColourSpace = tags.samples_per_pixel == 1 ? .gray : .rgb
            return image(.dct, space, 8, width, height, path: imagePath, at: 0, length: data.count)
        default: return nil
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
    /// The strip as a JPEG file of its own: the page's shared tables go in behind its start marker (TIFF technical
    /// note 2). `nil` when it is not what it should be.
    fileprivate func jpegStream(
        path: String, strip: (offset: Int, length: Int)
    ) throws(FileFault) -> [UInt8]? {
        let file = try RandomAccessFile(path: path)
        guard let data = file.bytes(at: strip.offset, count: strip.length), data.starts(with: [0xFF, 0xD8]) else {
            return nil
        }
        var length: UInt32 = 0
        guard let start = sohoa_tiff_jpeg_tables(handle, &length) else { return data }
        let tables = [UInt8](UnsafeBufferPointer(start: start, count: Int(length)))
        guard tables.count >= 4, tables.starts(with: [0xFF, 0xD8]), tables.suffix(2) == [0xFF, 0xD9] else { return nil }
        return data.prefix(2) + tables.dropFirst(2).dropLast(2) + data.dropFirst(2)
    }
}
