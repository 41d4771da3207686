import CLeptonica
import DocumentModel
import Foundation
import Testing

@testable import ScannedPages

@Suite("Decoding scans")
struct DecodingTests {
    @Test("Every encoding shows the same sheet", arguments: Scans.names)
    func sameSheet(name: String) throws {
        let inspection = try RasterFile.inspect(path: Scans.path(name), maxPixels: Scans.maxPixels)
        #expect(inspection.pages == [PageSummary(index: 0, width: 64, height: 48)])
        let page = try RasterFile.decode(path: Scans.path(name), pageIndex: 0, maxPixels: Scans.maxPixels)
        let (width, height, depth) = (page.pix.width, page.pix.height, page.pix.depth)
        #expect(width == 64)
        #expect(height == 48)
        #expect([1, 8, 32].contains(depth))
        let places = [(10, 30), (20, 10), (20, 35), (60, 4), (50, 36)].map { darkness(page.pix, $0.0, $0.1) }
        #expect(places[0] > 220, "stem of the F")
        #expect(places[1] > 220, "arm of the F")
        #expect(places[2] < 30, "paper")
        #expect(places[3] < 30, "paper")
        #expect(places[4] > 100, "red block")
    }

    @Test(
        "Red stays red where the encoding has colour", arguments: ["cmyk.jpg", "colour.jpg", "alpha.png", "jpeg.tif"])
    func colour(name: String) throws {
        let page = try RasterFile.decode(path: Scans.path(name), pageIndex: 0, maxPixels: Scans.maxPixels)
        let word = page.pix.withWords { $0[36 * page.pix.wordsPerRow + 50] }
        #expect(word >> 24 > 200)
        #expect(word >> 16 & 255 < 60)
        let isColour = page.isColour
        #expect(isColour)
    }

