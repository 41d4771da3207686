import CLeptonica
import DocumentModel
import Glibc

/// Pictures encoded anew for a PDF, without loss.
enum LosslessEncoder {
    /// Writes a TIFF with one G4 strip and points at the strip.
    static func group4(_ pix: borrowing Pix, _ path: String) throws(FileFault) -> EmbeddableImage {
        guard pixWriteTiff(path, pix.handle, Int32(IFF_TIFF_G4), "w") == 0 else { throw PictureFile.notWritten }
        let reader = try TIFFDirectoryReader(file: RandomAccessFile(path: path))
        guard let first = reader.directoryOffsets(limit: 1).offsets.first,
            let strip = reader.directory(at: first)?.onlyStrip
        else { throw PictureFile.notWritten }
        return EmbeddableImage(
            filter: .ccittGroup4, colourSpace: .gray, bitsPerComponent: 1, width: pix.width, height: pix.height,
            isInverted: false, turn: .none, dpi: 0, path: path, offset: strip.offset, length: strip.length)
    }

    /// Writes the deflated rows of a PNG; of few colours as indices into a palette.
    static func deflated(_ pix: borrowing Pix, _ path: String) throws(FileFault) -> EmbeddableImage {
        if let palette = FewColours(of: pix), let indices = palette.indices(of: pix) {
            var image = try write(try deflatedRows(of: indices), of: pix, bits: indices.depth, path)
            (image.colourSpace, image.palette) = (.rgb, palette.colours)
            return image
        }
        return try write(try deflatedRows(of: pix), of: pix, bits: 8, path)
    }

    private static func write(
        _ rows: [UInt8], of pix: borrowing Pix, bits: Int, _ path: String
    ) throws(FileFault) -> EmbeddableImage {
        try PictureFile.write(rows, to: path)
        return EmbeddableImage(
            filter: .flatePNG, colourSpace: pix.depth == 32 ? .rgb : .gray, bitsPerComponent: bits, width: pix.width,
            height: pix.height, isInverted: false, turn: .none, dpi: 0, path: path, offset: 0, length: rows.count)
    }

    private static func deflatedRows(of pix: borrowing Pix) throws(FileFault) -> [UInt8] {
        var bytes: UnsafeMutablePointer<UInt8>?
        var size = 0
        defer { free(bytes) }
        guard pixWriteMemPng(&bytes, &size, pix.handle, 0) == 0, let bytes else { throw PictureFile.notWritten }
        return deflatedRows(UnsafeBufferPointer(start: bytes, count: size))
    }

    /// The IDAT chunks of a sound PNG put together.
    private static func deflatedRows(_ png: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var rows: [UInt8] = []
        var position = 8
        while position + 12 <= png.count {
            let length = png[position..<(position + 4)].reduce(0) { $0 << 8 | Int($1) }
            guard length <= png.count - position - 12 else { break }
            let body = png[(position + 8)..<(position + 8 + length)]
            if png[(position + 4)..<(position + 8)].elementsEqual("IDAT".utf8) { rows += body }
            position += 12 + length
        }
        return rows
    }
}

/// Files for picture data.
enum PictureFile {
    /// The picture file could not be written: no space, no right, no such folder.
    static let notWritten = FileFault(code: .unreadableFile, detail: "picture data could not be written")

    static func write(_ bytes: [UInt8], to path: String) throws(FileFault) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw notWritten }
        var written = 0
        while written < bytes.count {
            let step = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if step < 0 && errno == EINTR { continue }
            if step <= 0 { break }
            written += step
        }
        guard close(descriptor) == 0, written == bytes.count else { throw notWritten }
    }
}
