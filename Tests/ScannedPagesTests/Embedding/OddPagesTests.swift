import CLeptonica
import DocumentModel
import Foundation
import Testing

@testable import ScannedPages

/// Pages of PDFs that are no single plain picture.
struct OddPagesTests {
    private let fixture: PDFFixture

    init() throws { fixture = try PDFFixture() }

    private func read(_ pdf: SmallPDF) throws -> ReadPage {
        let path = "\(fixture.root)/page.pdf"
        try Data(pdf.bytes).write(to: URL(fileURLWithPath: path))
        return ReadPage(
            try PDFFile.page(
                path: path, index: 0, maxPixels: 50_000_000, drawingResolution: 150,
                imagePath: "\(fixture.root)/picture"))
    }

    @Test("Of several pictures the one is read that is seen, whatever lies under it")
    func coveredPicture() throws {
        var pdf = SmallPDF(content: "q 298 0 0 421 0 0 cm /I0 Do Q q 298 0 0 421 0 0 cm /I1 Do Q")
        for sign in [3, 0] {
            let sheet = try SheetPicture.draw(depth: 8, sign: sign)
            pdf.pictures.append(
                SmallPDF.Object(
                    entries: """
                        /Type /XObject /Subtype /Image /Width 400 /Height 560 /BitsPerComponent 8 /Filter /FlateDecode
                        /ColorSpace [/Indexed /DeviceRGB 255 <\((0..<256).map { gray in
                            String(repeating: String(format: "%02x", gray), count: 3)
                        }.joined())>]
                        """, data: try SheetPicture.data(sheet, Int32(L_FLATE_ENCODE))))
        }
        let page = try read(pdf)
        #expect(page.standsUpright && !page.isDark(0.6, 0.51))
        #expect(page.image.palette?.count == 768 && page.image.layers == nil)
    }

    @Test("A page in strips is carried over strip by strip, and shows no seams")
    func strips() throws {
        let sheet = try SheetPicture.draw()
        var pdf = SmallPDF()
        for index in 0..<7 {
            pdf.pictures.append(try SheetPicture.group4(try SheetPicture.rows(sheet, from: index * 80, count: 80)))
            // Numbers of a PDF know no exponents.
            let bottom = String(format: "%.4f", 421 * Double(6 - index) / 7)
            pdf.content += "q 298 0 0 60.142857 0 \(bottom) cm /I\(index) Do Q\n"
        }
        let page = try read(pdf)
        #expect(page.standsUpright)
        #expect(page.image.layers?.count == 7)
        #expect(page.image.layers?.allSatisfy { $0.image.filter == .ccittGroup4 && $0.ink == nil } == true)
        #expect(page.image.layers.map { close($0[6].matrix, [1, 0, 0, 1.0 / 7, 0, 0]) } == true)
        #expect(page.image.preview != nil)
    }

    @Test("A scan that was set straight by a degree keeps its bits; a turned page too")
    func tilted() throws {
        let sheet = try SheetPicture.draw()
        let (cosine, sine) = (cos(0.0175), sin(0.0175))
        let matrix = "\(298 * cosine) \(298 * sine) \(-421 * sine) \(421 * cosine) 3 -3"
        for rotation in [0, 90, 180, 270] {
            var pdf = SmallPDF(content: "q \(matrix) cm /I0 Do Q", page: "/Rotate \(rotation)")
            pdf.pictures = [try SheetPicture.group4(sheet)]
            let page = try read(pdf)
            #expect(page.image.layers?.map(\.image.filter) == [.ccittGroup4])
            #expect(page.image.layers?[0].image.width == 400)
            let side = rotation % 180 == 0 ? page.size[0] : page.size[1]
            #expect(page.image.width == page.size[0] && abs(side - 621) < 3)
            // Where the bar's middle lies on the shown page.
            let layer = try #require(page.image.layers?.first)
            let (u, v) = (0.5, 1 - 0.075)
            let x = layer.matrix[0] * u + layer.matrix[2] * v + layer.matrix[4]
            let y = layer.matrix[1] * u + layer.matrix[3] * v + layer.matrix[5]
            #expect(page.isDark(x, 1 - y), "turned by \(rotation)")
        }
    }

