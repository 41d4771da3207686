import CLeptonica
import DocumentModel
import ScannedPages
import Testing

@testable import TextRecognition

@Suite struct SlantTests {
    /// Upright strokes in gray, set to lean to the right.
    private func strokes(leaning degrees: Double) throws -> Page {
        let page = try Page.white(width: 600, height: 80)
        for stroke in 0..<20 {
            let height: Int32 = stroke % 3 == 0 ? 50 : 35
            pixRasterop(page.handle, Int32(60 + 22 * stroke), 15, 5, height, PIX_CLR, nil, 0, 0)
        }
        guard degrees != 0 else { return page }
        let angle = Float(degrees * .pi / 180)
        return try Page(pixHShear(nil, page.handle, 40, angle, Int32(L_BRING_IN_WHITE)), from: "pixHShear")
    }

    @Test(arguments: [0.0, 2, 10, 14, 22, -12])
    func findsByHowMuchLettersLean(degrees: Double) throws {
        let box = PixelBox(x: 0, y: 0, width: 600, height: 80)
        let slant = Slant(of: box, in: try strokes(leaning: degrees))
        #expect(slant.isClear == (degrees >= 6))
        #expect(abs(slant.degrees - (degrees >= 6 ? degrees : 0)) <= 2)
    }

    @Test func nothingLeansOnAnEmptyPage() throws {
        let page = try Page.white(width: 100, height: 50)
        #expect(!Slant(of: PixelBox(x: 0, y: 0, width: 100, height: 50), in: page).isClear)
        #expect(!Slant(of: PixelBox(x: 0, y: 0, width: 0, height: 0), in: page).isClear)
    }

    /// A line of print set to lean is read as the upright one is.
    @Test func leaningPrintIsSetUpright() throws {
        let upright = try CleanedPage(gray: FixturePages.load("request.tif").inkGray(), dpi: 300, quarters: 0)
        let recognizer = try NetworkRecognizer(
            language: "vie", folder: TesseractRecognizer(language: "vie", dataPath: nil).modelFolder)
        let read = try recognizer.read(upright.lines, of: upright.picture, dpi: 300)
        let sure = try #require(upright.lines.indices.max { read[$0].letterCount < read[$1].letterCount })
        let text = read[sure].map(\.text)
        let crop = LineCrop(upright.lines[sure], margins: .usual).box
        let middle = Int32(crop.y + crop.height / 2)
        let leaning = try Page(
            pixHShear(nil, upright.picture.handle, middle, Float(15 * Double.pi / 180), Int32(L_BRING_IN_WHITE)),
            from: "pixHShear")
        let image = try leaning.lineImage(in: crop, height: 36, slant: 15)
        let original = try upright.picture.lineImage(in: crop, height: 36)
        #expect(!text.isEmpty && image.width == original.width)
        let differing = zip(image.pixels, original.pixels).count { abs(Int($0) - Int($1)) > 128 }
        #expect(differing < image.pixels.count / 50)
    }
}
