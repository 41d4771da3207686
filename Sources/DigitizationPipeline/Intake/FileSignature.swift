import Foundation
import Office

/// What the first bytes of a file say that it is, whatever its name says. Decodes nothing.
enum FileSignature: Hashable, Sendable, CaseIterable {
    case tiff, jpeg, png, pdf, bmp, gif, webp, heif, jpeg2000, jpegXL, jbig2, djvu, zip

    /// Bytes of a file that have to be looked at: PDF allows so much before its header.
    static let length = 1_024

    /// Whether it can show paper. An archive may hold papers, but is none.
    var isPage: Bool { self != .zip }

    /// - Parameter head: the first ``length`` bytes of the file, or all of a shorter one.
    init?(_ head: [UInt8]) {
        if let (signature, _) = Self.beginnings.first(where: { head.starts(with: $0.1) }) {
            self = signature
        } else if head.starts(with: Array("RIFF".utf8)), head.dropFirst(8).starts(with: Array("WEBP".utf8)) {
            self = .webp
        } else if head.dropFirst(4).starts(with: Array("ftyp".utf8)), Self.isHEIF(head) {
            self = .heif
        } else if Self.isBMP(head) {
            self = .bmp
        } else if Data(head).range(of: Data("%PDF-".utf8)) != nil {
            self = .pdf
        } else {
            return nil
        }
    }

    /// Looks at a regular file; links are not followed. Blocks.
    /// - Returns: `nil` for what is none of these, or cannot be read.
    init?(ofFileAt path: String) {
        guard let head = InboxFiles.head(path, Self.length) else { return nil }
        self.init(head)
    }

    private static let beginnings: [(FileSignature, [UInt8])] = [
        (.tiff, [0x49, 0x49, 0x2A, 0x00]), (.tiff, [0x4D, 0x4D, 0x00, 0x2A]), (.tiff, [0x49, 0x49, 0x2B, 0x00]),
        (.tiff, [0x4D, 0x4D, 0x00, 0x2B]), (.jpeg, [0xFF, 0xD8, 0xFF]),
        (.png, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), (.gif, Array("GIF8".utf8)),
        (.jpeg2000, [0x00, 0x00, 0x00, 0x0C, 0x6A, 0x50, 0x20, 0x20]), (.jpeg2000, [0xFF, 0x4F, 0xFF, 0x51]),
        (.jpegXL, [0x00, 0x00, 0x00, 0x0C, 0x4A, 0x58, 0x4C, 0x20]), (.jpegXL, [0xFF, 0x0A]),
        (.jbig2, [0x97, 0x4A, 0x42, 0x32, 0x0D, 0x0A, 0x1A, 0x0A]), (.djvu, Array("AT&TFORM".utf8)),
        (.zip, [0x50, 0x4B, 0x03, 0x04]),
    ]

    /// Brands of ISO base media files that hold pictures rather than films.
    private static let brands = ["heic", "heix", "heim", "heis", "hevc", "mif1", "msf1", "avif", "miaf"]

    private static func isHEIF(_ head: [UInt8]) -> Bool {
        brands.contains(String(decoding: head.dropFirst(8).prefix(4), as: UTF8.self))
    }

    /// "BM" alone begins many a text; four bytes are reserved and the size of the second header is one of a few.
    private static func isBMP(_ head: [UInt8]) -> Bool {
        guard head.count >= 18, head.starts(with: [0x42, 0x4D]), head[6..<10].allSatisfy({ $0 == 0 }) else {
            return false
        }
        return [12, 40, 52, 56, 64, 108, 124].contains(head[14]) && head[15..<18].allSatisfy { $0 == 0 }
    }
}
