import DocumentModel
import ScannedPages
import Testing

@testable import TextRecognition

@Suite struct OrientationTests {
    private func words(_ text: String, confidence: Double) -> [Word] {
        text.split(separator: " ").map {
            Word(text: String($0), box: PixelBox(x: 0, y: 0, width: 1, height: 1), confidence: confidence)
        }
    }

    @Test(
        "Only words prove that a page was turned",
        arguments: [
            ("Căn cứ Nghị định của Chính phủ", 90, true),
            ("tỉnh Sơn Định", 76, true),
            // What a page of Khmer or a photograph is read as.
            ("000R 188 80 g0 öƯ01uIÑz1ẩn 000ñ 15 0ưuuuẩnus", 30, false),
            ("an", 95, false), ("", 0, false),
            // Text of another language reads well as a whole.
            ("certificate of incorporation", 80, true),
            ("S>>T8696ZZ/T 3.: PP: 318:", 40, false),
        ] as [(String, Double, Bool)])
    func proof(_ text: String, _ confidence: Double, _ isProof: Bool) {
        #expect(TrialReading(words(text, confidence: confidence)).isProof == isProof)
    }

    @Test(arguments: [0, 1, 2, 3])
    func whatCannotBeReadIsNotTurned(quarters: Int) throws {
        // Letters in a mirror are those of no script.
        let page = try FixturePages.load("request.tif").mirrored().turned(clockwise: quarters)
        let read = try PageReader().read(page, dpi: 300)
        #expect(read.rotation == .none)
    }
}
