import CLeptonica
import Foundation

@testable import ScannedPages

/// The tiny scans of Tests/Fixtures/Scans and files made from them.
enum Scans {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/Scans")

    static let names = [
        "alpha.tif", "g3.tif", "g4-min-is-black.tif", "g4.tif", "gray16.tif", "jpeg.tif", "palette.tif",
        "planar-zip.tif", "rgb16.tif", "tiled-lzw.tif", "cmyk.jpg", "colour.jpg", "gray.jpg", "progressive.jpg",
        "alpha.png", "bitonal.png", "colour.png", "gray.png", "interlaced.png", "palette.png", "rgb16.png",
        "sheet.heic", "sheet.avif", "sheet.bmp", "sheet.gif", "lossy.webp", "lossless.webp", "lossless.jp2",
        "lossy.j2k",
    ]

    static func path(_ name: String) -> String { folder.appending(path: name).path }

    static func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: folder.appending(path: name))) }

    /// Runs the body with a file of those bytes, which is removed afterwards.
    static func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
        let url = FileManager.default.temporaryDirectory.appending(path: "scan-\(UUID().uuidString)")
        try Data(bytes).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        return try body(url.path)
    }

    static let maxPixels = 200_000_000

    /// A page of Fixtures/Scans/Pages, 300 dpi.
    static func page(_ name: String) throws -> ScannedPages.Pix {
        let decoded = try RasterFile.decode(path: path("Pages/\(name).tif"), pageIndex: 0, maxPixels: maxPixels)
        return try made(pixCopy(nil, decoded.pix.handle))
    }
}

/// The picture that a Leptonica call returned.
func made(_ handle: ScannedPages.Pix.OpaquePix?) throws -> ScannedPages.Pix {
    struct CallFailed: Error {}
    guard let pix = ScannedPages.Pix(owning: handle) else { throw CallFailed() }
    return pix
}

/// How dark a place of a picture is: 0 is white, 255 black, whatever the depth.
func darkness(_ pix: borrowing ScannedPages.Pix, _ x: Int, _ y: Int) -> Int {
    let word = pix.withWords { $0[y * pix.wordsPerRow + x * pix.depth / 32] }
    func byte(_ shift: Int) -> Int { Int(word >> UInt32(shift) & 255) }
    switch pix.depth {
    case 1: return word >> (31 - UInt32(x & 31)) & 1 == 1 ? 255 : 0
    case 8: return 255 - byte(24 - 8 * (x & 3))
    default: return 255 - (byte(24) + byte(16) + byte(8)) / 3
    }
}
