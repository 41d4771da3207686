import CLeptonica
import CTIFF
import DocumentModel

/// One page of a TIFF opened by libtiff.
struct TIFFPage: ~Copyable {
    let handle: OpaquePointer
    let directory: TIFFDirectory
    let tags: SohoaTIFFPage

    /// Memory that libtiff may take for one strip or tile.
    private static let memoryLimit: UInt64 = 1 << 30

    /// Opens a page whose directory is whole, not too large and within the file.
    ///
    /// - Throws: `truncated_image`, `too_small`, `too_large`.
    static func open(path: String, pageIndex: Int, maxPixels: Int) throws(FileFault) -> TIFFPage {
        let directory = try soundDirectory(path, pageIndex, maxPixels)
        guard let handle = sohoa_tiff_open(path, UInt64(directory.offset), memoryLimit) else {
            throw FileFault(code: .truncatedImage, detail: "libtiff refuses the directory")
        }
        let page = TIFFPage(handle: handle, directory: directory, tags: sohoa_tiff_page(handle))
        guard page.tags.width == directory.width, page.tags.height == directory.height else {
            throw FileFault(code: .truncatedImage, detail: "directory is ambiguous")
        }
        return page
    }

    private init(handle: OpaquePointer, directory: TIFFDirectory, tags: SohoaTIFFPage) {
        self.handle = handle
        self.directory = directory
        self.tags = tags
    }

    deinit { sohoa_tiff_close(handle) }

    private static func soundDirectory(
        _ path: String, _ pageIndex: Int, _ maxPixels: Int
    ) throws(FileFault) -> TIFFDirectory {
        let reader = try TIFFDirectoryReader(file: RandomAccessFile(path: path))
        let (offsets, chainFault) = reader.directoryOffsets(limit: pageIndex + 1)
        guard offsets.indices.contains(pageIndex) else {
            throw chainFault ?? FileFault(code: .truncatedImage, detail: "no such page")
        }
        guard let directory = reader.directory(at: offsets[pageIndex]) else {
            throw FileFault(code: .truncatedImage, detail: "directory cannot be read")
        }
        try FileKind.checkSize(
            width: directory.width, height: directory.height, maxPixels: maxPixels, pageIndex: pageIndex,
            allowance: directory.isBitonal ? FileKind.bitonalAllowance : 1)
        guard directory.dataLies(within: reader.fileSize) else {
            throw FileFault(code: .truncatedImage, detail: "picture data lies beyond the end of the file")
        }
        return directory
    }

    /// Decodes the page; a bitonal one of more pixels than others may have is made smaller.
    static func decode(path: String, pageIndex: Int, maxPixels: Int) throws(FileFault) -> DecodedPage {
        let page = try open(path: path, pageIndex: pageIndex, maxPixels: maxPixels)
        let read = try page.raster(of: path, pageIndex, maxPixels)
        let isMended = read.isMended
        let raster = read.taken()
        let halvings = raster.halvings(for: maxPixels)
        let factor = Double(1 << halvings)
        let stated = page.directory.resolution.map { (x: $0.x / factor, y: $0.y / factor) }
        var decoded = try DecodedPage(
            stored: try raster.halved(halvings), orientation: page.directory.orientation,
            resolution: DecodedPage.Resolution(stated, aspect: page.directory.aspect), reduction: factor)
        if halvings > 0 { decoded.notes.append(.readSmaller) }
        if isMended { decoded.notes.append(.dataMended) }
        return decoded
    }

    /// The pixels; of a page that errs about how its data is to be taken, if nothing else is wrong with it.
    private func raster(of path: String, _ pageIndex: Int, _ maxPixels: Int) throws(FileFault) -> Raster {
        do throws(FileFault) {
            return Raster(pix: try raster(), isMended: false)
        } catch {
            guard lacksLineEnds || mayErrAboutFillOrder else { throw error }
            let other = try Self.open(path: path, pageIndex: pageIndex, maxPixels: maxPixels)
            if lacksLineEnds {
                sohoa_tiff_expect_no_line_ends(other.handle)
                if let pix = try? other.rows(depth: 1, tolerated: 0) { return Raster(pix: pix, isMended: true) }
            } else {
                sohoa_tiff_ignore_fill_order(other.handle)
                if let pix = try? other.raster() { return Raster(pix: pix, isMended: true) }
            }
            throw error
        }
    }

    /// Whether it is a fax whose lines may lack the marks at their ends, for all that its tags say.
    private var lacksLineEnds: Bool {
        tags.compression == 3 && tags.bits_per_sample == 1 && tags.samples_per_pixel == 1 && tags.is_tiled == 0
    }

    /// Whether its bits are said to lie the other way round though its codec has an order of its own: that of bits in
    /// pixels is meant, or nothing (TIFF 6.0, FillOrder).
    private var mayErrAboutFillOrder: Bool {
        tags.fill_order == 2 && [5, 7, 8, 32_773, 32_946].contains(tags.compression)
    }

    private struct Raster: ~Copyable {
        let pix: Pix
        let isMended: Bool

        consuming func taken() -> Pix { pix }
    }

    // MARK: Pixels

    private var isGray: Bool { tags.photometric <= 1 }

    private var isGroup3: Bool { tags.compression == 2 || tags.compression == 3 }