    /// Writers of 32 bits that know of no opacity leave zeros in its place.
    @Test("A picture that is wholly transparent is shown as it is; one that is partly, over white")
    func opacity() throws {
        for (opaque, isShown) in [(UInt32(0), true), (255, true), (128, false)] {
            let sheet = try made(pixCreate(80, 60, 32))
            sheet.withMutableWords { words in
                for index in words.indices { words[index] = 0xF0F0_F000 | opaque }
                for index in 0..<40 { words[20 * 80 + index] = 0x1010_1000 | (opaque == 128 ? 0 : opaque) }
            }
            pixSetSpp(sheet.handle, 4)
            var (data, size): (UnsafeMutablePointer<UInt8>?, Int) = (nil, 0)
            #expect(pixWriteMemPng(&data, &size, sheet.handle, 0) == 0)
            defer { lept_free(data) }
            let bytes = [UInt8](UnsafeBufferPointer(start: try #require(data), count: size))
            try Scans.withFile(bytes) { path in
                let page = try RasterFile.decode(path: path, pageIndex: 0, maxPixels: Scans.maxPixels)
                let ink = darkness(page.pix, 10, 20)
                #expect((ink > 200) == isShown)
                #expect(darkness(page.pix, 10, 40) < 30)
            }
        }
    }

    /// Where the corner of the F's stem and arm comes to lie for each EXIF orientation.
    @Test(
        "EXIF orientation is obeyed",
        arguments: [
            (1, 64, 10, 10), (2, 64, 53, 10), (3, 64, 53, 37), (4, 64, 10, 37), (5, 48, 10, 10), (6, 48, 37, 10),
            (7, 48, 37, 53), (8, 48, 10, 53),
        ])
    func orientation(tag: Int, width: Int, x: Int, y: Int) throws {
        try Scans.withFile(try Self.exif(tag)) { path in
            let page = try RasterFile.decode(path: path, pageIndex: 0, maxPixels: Scans.maxPixels)
            let (shownWidth, shownHeight) = (page.pix.width, page.pix.height)
            #expect(shownWidth == width)
            let corner = darkness(page.pix, x, y)
            #expect(corner > 220)
            // The opposite corner of the sheet holds no black.
            let opposite = darkness(page.pix, shownWidth - 1 - x, shownHeight - 1 - y)
            #expect(opposite < 200)
            let image = try RasterFile.embeddableImage(
                of: path, pageIndex: 0, decoded: page, rotation: .none, imagePath: path + ".image")
            try? FileManager.default.removeItem(atPath: path + ".image.preview")
            #expect(image.filter == .dct && image.path == path)
            #expect((image.layers == nil) == [1, 3, 6, 8].contains(tag), "mirrored pages are set right by their place")
            if tag == 6 { #expect(image.turn == .clockwise270) }
            if tag == 8 { #expect(image.turn == .clockwise90) }
            if tag == 3 { #expect(image.turn == .half) }
        }
    }

    @Test("The TIFF orientation tag is obeyed")
    func tiffOrientation() throws {
        let page = try RasterFile.decode(
            path: Scans.path("orientation6.tif"), pageIndex: 0, maxPixels: Scans.maxPixels)
        let (width, corner) = (page.pix.width, darkness(page.pix, 37, 10))
        #expect(width == 48)
        #expect(corner > 220)
    }

    @Test(
        "A picture of a kind that no PDF carries is encoded without loss unless it had lost something before",
        arguments: [
            ("sheet.heic", EmbeddableImage.Filter.dct), ("lossy.webp", .dct), ("lossy.j2k", .dct),
            ("lossless.webp", .flatePNG), ("lossless.jp2", .flatePNG), ("sheet.bmp", .flatePNG),
            ("sheet.gif", .flatePNG),
        ])
    func embedding(name: String, filter: EmbeddableImage.Filter) throws {
        let page = try RasterFile.decode(path: Scans.path(name), pageIndex: 0, maxPixels: Scans.maxPixels)
        try Scans.withFile([]) { place in
            let image = try RasterFile.embeddableImage(
                of: Scans.path(name), pageIndex: 0, decoded: page, rotation: .half, imagePath: place)
            #expect(image.filter == filter)
            #expect(image.turn == .half)
            #expect(image.width == 64 && image.height == 48)
        }
    }

    @Test("What other readers step over in a JPEG is stepped over, and put right for the PDF")
    func oddJPEG() throws {
        let sound = try Scans.bytes("colour.jpg")
        let length = Int(sound[4]) << 8 | Int(sound[5])
        let second = 4 + length
        let padding = [UInt8](repeating: 0, count: 64)
        let odd: [[UInt8]] = [
            sound.dropLast(2),
            sound[..<second] + [0, 0, 0, 0] + sound[second...],
            // As few as libjpeg takes in ahead of what it decodes would go unnoticed.
            sound.dropLast(2) + padding + sound.suffix(2),
        ]
        for bytes in odd {
            try Scans.withFile(Array(bytes)) { path in
                #expect(try RasterFile.inspect(path: path, maxPixels: Scans.maxPixels).pages.count == 1)
                let page = try RasterFile.decode(path: path, pageIndex: 0, maxPixels: Scans.maxPixels)
                #expect(page.remarks.contains(.dataMended))
                let image = try RasterFile.embeddableImage(
                    of: path, pageIndex: 0, decoded: page, rotation: .none, imagePath: path + ".image")
                let carried = Array(try Data(contentsOf: URL(filePath: image.path)))
                try? FileManager.default.removeItem(atPath: path + ".image")
                #expect(carried.suffix(2) == [0xFF, 0xD9])
                #expect(JPEGPicture.fault(in: carried) == nil)
            }
        }
    }

    @Test(
        "A picture of which nothing but the end is missing is whole", arguments: [("gray.png", 12), ("sheet.gif", 1)])
    func missingEnd(name: String, length: Int) throws {
        try Scans.withFile(try Scans.bytes(name).dropLast(length)) { path in
            #expect(try RasterFile.inspect(path: path, maxPixels: Scans.maxPixels).pages.count == 1)
            let page = try RasterFile.decode(path: path, pageIndex: 0, maxPixels: Scans.maxPixels)
            let stem = darkness(page.pix, 10, 30)
            #expect(stem > 220)
        }
    }

    @Test("Large colour pictures are read smaller, others are not")
    func readingSize() {
        #expect(ReadingSize(width: 9933, height: 14043, isColour: true).eighths == 5)
        #expect(ReadingSize(width: 9933, height: 14043, isColour: false).eighths == 8)
        #expect(ReadingSize(width: 6622, height: 9362, isColour: true).eighths == 7)
        #expect(ReadingSize(width: 6000, height: 8000, isColour: true).eighths == 8)
        let gone = JPEGPicture.fault(in: [0xFF, 0xD8, 0xFF, 0xD9])
        #expect(gone?.code == .truncatedImage)
    }

    @Test(
        "Resolution: the file's own when plausible, else from paper sizes",
        arguments: [
            (300.0, 300.0, 2480, 3508, 300, false), (0, 0, 2480, 3508, 300, true), (1, 1, 1654, 2339, 200, true),
            (72, 72, 2480, 3508, 300, true), (0, 0, 3508, 4961, 300, true), (0, 0, 1748, 2480, 300, true),
            (96.012, 96.012, 2480, 3508, 300, true), (0, 0, 4961, 7016, 600, true), (0, 0, 1011, 638, 300, true),
            (0, 0, 2550, 3300, 300, true),
            (96, 96, 794, 1123, 96, false), (20_000, 20_000, 2480, 3508, 300, true), (204, 98, 1728, 1143, 204, false),
        ])
    func resolution(x: Double, y: Double, width: Int, height: Int, dpi: Int, isEstimated: Bool) {
        let judged = ScanResolution(stated: x > 0 ? (x, y) : nil, width: width, height: height)
        #expect(judged.dpi == dpi)
        #expect(judged.isEstimated == isEstimated)
    }

    @Test(
        "On a PDF's page the page's size counts, but for a photograph of a point a pixel",
        arguments: [
            (60.0, 496, 702, 60, false), (1400, 11576, 16370, 1400, false), (2400, 5100, 8088, 2400, false),
            (72, 3024, 4032, 366, true), (72, 2384, 3370, 72, false), (150, 17717, 4961, 150, false),
        ])
    func resolutionOnPage(stated: Double, width: Int, height: Int, dpi: Int, isEstimated: Bool) {
        let judged = ScanResolution(onPage: (stated, stated), width: width, height: height)
        #expect(judged.dpi == dpi)
        #expect(judged.isEstimated == isEstimated)
    }

    /// A4 as faxes have it, in what TIFF says and leaves out: compression, unit (0 for none stated), x and y.
    @Test(
        "Faxes that give no unit, or no resolution at all, are A4 with square pixels",
        arguments: [
            (1728, 1143, 4, 1, 204, 98), (1728, 2287, 3, 1, 204, 196), (1728, 1143, 3, 0, 0, 0),
            (1728, 2287, 4, 0, 0, 0), (1728, 1143, 1, 1, 2, 1),
        ])
    func fax(width: Int, height: Int, compression: Int, unit: Int, x: Int, y: Int) throws {
        var fields: [(Int, [Int])] = [(256, [width]), (257, [height]), (259, [compression])]
        if x > 0 { fields += [(282, [x, 1]), (283, [y, 1])] }
        if unit > 0 { fields.append((296, [unit])) }
        let directory = TIFFDirectory(
            offset: 8,
            fields: Dictionary(
                uniqueKeysWithValues: fields.map { ($0.0, TIFFField(integers: $0.1, isRational: $0.1.count == 2)) }))
        let judged = ScanResolution(
            stated: directory.resolution, aspect: directory.aspect, width: width, height: height)
        let millimetres = [Double(width) * judged.scaleX, Double(height) * judged.scaleY].map {
            $0 / Double(judged.dpi) * 25.4
        }
        #expect(abs(millimetres[0] - 213) <= 6)
        #expect(abs(millimetres[1] - 297) <= 12)
    }

    @Test("Fax pages get square pixels", arguments: [(204.0, 98.0, 1143), (204, 196, 2287), (203, 204, 2380)])
    func squarePixels(x: Double, y: Double, height: Int) {
        let judged = ScanResolution(stated: (x, y), width: 1686, height: height)
        let inches = Double(height) * judged.scaleY / Double(judged.dpi)
        #expect(abs(inches - Double(height) / y) < 0.06)
        #expect(!judged.isEstimated)
    }

    @Test("A plan from a roll keeps its size though it is read smaller", arguments: [(300.0, 4), (150, 2), (96, 2)])
    func roll(stated: Double, reduction: Double) {
        let (width, height) = (Int(3000 / 25.4 * stated / reduction), Int(900 / 25.4 * stated / reduction))
        let read = (x: stated / reduction, y: stated / reduction)
        for judged in [
            ScanResolution(stated: read, width: width, height: height, reduction: reduction),
            ScanResolution(onPage: read, width: width, height: height, reduction: reduction),
        ] {
            // What software states that knows nothing is not believed of 3 m.
            #expect(judged.isEstimated == (stated < 97))
            if !judged.isEstimated { #expect(Double(judged.dpi) == (stated / reduction).rounded()) }
        }
    }

    /// Group 3 of one dimension: rows of 20 white pixels, then 12 black ones.
    @Test("A fax whose lines have no marks at their ends is read", arguments: [true, false])
    func noLineEnds(isWhole: Bool) throws {
        let (white20, black12) = ("0001000", "0000111")
        var bits = String(repeating: white20 + black12, count: isWhole ? 64 : 40)
        while bits.utf8.count % 8 != 0 { bits += "0" }
        let digits = Array(bits)
        let data = stride(from: 0, to: digits.count, by: 8).map { UInt8(String(digits[$0..<($0 + 8)]), radix: 2) ?? 0 }
        let fields: [(Int, Int)] = [
            (256, 32), (257, 64), (258, 1), (259, 3), (262, 0), (273, 8), (277, 1), (278, 64), (279, data.count),
        ]
        var file: [UInt8] = [0x4D, 0x4D, 0, 42, 0, 0, 0, UInt8(8 + data.count + data.count % 2)] + data
        if data.count % 2 == 1 { file.append(0) }
        file += [0, UInt8(fields.count)]
        for (tag, value) in fields {
            file += [UInt8(tag >> 8), UInt8(tag & 255), 0, 4, 0, 0, 0, 1, 0, 0, UInt8(value >> 8), UInt8(value & 255)]
        }
        file += [0, 0, 0, 0]
        try Scans.withFile(file) { path in
            guard isWhole else {
                #expect(throws: FileFault.self) {
                    _ = try RasterFile.decode(path: path, pageIndex: 0, maxPixels: Scans.maxPixels)
                }
                return
            }
            let page = try RasterFile.decode(path: path, pageIndex: 0, maxPixels: Scans.maxPixels)
            let (isWhite, isBlack) = (darkness(page.pix, 5, 60) == 0, darkness(page.pix, 25, 60) == 255)
            let notes = page.notes
            #expect(isWhite && isBlack && notes == [.dataMended])
        }
    }

    @Test("What a page says of the order of bits counts for fax data alone", arguments: [false, true])
    func fillOrder(isDamaged: Bool) throws {
        let fixture = try PDFFixture()
        let path = fixture.root + "/page.tif"
        let sheet = try SheetPicture.draw(depth: 8)
        let isWritten = pixWriteTiff(path, sheet.handle, Int32(IFF_TIFF_ZIP), "w") == 0
        #expect(isWritten)
        var file = [UInt8](try Data(contentsOf: URL(filePath: path)))
        // Another tag of one short number makes room for this one.
        let planar: [UInt8] = [0x1C, 0x01, 3, 0, 1, 0, 0, 0, 1, 0, 0, 0]
        let place = try #require((0..<(file.count - 12)).first { file[$0...].starts(with: planar) })
        file.replaceSubrange(place..<(place + 12), with: [0x0A, 0x01, 3, 0, 1, 0, 0, 0, 2, 0, 0, 0])
        if isDamaged { file.replaceSubrange(8..<40, with: Array(repeating: 0x5A, count: 32)) }
        try Scans.withFile(file) { path in
            guard !isDamaged else {
                #expect(throws: FileFault.self) {
                    _ = try RasterFile.decode(path: path, pageIndex: 0, maxPixels: Scans.maxPixels)
                }
                return
            }
            let page = try RasterFile.decode(path: path, pageIndex: 0, maxPixels: Scans.maxPixels)
            let (isDark, notes) = (darkness(page.pix, 40, 40) > 128, page.notes)
            #expect(isDark && notes == [.dataMended])
        }
    }

    @Test("Further pictures of a JPEG are told of, unless they are small copies", arguments: [1, 3])
    func furtherPictures(reduction: Int32) throws {
        let first = try Scans.bytes("colour.jpg")
        let second = try SheetPicture.data(
            try SheetPicture.draw(width: 64 / Int(reduction), height: 48 / Int(reduction), depth: 8),
            Int32(L_JPEG_ENCODE))
        func number(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).reversed().map { UInt8(value >> (8 * $0) & 255) }
        }
        // One field, the list of two pictures behind it; places count from the head of the index.
        var index: [UInt8] = [0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1] + [0xB0, 0x02, 0, 7, 0, 0, 0, 32, 0, 0, 0, 26]
        index += [0, 0, 0, 0] + Array(repeating: 0, count: 16)
        let length = index.count + 16
        let segment = [0xFF, 0xE2] + number(length + 6, 2) + Array("MPF\0".utf8)
        index += [0, 2, 0, 2] + number(second.count, 4) + number(first.count - 2 + length, 4) + [0, 0, 0, 0]
        let file: [UInt8] = Array(first[..<2]) + segment + index + Array(first[2...]) + second
        try Scans.withFile(file) { path in
            let inspection = try RasterFile.inspect(path: path, maxPixels: Scans.maxPixels)
            #expect(inspection.pages.count == 1)
            #expect(inspection.notes.map(\.code) == (reduction == 1 ? [.attachedFile] : []))
        }
    }

    @Test("A second picture behind the end of a JPEG is told of, padding is not")
    func pictureBehind() throws {
        let jpeg = try Scans.bytes("colour.jpg")
        let zeros = [UInt8](repeating: 0, count: 99)
        for (rest, codes) in [(jpeg, [IssueCode.attachedFile]), (zeros + jpeg, [.attachedFile]), (zeros, []), ([], [])]
        {
            try Scans.withFile(jpeg + rest) { path in
                let inspection = try RasterFile.inspect(path: path, maxPixels: Scans.maxPixels)
                #expect(inspection.pages.count == 1 && inspection.notes.map(\.code) == codes)
            }
        }
    }

    /// A JPEG of the sheet with a minimal EXIF segment behind its start marker.
    private static func exif(_ orientation: Int) throws -> [UInt8] {
        let tiff: [UInt8] = [
            0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(orientation), 0, 0, 0, 0, 0, 0,
        ]
        let body = Array("Exif\0\0".utf8) + tiff
        let segment = [0xFF, 0xE1, 0, UInt8(body.count + 2)] + body
        let jpeg = try Scans.bytes("colour.jpg")
        return jpeg.prefix(2) + segment + jpeg.dropFirst(2)
    }
}
