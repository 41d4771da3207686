import CLeptonica
import DocumentModel

/// Pictures of kinds that scanners rarely deliver, read by Leptonica: BMP, GIF, WebP and JPEG 2000.
struct PlainPicture {
    /// Pixels across.
    private(set) var width = 0
    /// Pixels down.
    private(set) var height = 0
    /// Pictures in the file, of which the first is read; more than one in films of a few frames.
    private(set) var frames = 1
    /// Whether storing it lost nothing.
    private(set) var isLossless = true
    private var orientation = ImageOrientation.upright
    private var resolution: (x: Double, y: Double)?

    private let format: FileInspection.Format
    private var bytes: [UInt8]

    /// Largest file that is read into memory.
    private static let maxBytes = 1 << 29

    /// Looks at a file's header.
    ///
    /// - Throws: `truncated_image` for a file that is cut, `unsupported_format` for the rarer kinds of these formats,
    ///   `too_large`.
    init(path: String) throws(FileFault) {
        format = try FileKind.format(ofFileAt: path)
        let file = try RandomAccessFile(path: path)
        guard file.size <= Self.maxBytes, let bytes = file.bytes(at: 0, count: file.size) else {
            throw FileFault(code: .tooLarge, detail: "\(format.rawValue) file of \(file.size) bytes")
        }
        self.bytes = bytes
        switch format {
        case .bmp: try readBMP()
        case .gif: try readGIF()
        case .webp: try readWebP(path)
        case .jpeg2000: try readJPEG2000()
        case .tiff, .jpeg, .png, .heif, .pdf: throw unsupported("another format")
        }
    }

    /// Decodes the picture, the first where there are several.
    func decode(maxPixels: Int) throws(FileFault) -> DecodedPage {
        try FileKind.checkSize(width: width, height: height, maxPixels: maxPixels, pageIndex: 0)
        let handle =
            switch format {
            case .bmp: pixReadMemBmp(bytes, bytes.count)
            case .gif: pixReadMemGif(bytes, bytes.count)
            case .webp: pixReadMemWebP(bytes, bytes.count)
            default: pixReadMemJp2k(bytes, bytes.count, 1, nil, 0, 0)
            }
        guard let pix = Pix(owning: handle) else {
            throw FileFault(code: .truncatedImage, detail: "\(format.rawValue) picture cannot be decoded")
        }
        // The fourth byte of a BMP's pixels means nothing.
        if format == .bmp, pix.depth == 32 { pixSetSpp(pix.handle, 3) }
        let plain = try PictureEncoder.withoutNeedlessColour(try Leptonica.plain(pix))
        return try DecodedPage(stored: plain, orientation: orientation, resolution: .stated(resolution))
    }

    private func unsupported(_ what: String) -> FileFault { FileFault(code: .unsupportedFormat, detail: what) }

    private func cut(_ name: String) -> FileFault {
        FileFault(code: .truncatedImage, detail: "\(name) ends before its picture does")
    }

