import CLeptonica
import DocumentModel
import ScannedPages
import TestSupport
import Testing

private typealias Page = ScannedPages.Pix

/// Passes over pixels of our own, against Leptonica's.
@Suite struct LevellingTests {
    /// A page in gray, cut to a width, shaded from left to right.
    private func shaded(width: Int) throws -> Page {
        let gray = try Scans.page("receipt").inkGray()
        let box = boxCreate(7, 11, Int32(width), 400)
        defer {
            var dying = box
            boxDestroy(&dying)
        }
        let page = try Page(pixClipRectangle(gray.handle, box, nil), from: "pixClipRectangle")
        for y in 0..<Int32(page.height) {
            for x in 0..<Int32(page.width) {
                var value: UInt32 = 0
                pixGetPixel(page.handle, x, y, &value)
                pixSetPixel(page.handle, x, y, value * 3 / 4 + UInt32(x * 50 / Int32(width)) + UInt32((x ^ y) & 7))
            }
        }
        return page
    }

    private func isSame(_ one: borrowing Page, _ other: borrowing Page) -> Bool {
        var same: Int32 = 0
        return pixEqual(one.handle, other.handle, &same) == 0 && same == 1
    }

    @Test(arguments: [64, 65, 95, 96, 397, 1024], [0, 1, 130, 255, 256])
    func inkIsWhatLeptonicaFinds(width: Int, threshold: Int) throws {
        let page = try shaded(width: width)
        let expected = try Page(pixThresholdToBinary(page.handle, Int32(threshold)), from: "pixThresholdToBinary")
        #expect(isSame(try page.ink(darkerThan: threshold), expected))
    }

    @Test(arguments: [300, 301, 397, 1023])
    func groundIsAsWhiteAsLeptonicaMakesIt(width: Int) throws {
        let page = try shaded(width: width)
        let expected = try Page(
            pixCleanBackgroundToWhite(page.handle, nil, nil, 1, 70, 190), from: "pixCleanBackgroundToWhite")
        #expect(isSame(try page.withWhiteBackground(), expected))
    }

    /// Print of so many shades darker than the paper, 0 to 255.
    private func printed(_ ink: UInt32, on paper: UInt32) throws -> Page {
        let bits = try Scans.page("receipt")
        return try Page(pixConvert1To8(nil, bits.handle, UInt8(paper), UInt8(ink)), from: "pixConvert1To8")
    }

    @Test(
        "Print is made black however pale it is",
        arguments: [(0, 255), (100, 235), (140, 230), (160, 220)] as [(UInt32, UInt32)])
    func palePrintIsMadeBlack(ink: UInt32, paper: UInt32) throws {
        let bits = try Scans.page("receipt")
        let everything = PixelBox(x: 0, y: 0, width: bits.width, height: bits.height)
        let found = try printed(ink, on: paper).withWhiteBackground().ink(darkerThan: 100).inkCount(in: everything)
        // A solid area that is pale all over, as a hole or the lid, is taken for paper.
        #expect(Double(found) > 0.9 * Double(bits.inkCount(in: everything)))
        #expect(Double(found) < 1.02 * Double(bits.inkCount(in: everything)))
    }

    @Test("What is hardly darker than the paper is no print")
    func shadesOfPaperStayPale() throws {
        let page = try printed(200, on: 230).withWhiteBackground()
        let everything = PixelBox(x: 0, y: 0, width: page.width, height: page.height)
        #expect(try page.ink(darkerThan: 150).inkCount(in: everything) == 0)
    }

    @Test func aBlackPageHasNoGround() throws {
        let page = try Page.white(width: 200, height: 200)
        pixClearAll(page.handle)
        let expected = try Page(
            pixCleanBackgroundToWhite(page.handle, nil, nil, 1, 70, 190), from: "pixCleanBackgroundToWhite")
        #expect(isSame(try page.withWhiteBackground(), expected))
    }

    @Test(arguments: [64, 65, 397, 1023], [0.2, 0.21, 0.34, 0.5, 0.61, 0.699, 0.7, 1.3] as [Float])
    func scalesAsLeptonicaDoes(width: Int, factor: Float) throws {
        let page = try shaded(width: width)
        let expected = try Page(pixScale(page.handle, factor, factor), from: "pixScale")
        #expect(isSame(try Page(sohoa_scaled(page.handle, factor), from: "sohoa_scaled"), expected))
        guard factor < 0.7 else { return }
        let averaged = try Page(pixScaleAreaMap(page.handle, factor, factor), from: "pixScaleAreaMap")
        #expect(isSame(try Page(sohoa_averaged(page.handle, factor), from: "sohoa_averaged"), averaged))
    }

    @Test("What lies under a mask becomes white with the pixels around, at the edges too", arguments: [31, 32, 70])
    func whitensAround(width: Int) throws {
        let height = 40
        let mask = try Page(pixCreate(Int32(width), Int32(height), 1), from: "pixCreate")
        for (x, y) in [(0, 0), (width - 1, 0), (5, 20), (31 % width, 39), (width - 1, 39), (12, 12), (13, 12)] {
            pixSetPixel(mask.handle, Int32(x), Int32(y), 1)
        }
        let page = try Page(pixCreate(Int32(width), Int32(height), 8), from: "pixCreate")
        let expected = try page.copied()
        let grown = try Page(pixDilateBrick(nil, mask.handle, 3, 3), from: "pixDilateBrick")
        #expect(pixSetMasked(expected.handle, grown.handle, 255) == 0)
        try page.whiten(under: mask)
        let isWhitened = isSame(page, expected)
        #expect(isWhitened)
    }

    @Test func otherPicturesAreRefused() throws {
        let bits = try Scans.page("receipt")
        #expect(sohoa_ink(bits.handle, 128) == nil)
        #expect(sohoa_white_ground(bits.handle) == nil)
        #expect(sohoa_ink(nil, 128) == nil)
        #expect(sohoa_white_ground(nil) == nil)
    }
}
