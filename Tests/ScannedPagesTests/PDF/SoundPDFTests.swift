import CLeptonica
import DocumentModel
import Foundation
import Testing

@testable import ScannedPages

@Suite("PDFs with small faults and of odd sizes that every viewer shows")
struct SoundPDFTests {
    private static let limit = 50_000_000

    private func page(
        _ bytes: [UInt8], _ body: (FileInspection, ReadPage) throws -> Void
    ) throws {
        let fixture = try PDFFixture()
        try Scans.withFile(bytes) { path in
            let inspection = try PDFFile.inspect(path: path, maxPixels: Self.limit, drawingResolution: 300)
            let page = try PDFFile.page(
                path: path, index: 0, maxPixels: Self.limit, drawingResolution: 300, imagePath: fixture.root + "/p")
            try body(inspection, ReadPage(page))
        }
    }

    @Test(
        "A JPEG whose size, ends or segments are a little off is a scan like others",
        arguments: [(-1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 0, 2), (0, 0, 3)])
    func oddJPEG(wider: Int, higher: Int, fault: Int) throws {
        let sound = try Scans.bytes("colour.jpg")
        let jpeg: [UInt8] =
            switch fault {
            case 1: sound.dropLast(2)
            case 2: [10, 13] + sound
            case 3: sound[..<20] + [0, 0, 0] + sound[20...]
            default: sound
            }
        try page(DrawnPDF.scan(jpeg, size: (64 + wider, 48 + higher), box: (640, 480))) { inspection, page in
            #expect(inspection.faults == [])
            #expect(page.size == [64, 48])
            #expect(page.isDark(0.15, 0.6) && !page.isDark(0.3, 0.75))
            #expect(page.image.filter == .dct && page.image.width == 64 && page.image.height == 48)
            let carried = [UInt8](try Data(contentsOf: URL(filePath: page.image.path)))
            #expect(carried.count == page.image.length)
            #expect(carried.starts(with: [0xFF, 0xD8]) && carried.suffix(2) == [0xFF, 0xD9])
            #expect(JPEGPicture.fault(in: carried) == nil)
        }
    }

    @Test("A JPEG of which a little data is left over is kept, and a person told; of more, rows may be missing")
    func leftovers() throws {
        // As long as the data of a page, by a comment: what is left over is judged by its share.
        let scan = try Scans.bytes("colour.jpg")
        let jpeg =
            scan.prefix(2) + [0xFF, 0xFE, 0xEA, 0x60] + [UInt8](repeating: 0x20, count: 0xEA60 - 2) + scan.dropFirst(2)
        func stray(_ count: Int) -> [UInt8] {
            var bytes = Array(jpeg.dropLast(2))
            for index in 0..<count { bytes.append(UInt8((index * 37 + 11) % 200)) }
            bytes.append(contentsOf: jpeg.suffix(2))
            return bytes
        }
        try page(DrawnPDF.scan(stray(100), size: (64, 48), box: (640, 480))) { inspection, page in
            #expect(inspection.faults == [] && page.size == [64, 48])
            #expect(page.remarks.contains(.drawnUnsurely))
        }
        #expect(JPEGPicture.fault(in: stray(100)) == nil)
        #expect(JPEGPicture.fault(in: stray(1_000)) != nil)
        try Scans.withFile(stray(100)) { path in
            let page = try RasterFile.decode(path: path, pageIndex: 0, maxPixels: Scans.maxPixels)
            let notes = page.notes
            #expect(notes == [.drawnUnsurely])
        }
    }