    private func little(_ at: Int, _ count: Int) -> Int {
        guard at >= 0, at + count <= bytes.count else { return 0 }
        return bytes[at..<(at + count)].reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    // MARK: BMP

    /// Windows bitmaps: one header behind another.
    private mutating func readBMP() throws(FileFault) {
        guard bytes.count >= 54 else { throw cut("BMP") }
        let header = little(14, 4)
        guard header >= 40 else { throw unsupported("BMP of OS/2") }
        guard little(30, 4) == 0 || little(30, 4) == 3 else { throw unsupported("compressed BMP") }
        (width, height) = (signed(18), abs(signed(22)))
        let row = (width * little(28, 2) + 31) / 32 * 4
        guard width > 0, height > 0, !row.multipliedReportingOverflow(by: height).overflow else { throw cut("BMP") }
        guard little(10, 4) + row * height <= bytes.count else { throw cut("BMP") }
        let metre = (Double(little(38, 4)), Double(little(42, 4)))
        if metre.0 > 0, metre.1 > 0 { resolution = (metre.0 * 0.0254, metre.1 * 0.0254) }
    }

    private func signed(_ at: Int) -> Int { Int(Int32(truncatingIfNeeded: little(at, 4))) }

    // MARK: GIF

    /// Walks the blocks: a picture is whole when its own end and that of the file are there.
    private mutating func readGIF() throws(FileFault) {
        guard bytes.count >= 13 else { throw cut("GIF") }
        (width, height) = (little(6, 2), little(8, 2))
        var position = 13 + table(bytes[10])
        frames = 0
        while position < bytes.count {
            switch bytes[position] {
            case 0x21: position += 2
            case 0x2C where position + 10 < bytes.count:
                frames += 1
                // Leptonica takes the first picture for the page.
                if frames == 1 { (width, height) = (little(position + 5, 2), little(position + 7, 2)) }
                position += 11 + table(bytes[position + 9])
            case 0x3B where frames > 0: return
            default: throw cut("GIF")
            }
            while position < bytes.count, bytes[position] != 0 { position += Int(bytes[position]) + 1 }
            position += 1
        }
        guard position == bytes.count, frames > 0 else { throw cut("GIF") }
        bytes.append(0x3B)
    }

    /// Bytes of the colour table that a packed field announces.
    private func table(_ packed: UInt8) -> Int { packed & 0x80 == 0 ? 0 : 3 << (Int(packed & 7) + 1) }

    // MARK: WebP

    private mutating func readWebP(_ path: String) throws(FileFault) {
        guard bytes.count >= 20, little(4, 4) + 8 <= bytes.count + 1 else { throw cut("WebP") }
        isLossless = false
        var position = 12
        while position + 8 <= bytes.count {
            let length = little(position + 4, 4)
            switch String(decoding: bytes[position..<(position + 4)], as: UTF8.self) {
            case "ANIM": throw unsupported("animated WebP")
            case "VP8L": isLossless = true
            case "EXIF":
                let prefix = bytes[(position + 8)...].starts(with: Array("Exif\0\0".utf8)) ? 6 : 0
                orientation = TIFFDirectory(exifIn: path, at: position + 8 + prefix)?.orientation ?? .upright
            default: break
            }
            position += 8 + length + length % 2
        }
        var (across, down, samples) = (Int32(0), Int32(0), Int32(0))
        guard readHeaderMemWebP(bytes, bytes.count, &across, &down, &samples) == 0 else { throw cut("WebP") }
        (width, height) = (Int(across), Int(down))
    }

    // MARK: JPEG 2000

    /// OpenJPEG shows what it has of a file that is cut: the end marker tells whether that is all.
    private mutating func readJPEG2000() throws(FileFault) {
        var (across, down, bits, samples, codec) = (Int32(0), Int32(0), Int32(0), Int32(0), Int32(0))
        guard readHeaderMemJp2k(bytes, bytes.count, &across, &down, &bits, &samples, &codec) == 0 else {
            throw cut("JPEG 2000")
        }
        guard bits <= 8 || bits == 16 else { throw unsupported("JPEG 2000 of \(bits) bits a sample") }
        (width, height) = (Int(across), Int(down))
        guard let stream = codestream(), stream.suffix(2) == [0xFF, 0xD9] else { throw cut("JPEG 2000") }
        // COD: the wavelet that can be undone without loss is number 1.
        let cod = stream.prefix(1 << 16).indices.dropLast(14).first { stream[$0] == 0xFF && stream[$0 + 1] == 0x52 }
        isLossless = cod.map { stream[$0 + 13] == 1 } ?? false
    }

    /// The coded picture: all of a raw file, else the box that holds it.
    private func codestream() -> ArraySlice<UInt8>? {
        if bytes.starts(with: [0xFF, 0x4F]) { return bytes[...] }
        var position = 0
        while position + 8 <= bytes.count {
            var length = big(position, 4)
            var head = 8
            if length == 1 { (length, head) = (big(position + 8, 8), 16) }
            if length == 0 { length = bytes.count - position }
            guard length >= head, length <= bytes.count - position else { return nil }
            if bytes[(position + 4)..<(position + 8)].elementsEqual("jp2c".utf8) {
                return bytes[(position + head)..<(position + length)]
            }
            position += length
        }
        return nil
    }

    private func big(_ at: Int, _ count: Int) -> Int {
        guard at >= 0, at + count <= bytes.count else { return 0 }
        return Int(exactly: bytes[at..<(at + count)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }) ?? .max
    }
}
