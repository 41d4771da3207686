import Foundation
import Office

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Tells whether the end of a file has been written, as far as its format says where that is. A writer that pauses, a
/// feeder that jams, leaves a file that looks finished but for this.
enum FileEnding {
    /// Whether the end is missing. `false` as well for what has no end that could be known. Reads a few kilobytes; of a
    /// TIFF, its directories. Blocks.
    static func isMissing(_ path: String) -> Bool {
        guard let file = ReadFile(path) else { return false }
        return isMissing(file)
    }

    private static func isMissing(_ file: borrowing ReadFile) -> Bool {
        switch FileSignature(file.bytes(at: 0, FileSignature.length)) {
        case .pdf: !file.tail(4 << 10).contains(Array("%%EOF".utf8))
        // Phones append much after the picture: further pictures, which end alike.
        case .jpeg: !file.tail(64 << 10).contains([0xFF, 0xD9])
        case .png: !file.tail(1 << 10).contains(Array("IEND".utf8))
        case .zip: !file.tail(66 << 10).contains([0x50, 0x4B, 0x05, 0x06])
        case .gif: file.tail(1 << 10).last(where: { $0 != 0 }) != 0x3B
        case .tiff: TIFFExtent(file).reachesBeyondEnd
        case .webp: file.size < 8 + Int(file.integer(at: 4, 4, isBigEndian: false) ?? 0)
        case .bmp: file.size < Int(file.integer(at: 2, 4, isBigEndian: false) ?? 0)
        case .heif, .jpeg2000, .jpegXL, .jbig2, .djvu, nil: false
        }
    }
}

extension [UInt8] {
    /// Whether these bytes stand somewhere in it.
    fileprivate func contains(_ wanted: [UInt8]) -> Bool {
        Data(self).range(of: Data(wanted), options: .backwards) != nil
    }
}
