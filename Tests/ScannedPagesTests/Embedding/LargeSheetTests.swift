import CLeptonica
import DocumentModel
import Foundation
import Testing

@testable import ScannedPages

@Suite("Sheets of more bits than other pictures may have pixels")
struct LargeSheetTests {
    private let fixture: PDFFixture
    /// A little more than a third of the sheet's 224,000 pixels.
    private let most = 75_000

    init() throws { fixture = try PDFFixture() }

    @Test("A bitonal TIFF is read smaller, and the document has all of it")
    func tiff() throws {
        let path = fixture.root + "/large.tif"
        let sheet = try SheetPicture.draw()
        sheet.resolution = (400, 400)
        let isWritten = pixWriteTiff(path, sheet.handle, Int32(IFF_TIFF_G4), "w") == 0
        #expect(isWritten)
        #expect(try RasterFile.inspect(path: path, maxPixels: most).pages.map(\.width) == [400])
        let page = try RasterFile.decode(path: path, pageIndex: 0, maxPixels: most)
        #expect(page.pix.width == 200 && page.pix.height == 280 && page.dpi == 200)
        #expect(page.remarks.contains(.readSmaller))
        #expect(darkness(page.pix, 20, 20) > 128 && darkness(page.pix, 180, 250) < 128)
        let image = try RasterFile.embeddableImage(
            of: path, pageIndex: 0, decoded: page, rotation: .none, imagePath: fixture.root + "/picture")
        #expect(image.filter == .ccittGroup4 && image.width == 400 && image.height == 560)
    }

    @Test("One in a PDF too")
    func pdf() throws {
        var pdf = SmallPDF(content: "q 298 0 0 421 0 0 cm /I0 Do Q")
        pdf.pictures = [try SheetPicture.group4(try SheetPicture.draw())]
        let path = fixture.root + "/large.pdf"
        try Data(pdf.bytes).write(to: URL(fileURLWithPath: path))
        let inspection = try PDFFile.inspect(path: path, maxPixels: most, drawingResolution: 30)
        #expect(inspection.faults == [] && inspection.pages.count == 1)
        let page = ReadPage(
            try PDFFile.page(
                path: path, index: 0, maxPixels: most, drawingResolution: 30, imagePath: fixture.root + "/picture"))
        #expect(page.size == [200, 280] && page.standsUpright && page.remarks.contains(.readSmaller))
        #expect(page.image.filter == .ccittGroup4 && page.image.width == 400 && page.image.height == 560)
    }

    @Test("A gray one as large is refused")
    func gray() throws {
        let path = fixture.root + "/gray.tif"
        let sheet = try SheetPicture.draw(depth: 8)
        let isWritten = pixWriteTiff(path, sheet.handle, Int32(IFF_TIFF_LZW), "w") == 0
        #expect(isWritten)
        #expect(throws: FileFault.self) { try RasterFile.inspect(path: path, maxPixels: most) }
    }
}
