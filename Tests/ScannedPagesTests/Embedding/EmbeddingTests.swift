import CLeptonica
import DocumentModel
import Foundation
import Testing

@testable import ScannedPages

/// Pictures of files in the form that a PDF takes.
struct EmbeddingTests {
    private func embedded(_ bytes: [UInt8], asRead: Bool = false) throws -> (image: EmbeddableImage, data: [UInt8]) {
        let folder = NSTemporaryDirectory() + "/embedding-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try Scans.withFile(bytes) { path in
            let page = try RasterFile.decode(path: path, pageIndex: 0, maxPixels: Scans.maxPixels)
            let image = try RasterFile.embeddableImage(
                of: path, pageIndex: 0, decoded: page, rotation: .none, imagePath: "\(folder)/image", asRead: asRead)
            let data = try Data(contentsOf: URL(fileURLWithPath: image.path))
            return (image, Array(data[image.offset..<(image.offset + image.length)]))
        }
    }

    @Test(
        "Each file in its form",
        arguments: [
            ("colour.jpg", EmbeddableImage.Filter.dct, EmbeddableImage.ColourSpace.rgb, 8, 0),
            ("cmyk.jpg", .dct, .cmyk, 8, 0), ("gray.png", .flatePNG, .gray, 8, 0),
            ("g4.tif", .ccittGroup4, .gray, 1, 0),
            ("g4-min-is-black.tif", .ccittGroup4, .gray, 1, 0), ("jpeg.tif", .dct, .rgb, 8, 0),
        ])
    func forms(
        _ name: String, _ filter: EmbeddableImage.Filter, _ space: EmbeddableImage.ColourSpace, _ bits: Int,
        _ palette: Int
    ) throws {
        let image = try embedded(try Scans.bytes(name)).image
        #expect(image.filter == filter && image.colourSpace == space && image.bitsPerComponent == bits)
        #expect(image.palette == nil && image.layers == nil && image.width == 64)
    }

    @Test("Fax data is never passed on, for decoders disagree about some; its bits are encoded anew")
    func faxIsEncodedAnew() throws {
        let file = try Scans.bytes("g4-min-is-black.tif")
        let (image, data) = try embedded(file)
        #expect(Data(file).range(of: Data(data)) == nil)
        #expect(!image.isInverted && image.preview == nil)
    }

    @Test("Few colours are kept as a palette, many are not")
    func palettes() throws {
        let pix = try made(pixCreate(64, 48, 32))
        pixSetAll(pix.handle)
        for colour in 0..<20 { pixSetPixel(pix.handle, Int32(colour), 5, UInt32(colour * 12) << 24 | 0x4020_0000) }
        let found = FewColours(of: pix)
        let few = try #require(found)
        #expect(few.colours.count == 21 * 3)
        let depth = few.indices(of: pix)?.depth
        #expect(depth == 8)
        for y in 0..<48 { for x in 0..<64 { pixSetPixel(pix.handle, Int32(x), Int32(y), UInt32(y * 64 + x) << 8) } }
        let many = FewColours(of: pix)
        #expect(many == nil)
    }

    @Test("Strips of a JPEG become one, with restart markers between them", arguments: [8, 32])
    func jpegStrips(_ depth: Int) throws {
        let sheet = try SheetPicture.draw(width: 160, height: 200, depth: depth, sign: 2)
        var strips: [[UInt8]] = []
        for top in stride(from: 0, to: 200, by: 48) {
            let rows = try SheetPicture.rows(sheet, from: top, count: min(48, 200 - top))
            strips.append(try SheetPicture.data(rows, Int32(L_JPEG_ENCODE)))
        }
        let joined = try #require(JPEGStrips.joined(strips, tables: [], width: 160, height: 200, rows: 48))
        let data = joined.data
        let whole = try made(pixReadMemJpeg(data, data.count, 0, 1, nil, 0))
        #expect(whole.width == 160 && whole.height == 200)
        for (index, strip) in strips.enumerated() {
            let part = try made(pixReadMemJpeg(strip, strip.count, 0, 1, nil, 0))
            // Colour of neighbouring rows is smoothed over the seams.
            for y in depth == 8 ? 0..<part.height : 2..<(part.height - 2) {
                for x in stride(from: 0, to: 160, by: 3) {
                    let (alone, joined) = (darkness(part, x, y), darkness(whole, x, index * 48 + y))
                    #expect(alone == joined)
                }
            }
        }
        // A strip of another kind, and one that is missing.
        let other = try SheetPicture.data(
            try SheetPicture.rows(sheet, from: 0, count: 48), Int32(L_JPEG_ENCODE), quality: 40)
        #expect(JPEGStrips.joined([other] + strips.dropFirst(), tables: [], width: 160, height: 200, rows: 48) == nil)
        #expect(JPEGStrips.joined(Array(strips.dropLast()), tables: [], width: 160, height: 200, rows: 48) == nil)
    }

    @Test("A mirrored photograph is set right by where it lies, its data untouched", arguments: [2, 4, 5, 7])
    func mirrored(_ orientation: UInt8) throws {
        let sheet = try SheetPicture.draw(depth: 32)
        var stream = try #require(JPEGStream(try SheetPicture.data(sheet, Int32(L_JPEG_ENCODE))))
        let exif: [UInt8] = [
            0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
        ]
        stream.segments.insert(.init(marker: 0xE1, body: Array("Exif\0\0".utf8) + exif), at: 0)
        let (image, data) = try embedded(stream.data)
        #expect(data == stream.data)
        #expect(image.layers?.count == 1 && image.turn == .none)
        #expect(image.width == (orientation > 4 ? 560 : 400))
        // The block at the left of the stored picture, where the shown one has it.
        let matrix = try #require(image.layers?.first?.matrix)
        let (u, v) = (0.1, 0.75)
        let x = matrix[0] * u + matrix[2] * v + matrix[4]
        let y = matrix[1] * u + matrix[3] * v + matrix[5]
        try Scans.withFile(stream.data) { path in
            let shown = try RasterFile.decode(path: path, pageIndex: 0, maxPixels: Scans.maxPixels)
            let dark = darkness(
                shown.pix, Int(x * Double(shown.pix.width)), Int((1 - y) * Double(shown.pix.height)))
            #expect(dark > 200)
        }
    }

    @Test("What was read can be had encoded anew: fax without loss, JPEG of about its size")
    func asRead() throws {
        let (fax, _) = try embedded(try Scans.bytes("g4.tif"), asRead: true)
        #expect(fax.filter == .ccittGroup4)
        let jpeg = try Scans.bytes("colour.jpg")
        let (image, data) = try embedded(jpeg, asRead: true)
        #expect(image.filter == .dct && data != jpeg)
    }
}

/// Drawn pages taken apart into flat colours.
struct FlatColoursTests {
    @Test("Areas between white and black keep their gray, the smoothing of edges has none of its own")
    func grays() throws {
        let pix = try made(pixCreate(400, 400, 8))
        pixSetAll(pix.handle)
        for y in 100..<200 { for x in 50..<350 { pixSetPixel(pix.handle, Int32(x), Int32(y), 122) } }
        for y in 220..<260 { for x in 50..<350 { pixSetPixel(pix.handle, Int32(x), Int32(y), 20) } }
        // A smoothed edge of one pixel.
        for x in 50..<350 { pixSetPixel(pix.handle, Int32(x), 260, 160) }
        let found = FlatColours(of: pix)
        var flat = try #require(found)
        #expect(Set(flat.colours) == [0xFFFF_FF00, 0x7A7A_7A00, 0x1414_1400])
        #expect(flat.kind(of: 0x7A7A_7A00) != .picture && flat.kind(of: 0xA0A0_A000) != .picture)
        #expect(flat.kind(of: 0xFF00_0000) == .picture)
    }
}
