import CLeptonica
import DocumentModel
import Testing

@testable import ScannedPages

@Suite("QR codes on pages")
struct BarcodeReaderTests {
    private let payload = "SOHOA1/000.00.16.H40-261001-0002/TP01"

    @Test("A separator is read in four directions and skewed", arguments: [0, 12, 90, 180, 195, 270])
    func directions(degrees: Int) throws {
        let page = try Scans.page("separator")
        let quarter = try made(pixRotateOrth(page.handle, Int32(degrees / 90)))
        let angle = Float(degrees % 90) * .pi / 180
        let turned = try made(pixRotate(quarter.handle, angle, Int32(L_ROTATE_SAMPLING), Int32(L_BRING_IN_WHITE), 0, 0))
        #expect(BarcodeReader.read(turned, dpi: 300).barcodes == [Barcode(symbology: .qrCode, payload: payload)])
    }

    @Test("A separator is read from poor copies: fat, thin, coarse, faint")
    func poorCopies() throws {
        let page = try Scans.page("separator")
        let poor = [
            pixDilateBrick(nil, page.handle, 5, 5), pixErodeBrick(nil, page.handle, 5, 5),
            pixReduceRankBinary2(page.handle, 2, nil),
        ]
        for handle in poor {
            let copy = try made(handle)
            let found = BarcodeReader.read(copy, dpi: copy.width == page.width ? 300 : 150)
            #expect(found.barcodes.map(\.payload) == [payload])
        }
        let faint = try made(pixConvert1To8(nil, page.handle, 205, 165))
        #expect(BarcodeReader.read(faint, dpi: 300).barcodes.map(\.payload) == [payload])
    }

    @Test("Two codes on one page are both found")
    func twoCodes() throws {
        let page = try Scans.page("separator")
        let other = try Scans.page("card-copy")
        let both = try made(pixCreate(Int32(page.width), Int32(page.height + other.height), 1))
        pixRasterop(both.handle, 0, 0, Int32(page.width), Int32(page.height), PIX_SRC, page.handle, 0, 0)
        pixRasterop(
            both.handle, 0, Int32(page.height), Int32(page.width), Int32(other.height), PIX_SRC, other.handle, 0, 0)
        let payloads = BarcodeReader.read(both, dpi: 300).barcodes.map(\.payload)
        #expect(payloads.contains(payload))
        #expect(payloads.count == 2)
    }

    @Test("A scribbled separator leaves traces, text does not")
    func traces() throws {
        let scribbled = BarcodeReader.read(try Scans.page("separator-scribbled"), dpi: 300)
        #expect(scribbled.barcodes.isEmpty)
        #expect(scribbled.traces.finderPatterns > 0)
        for name in ["receipt", "back-dust", "back-shadow", "card-copy"] {
            #expect(BarcodeReader.read(try Scans.page(name), dpi: 300).traces == SeparatorTraces(), "\(name)")
        }
    }

    @Test("A code blotted out or scribbled over beyond recognition leaves a dark patch; edges and print do not")
    func defacedArea() throws {
        let sheet = try made(pixCreate(2480, 3508, 1))
        pixRasterop(sheet.handle, 0, 0, 2480, 500, PIX_SET, nil, 0, 0)
        pixRasterop(sheet.handle, 0, 0, 120, 3508, PIX_SET, nil, 0, 0)
        #expect(BarcodeReader.read(sheet, dpi: 300).traces == SeparatorTraces())
        // Strokes of 6 pixels, 14 apart, in both directions, over 34 mm.
        for stroke in stride(from: Int32(0), to: 400, by: 14) {
            pixRasterop(sheet.handle, 1000 + stroke, 900, 6, 400, PIX_SET, nil, 0, 0)
            pixRasterop(sheet.handle, 1000, 900 + stroke, 400, 3, PIX_SET, nil, 0, 0)
        }
        #expect(BarcodeReader.read(sheet, dpi: 300).traces.hasDefacedArea)
    }
}