    private func raster() throws(FileFault) -> Pix {
        let bits = tags.bits_per_sample
        if isGray, tags.samples_per_pixel == 1, bits == 1 || bits == 8, tags.is_tiled == 0, !isJPEG {
            return try rows(depth: Int(bits))
        }
        return try shown()
    }

    /// Old-style (6) and new-style (7) JPEG within TIFF.
    private var isJPEG: Bool { tags.compression == 6 || tags.compression == 7 }

    /// Bitonal and gray rows go straight into the picture.
    ///
    /// - Parameter tolerated: how many complaints a page of a codec may have; the codec's own number without it.
    private func rows(depth: Int, tolerated: Int? = nil) throws(FileFault) -> Pix {
        let pix = try canvas(depth: depth)
        let stride = pix.wordsPerRow * 4
        let decoded = pix.withMutableWords { words in
            words.withMemoryRebound(to: UInt8.self) { sohoa_tiff_read_rows(handle, $0.baseAddress, stride) }
        }
        try checkMessages(rows: decoded, tolerated: tolerated)
        pixEndianByteSwap(pix.handle)
        // Leptonica: 1-bit ink is 1 (MinIsWhite), 8-bit black is 0 (MinIsBlack).
        if (tags.photometric == 0) != (depth == 1) { pixInvert(pix.handle, pix.handle) }
        // Bits beyond the width must be clear for Leptonica's word-wise operations.
        pixSetPadBits(pix.handle, 0)
        return pix
    }

    /// Everything else through libtiff's own rendering to RGBA, alpha laid over white.
    private func shown() throws(FileFault) -> Pix {
        let pix = try canvas(depth: 32)
        let isShown = pix.withMutableWords { sohoa_tiff_read_rgba(handle, $0.baseAddress) }
        try checkMessages(rows: isShown != 0 ? tags.height : 0)
        // Colours under an opacity of nothing all over are meant to be seen: see `Leptonica.plain`.
        var isTransparent = tags.alpha > 0
        if isTransparent, pix.isWhollyTransparent {
            isTransparent = false
            try showColours(of: pix)
        }
        pix.withMutableWords { words in
            for index in words.indices {
                words[index] = isTransparent ? Self.overWhite(words[index]) : words[index] & 0xFFFF_FF00
            }
        }
        guard isGray else { return pix }
        let noMemory = FileFault(code: .tooLarge, detail: "not enough memory for the page")
        guard let gray = Pix(owning: pixConvertRGBToGrayFast(pix.handle)) else { throw noMemory }
        guard tags.bits_per_sample == 1 else { return gray }
        guard let bitonal = Pix(owning: pixThresholdToBinary(gray.handle, 128)) else { throw noMemory }
        return bitonal
    }

    /// Reads the rows as stored where libtiff's rendering has multiplied the colours by their opacity of nothing.
    private func showColours(of pix: borrowing Pix) throws(FileFault) {
        guard pix.withWords({ $0.allSatisfy { $0 == 0 } }) else { return }
        guard tags.bits_per_sample == 8, tags.samples_per_pixel == 4, tags.photometric == 2, tags.planar_config == 1,
            tags.is_tiled == 0
        else { throw FileFault(code: .truncatedImage, detail: "every pixel is transparent") }
        let stride = pix.wordsPerRow * 4
        let decoded = pix.withMutableWords { words in
            words.withMemoryRebound(to: UInt8.self) { sohoa_tiff_read_rows(handle, $0.baseAddress, stride) }
        }
        try checkMessages(rows: decoded)
        pixEndianByteSwap(pix.handle)
    }

    /// A premultiplied pixel laid over white.
    private static func overWhite(_ word: UInt32) -> UInt32 {
        let uncovered = 255 - (word & 255)
        func over(_ shift: UInt32) -> UInt32 { min(255, (word >> shift & 255) + uncovered) << shift }
        return over(24) | over(16) | over(8)
    }

    private func canvas(depth: Int) throws(FileFault) -> Pix {
        guard let pix = Pix(width: Int(tags.width), height: Int(tags.height), depth: depth) else {
            throw FileFault(code: .tooLarge, detail: "not enough memory for \(tags.width) x \(tags.height) pixels")
        }
        return pix
    }

    /// Group 3 fax resynchronises at each line, so that a few bad lines leave a readable page; with every other codec
    /// one fault spoils what follows it.
    private func checkMessages(rows: UInt32, tolerated: Int? = nil) throws(FileFault) {
        let messages = Int(sohoa_tiff_message_count(handle))
        let tolerated = tolerated ?? (isGroup3 ? Int(tags.height) / 100 : 0)
        guard rows == tags.height, messages <= tolerated else {
            let message = String(cString: sohoa_tiff_message(handle))
            if rows == 0, Self.signsOfOtherKinds.contains(where: message.contains) {
                throw FileFault(code: .unsupportedFormat, detail: "TIFF: \(message)")
            }
            throw FileFault(code: .truncatedImage, detail: "\(rows) of \(tags.height) rows: \(message)")
        }
    }

    /// What libtiff says of whole data that it cannot show: samples of 32 bits, codecs that it has not.
    /// It has no codes for them; another wording in a later version makes it "truncated" again, which waits as well.
    private static let signsOfOtherKinds = ["can not handle", "not configured", "not implemented"]
}