    @Test("More rows than a JPEG's header states, set apart by restart markers, are told of", arguments: [true, false])
    func rowsBehindLast(hasRestarts: Bool) throws {
        let strips = try (0..<4).map { _ in
            try SheetPicture.data(try SheetPicture.draw(width: 160, height: 48, depth: 8), Int32(L_JPEG_ENCODE))
        }
        let joined = try #require(JPEGStrips.joined(strips, tables: [], width: 160, height: 192, rows: 48))
        var jpeg = hasRestarts ? joined.data : strips[0]
        let frame = try #require(zip(jpeg, jpeg.dropFirst()).enumerated().first { $0.element == (0xFF, 0xC0) }).offset
        jpeg[frame + 6] = hasRestarts ? 96 : 16
        try Scans.withFile(jpeg) { path in
            guard hasRestarts else {
                #expect(throws: FileFault.self) {
                    _ = try RasterFile.decode(path: path, pageIndex: 0, maxPixels: Scans.maxPixels)
                }
                return
            }
            let page = try RasterFile.decode(path: path, pageIndex: 0, maxPixels: Scans.maxPixels)
            let (notes, height) = (page.notes, page.pix.height)
            #expect(notes == [.drawnUnsurely] && height == 96)
        }
    }

    @Test("What is no page in the tree of pages is stepped over, and the pages that it speaks of are missed")
    func pageTree() throws {
        let bytes = DrawnPDF().bytes(
            box: (298, 421), content: "20 20 100 100 re f", kids: ("null", 7))
        try page(bytes) { inspection, page in
            #expect(inspection.pages.count == 1 && inspection.faults.map(\.code) == [.corruptPDF])
            #expect(inspection.faults.first?.detail == "1 of 7 pages are left")
            #expect(page.isDark(0.2, 0.83))
        }
    }

    @Test("Fax data that ends by its own mark before the stated height lacks nothing", arguments: [true, false])
    func fewerRows(isMarked: Bool) throws {
        var pdf = SmallPDF(content: "q 298 0 0 421 0 0 cm /I0 Do Q")
        var fax = try SheetPicture.group4(try SheetPicture.draw())
        fax.entries.replace("/Height 560", with: "/Height 620")
        fax.entries.replace("/Rows 560", with: "/BlackIs1 false")
        if !isMarked { fax.data.removeLast(8) }
        pdf.pictures = [fax]
        let fixture = try PDFFixture()
        try Scans.withFile(pdf.bytes) { path in
            func surely() throws -> ReadPage {
                ReadPage(
                    try PDFFile.page(
                        path: path, index: 0, maxPixels: Self.limit, drawingResolution: 100,
                        imagePath: fixture.root + "/p", asRead: true))
            }
            if isMarked {
                let page = try surely()
                #expect(page.isDark(0.5, 0.07) && !page.isDark(0.5, 0.98))
            } else {
                #expect(throws: FileFault.self) { try surely() }
            }
        }
    }

    @Test("A photograph of a point a pixel is measured as it is read")
    func photograph() throws {
        let bytes = DrawnPDF.scan(try Scans.bytes("colour.jpg"), size: (64, 48), box: (12_000, 9000))
        try page(bytes) { inspection, page in
            #expect(inspection.pages == [PageSummary(index: 0, width: 64, height: 48)])
            #expect(page.size == [64, 48])
        }
    }

    @Test("A photograph with something over it is drawn as large as it is")
    func drawnPhotograph() throws {
        var pdf = DrawnPDF()
        let picture = pdf.stream(
            try Scans.bytes("colour.jpg"),
            "/Type /XObject /Subtype /Image /Width 64 /Height 48 /ColorSpace /DeviceRGB /BitsPerComponent 8 "
                + "/Filter /DCTDecode")
        let bytes = pdf.bytes(
            box: (2560, 1920), content: "q 2560 0 0 1920 0 0 cm /P Do Q 9 9 99 99 re f",
            page: "/Resources << /XObject << /P \(picture) 0 R >> >>")
        try page(bytes) { _, page in
            #expect(abs(page.size[0] - 71) <= 1)
            #expect(page.remarks.contains(.resolutionEstimated))
        }
    }

    @Test("A long drawing is drawn at a lower resolution")
    func longDrawing() throws {
        let bytes = DrawnPDF().bytes(box: (8504, 2381), content: "4000 1000 300 300 re f")
        try page(bytes) { inspection, page in
            #expect(inspection.faults == [])
            #expect(page.size[0] * page.size[1] <= Self.limit)
            #expect(abs(Double(page.size[0]) / Double(page.dpi) - 8504.0 / 72) < 0.1)
            #expect(page.isDark(4150.0 / 8504, 1 - 1150.0 / 2381))
            #expect(page.remarks == [.readSmaller])
        }
    }

    @Test(
        "A scan on a page has the page's size, whatever its resolution",
        arguments: [((296, 222), 16), ((4, 3), 1152)])
    func size(box: (Int, Int), dpi: Int) throws {
        try page(DrawnPDF.scan(try Scans.bytes("colour.jpg"), size: (64, 48), box: box)) { _, page in
            #expect(abs(page.dpi - dpi) <= 1)
            #expect(!page.remarks.contains(.resolutionEstimated))
        }
    }

    /// A generic region on a page of 16 x 8, arithmetic coding; its data makes no sense, which headers do not tell.
    private static let page: [UInt8] =
        [0, 0, 0, 0, 0x30, 0, 1, 0, 0, 0, 19] + [0, 0, 0, 16, 0, 0, 0, 8] + Array(repeating: 0, count: 11)
    private static let region: [UInt8] =
        [0, 0, 0, 1, 0x26, 0, 1, 0, 0, 0, 26] + [0, 0, 0, 16, 0, 0, 0, 8] + Array(repeating: 0, count: 18)

    @Test("JBIG2 of kinds that decoders get wrong in silence is told by its headers")
    func rareJBIG2() {
        func segment(_ type: UInt8, _ body: [UInt8]) -> [UInt8] {
            [0, 0, 0, 1, type, 0, 1, 0, 0, 0, UInt8(body.count)] + body
        }
        let region = Array(repeating: UInt8(0), count: 17)
        let plain: [[UInt8]] = [Self.region, segment(0, [0, 4]), segment(6, region + [0, 0x10])]
        for kind in plain { #expect(!JBIG2Segments.isRare(Self.page + kind)) }
        let rare: [[UInt8]] = [
            segment(42, region + [0]), segment(0, [0, 1]), segment(0, [0, 2]), segment(6, region + [0, 3]),
            segment(16, [0]), segment(22, region), segment(53, [0]),
            [0, 0, 0, 9, 6, 0xE0, 0, 0, 5, 0, 1, 2, 3, 4, 5, 1, 0, 0, 0, 2, 0, 0],
        ]
        for kind in rare { #expect(JBIG2Segments.isRare(Self.page + kind), "\(kind)") }
    }

    @Test("JBIG2 that is cut, empty or of headers alone is damaged")
    func jbig2() {
        let whole = Self.page + Self.region
        #expect(JBIG2Segments.fault(in: whole, height: 8) == nil)
        #expect(JBIG2Segments.fault(in: whole + [0, 0, 10], height: 8) == nil)
        #expect(JBIG2Segments.fault(in: whole + [0, 0, 0, 2, 0x31, 0, 1, 0, 0, 0, 0], height: 8) == nil)
        for length in 0..<whole.count where length != Self.page.count {
            #expect(JBIG2Segments.fault(in: Array(whole.prefix(length)), height: 8) != nil, "cut at \(length)")
        }
        #expect(JBIG2Segments.fault(in: Self.page, height: 8) != nil, "no region")
        #expect(JBIG2Segments.fault(in: Self.region, height: 8) != nil, "no page")
        #expect(JBIG2Segments.fault(in: Array(repeating: 0, count: 4000), height: 8) != nil, "zeros")
        var striped = Self.page
        striped[11 + 17] = 0x80
        let end: [UInt8] = [0, 0, 0, 2, 0x32, 0, 1, 0, 0, 0, 4, 0, 0, 0]
        #expect(JBIG2Segments.fault(in: striped + Self.region + end + [7], height: 8) == nil)
        #expect(JBIG2Segments.fault(in: striped + Self.region + end + [3], height: 8) != nil, "a stripe is missing")
        let last = striped + Self.region + end + [3] + Self.region
        #expect(JBIG2Segments.fault(in: last, height: 8) == nil, "the last stripe has no end")
    }
}
