import CLeptonica
import DocumentModel
import ScannedPages
import Testing

private typealias Page = ScannedPages.Pix

/// A page in bits with boxes of ink.
private func page(width: Int = 1200, height: Int = 1600, ink boxes: [PixelBox]) throws -> Page {
    let page = try Page(pixCreate(Int32(width), Int32(height), 1), from: "pixCreate")
    for box in boxes {
        pixRasterop(
            page.handle, Int32(box.x), Int32(box.y), Int32(box.width), Int32(box.height), PIX_SET, nil, 0, 0)
    }
    return page
}

/// Rows of letter-like boxes.
private let print = (0..<12).flatMap { row in
    (0..<30).map { PixelBox(x: 100 + $0 * 30, y: 200 + row * 80, width: 20, height: 30) }
}

@Suite struct CleaningTests {
    @Test func colouredInkFadesAndBlackStays() throws {
        let page = try Page(pixCreate(3, 1, 32), from: "pixCreate")
        pixSetRGBPixel(page.handle, 0, 0, 200, 30, 40)
        pixSetRGBPixel(page.handle, 1, 0, 30, 40, 210)
        pixSetRGBPixel(page.handle, 2, 0, 20, 25, 22)
        let gray = try page.inkGray()
        var values: [UInt32] = []
        for x in 0..<3 as Range<Int32> {
            var value: UInt32 = 0
            pixGetPixel(gray.handle, x, 0, &value)
            values.append(value)
        }
        #expect(values == [200, 210, 25])
    }

    @Test(arguments: [-3.0, -1.0, 0.5, 2.5])
    func skewIsFoundAndUndone(skew: Double) throws {
        let straight = try page(ink: print).inkGray()
        let leaning = try straight.deskewed(by: -skew)
        let found = try #require(try leaning.ink(darkerThan: 150).skewOfLines())
        #expect(abs(found - skew) < 0.2)
        let again = try leaning.deskewed(by: found).ink(darkerThan: 150).skewOfLines() ?? 0
        #expect(abs(again) < 0.2)
    }

    @Test func noSkewIsFoundOnAnEmptyPage() throws {
        #expect(try page(ink: []).skewOfLines() == nil)
    }

    @Test func ruledLinesAreFoundAndPrintIsLeft() throws {
        let across = PixelBox(x: 80, y: 150, width: 1000, height: 4)
        let down = PixelBox(x: 60, y: 100, width: 4, height: 1200)
        let ink = try page(ink: print + [across, down])
        let rules = try ink.ruledLines(dpi: 300)
        let rest = try ink.removing(rules)
        #expect(rest.inkCount(in: across) < 10)
        #expect(rest.inkCount(in: down) < 10)
        for letter in print { #expect(rest.inkCount(in: letter) == letter.width * letter.height) }
    }

    @Test func picturesAndThickBarsAreNoRules() throws {
        let block = PixelBox(x: 100, y: 100, width: 600, height: 300)
        let ink = try page(ink: [block])
        #expect(try ink.ruledLines(dpi: 300).isEmpty)
    }

    @Test func componentsAreTheConnectedPieces() throws {
        let boxes = [PixelBox(x: 10, y: 10, width: 5, height: 7), PixelBox(x: 100, y: 50, width: 20, height: 3)]
        #expect(Set(try page(ink: boxes).inkComponents()) == Set(boxes))
    }
}
