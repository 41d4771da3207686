import CLeptonica
import CTesseract
import DocumentModel
import ScannedPages
import Testing

@testable import TextRecognition

@Suite struct PageReaderTests {
    @Test(arguments: QuarterTurn.allCases)
    func readsAPageWhicheverWayItWasPutIn(turn: QuarterTurn) throws {
        let upright = try FixturePages.load("request.tif")
        let scan = try upright.turned(clockwise: turn.rawValue / 90)
        let read = try PageReader().read(scan, dpi: 300)
        #expect(read.rotation == turn)
        #expect(read.text.plain.contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
        // Boxes are those of the upright page, however it was put in.
        let title = try #require(read.text.words.first { $0.text == "CỘNG" })
        let (width, height) = (upright.width, upright.height)
        #expect(title.box.x > width / 5 && title.box.maxX < width / 2)
        #expect(title.box.y > height / 30 && title.box.maxY < height / 5)
    }

    @Test(
        arguments: [(72, 300.0 / 72), (100, 3), (150, 2), (189, 300.0 / 189), (190, 1), (300, 1), (600, 0.5)]
            as [(Int, Double)])
    func lowResolutionIsReadAtThreeHundred(dpi: Int, scale: Double) {
        let (width, height) = (dpi * 827 / 100, dpi * 1169 / 100)
        #expect(abs(PageReader.scale(dpi: dpi, width: width, height: height) - scale) < 0.01)
    }

    @Test func largePicturesOfLowResolutionDoNotGrow() {
        #expect(PageReader.scale(dpi: 72, width: 4000, height: 6000) == 1)
        #expect(PageReader.scale(dpi: 100, width: 3000, height: 3000) < 1.5)
    }

    @Test("A line that was cut out and says nothing of its size is read", arguments: [72, 100, 300])
    func cutOut(dpi: Int) throws {
        let page = try FixturePages.load("request.tif")
        let whole = try PageReader().read(page, dpi: 300)
        let line = try #require(whole.text.lines.first { $0.text.contains("CỘNG HÒA") })
        let around = boxCreate(
            Int32(line.box.x - 30), Int32(line.box.y - 30), Int32(line.box.width + 60), Int32(line.box.height + 60))
        defer {
            var dying = around
            boxDestroy(&dying)
        }
        let strip = try Page(pixClipRectangle(page.handle, around, nil), from: "pixClipRectangle")
        let read = try PageReader().read(strip, dpi: dpi)
        #expect(read.text.plain.contains("CỘNG HÒA XÃ HỘI"), "\(read.text.plain)")
        #expect(read.rotation == .none)
    }

    @Test func wordsLieOnTheirInkUnderSkew() throws {
        let page = try FixturePages.load("receipt.tif")
        let read = try PageReader().read(page, dpi: 300)
        #expect(abs(read.skew + 0.5) < 0.2)
        let long = read.text.words.filter { $0.text.count >= 4 && $0.confidence > 80 }
        #expect(long.count >= 12)
        for word in long { #expect(page.inkCount(in: word.box) * 12 > word.box.width * word.box.height) }
    }

    @Test func readsTheThreePartsOfAReceiptsHead() throws {
        let text = try PageReader().read(FixturePages.load("receipt.tif"), dpi: 300).text.plain
        let parts = ["Mã số thuế", "BIÊN LAI THU TIỀN", "Liên 2", "Ký hiệu", "loại phí"]
        let places = parts.map { text.range(of: $0)?.lowerBound }
        #expect(!places.contains(nil), "\(parts) in \(text)")
        #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
    }

    @Test func readsColumnsOneAfterTheOther() throws {
        let read = try PageReader().read(FixturePages.load("two-columns.tif"), dpi: 200)
        let body = read.text.lines.filter { $0.words.count >= 5 }
        let middle = read.text.lines.map(\.box.maxX).max().map { $0 / 2 } ?? 0
        let sides = body.map { $0.box.midX < Double(middle) }
        // From left to right once, not line by line.
        let changes = zip(sides, sides.dropFirst()).count { $0 != $1 }
        #expect(body.count > 20 && changes <= 2)
    }

    @Test(
        "Print in a light colour is read where the page has no other",
        arguments: [0xE63C_3C00, 0x0082_C700] as [UInt32])
    func lightColours(colour: UInt32) throws {
        let page = try FixturePages.load("request.tif")
        let coloured = try Page(pixConvert1To32(nil, page.handle, 0xFFFF_FF00, colour), from: "pixConvert1To32")
        let read = try PageReader().read(coloured, dpi: 300)
        #expect(read.text.plain.contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
        #expect(read.rotation == .none)
    }

    @Test func anEmptyBackHasNoWord() throws {
        let read = try PageReader().read(FixturePages.load("empty-back.tif"), dpi: 300)
        #expect(read.text.lines.isEmpty)
        #expect(read.rotation == .none)
    }

    @Test func printOfTheOtherSideIsNotRead() throws {
        let read = try PageReader().read(FixturePages.load("bleed-through-back.tif"), dpi: 300)
        #expect(read.text.lines.isEmpty && read.isOnlyBleedThrough)
    }

    @Test func readsTheSameAgainAfterAnotherPage() throws {
        let reader = try PageReader()
        let first = try reader.read(FixturePages.load("receipt.tif"), dpi: 300)
        _ = try reader.read(FixturePages.load("two-columns.tif"), dpi: 200)
        #expect(try reader.read(FixturePages.load("receipt.tif"), dpi: 300) == first)
    }

    @Test(arguments: [(1, 1), (3, 2000), (2000, 3), (70, 70)])
    func oddSizesAreReadWithoutWords(width: Int, height: Int) throws {
        for depth in [1, 8, 32] as [Int32] {
            let page = try Page(pixCreate(Int32(width), Int32(height), depth), from: "pixCreate")
            #expect(try PageReader().read(page, dpi: 300).text.lines.isEmpty)
        }
    }

    @Test func missingLanguageIsToldByName() {
        #expect(throws: RecognitionFailure.languageMissing("xx-none")) { try PageReader(language: "xx-none") }
    }

    @Test func lineImagesPassWithoutBeingEncoded() throws {
        #expect(sohoa_quick_line_images_work())
        let before = sohoa_quick_line_image_count()
        _ = try PageReader(engine: .tesseract).read(FixturePages.load("receipt.tif"), dpi: 300)
        #expect(sohoa_quick_line_image_count() > before, "libtesseract does not call this program's pixWriteMem")
    }
}