    @Test("Pictures within the content, their names abbreviated", arguments: ["CCF", "DCT", "bare"])
    func inlinePictures(_ kind: String) throws {
        let sheet = try SheetPicture.draw(width: 200, height: 280, depth: kind == "CCF" ? 1 : 8)
        let (entries, data): (String, [UInt8]) =
            switch kind {
            case "CCF":
                (
                    "/BPC 1 /CS /G /F /CCF /DP << /K -1 /Columns 200 /Rows 280 >>",
                    try SheetPicture.data(sheet, Int32(L_G4_ENCODE))
                )
            case "DCT": ("/BPC 8 /CS /G /F [/DCT]", try SheetPicture.data(sheet, Int32(L_JPEG_ENCODE)))
            default:
                (
                    "/BPC 8 /CS /G",
                    (0..<280).flatMap { y in
                        (0..<200).map { x in
                            UInt8(255 - darkness(sheet, x, y))
                        }
                    }
                )
            }
        var pdf = SmallPDF()
        pdf.binaryContent =
            Array("q 298 0 0 421 0 0 cm BI /W 200 /H 280 \(entries) ID ".utf8) + data + Array(" EI Q".utf8)
        let page = try read(pdf)
        #expect(page.standsUpright)
        // Bytes that are black and white alone become bits.
        let filters: [String: EmbeddableImage.Filter] = ["CCF": .ccittGroup4, "DCT": .dct, "bare": .ccittGroup4]
        #expect(page.image.layers?.map(\.image.filter) == [try #require(filters[kind])])
    }

    @Test("What pictures alone do not show is drawn: masks, pictures that hide others, strokes")
    func drawn() throws {
        let sheet = try SheetPicture.draw()
        let half = try SheetPicture.group4(sheet)
        var overlapping = SmallPDF(content: "q 200 0 0 421 0 0 cm /I0 Do Q q 200 0 0 421 98 0 cm /I1 Do Q")
        overlapping.pictures = [half, half]
        var stroked = SmallPDF(
            content: "q 290 0 0 421 0 0 cm /I0 Do Q q 150 0 0 421 148 0 cm /I0 Do Q 10 10 m 90 90 l S")
        stroked.pictures = [half]
        for pdf in [overlapping, stroked] {
            #expect(try read(pdf).image.layers == nil)
        }
    }

    @Test("A stencil is carried over with its colour")
    func stencil() throws {
        let sheet = try SheetPicture.draw()
        var pdf = SmallPDF(content: "1 1 1 rg 0 0 298 421 re f 0 0 1 rg q 280 0 0 400 9 10 cm /I0 Do Q")
        pdf.pictures = [try SheetPicture.group4(sheet, entries: "/ImageMask true")]
        let page = try read(pdf)
        #expect(page.image.layers?.map(\.ink) == [[0, 0, 255]])
    }

    @Test("What only the dictionary says of a JPEG's colours is said in the data")
    func colourTransform() throws {
        let sheet = try SheetPicture.draw(depth: 32)
        var stream = try #require(JPEGStream(try SheetPicture.data(sheet, Int32(L_JPEG_ENCODE))))
        // Samples that were YCbCr are red, green and blue by the dictionary: the page is anything but white.
        var pdf = SmallPDF(content: "q 298 0 0 421 0 0 cm /I0 Do Q")
        pdf.pictures = [
            SmallPDF.Object(
                entries: """
                    /Type /XObject /Subtype /Image /Width 400 /Height 560 /BitsPerComponent 8 /ColorSpace /DeviceRGB
                    /Filter /DCTDecode /DecodeParms << /ColorTransform 0 >>
                    """, data: stream.data)
        ]
        let page = try read(pdf)
        let passed = try #require(JPEGStream([UInt8](try Data(contentsOf: URL(fileURLWithPath: page.image.path)))))
        #expect(passed.adobeTransform == 0)
        #expect(passed.scan == stream.scan)
        stream.declare(transform: 1)
        #expect(stream.adobeTransform == 1)
    }

    private func close(_ a: [Double], _ b: [Double]) -> Bool {
        a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 0.001 }
    }
}
