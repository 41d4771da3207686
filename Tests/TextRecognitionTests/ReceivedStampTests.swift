import CLeptonica
import DocumentModel
import ScannedPages
import Testing

@testable import TextRecognition

@Suite struct ReceivedStampTests {
    /// A frame of 50 x 20 mm at 300 dpi that leans by two degrees, drawn on a page in bits.
    private func leaningFrame() throws -> Page {
        let page = try Page(pixCreate(1500, 1200, 1), from: "pixCreate")
        let (x, y, width, height) = (300, 200, 590, 236)
        let lean = { (distance: Int) in distance / 28 }
        for step in 0..<width {
            for edge in [y, y + height] {
                pixRasterop(page.handle, Int32(x + step), Int32(edge + lean(step)), 1, 4, PIX_SET, nil, 0, 0)
            }
        }
        for step in 0..<height {
            pixRasterop(page.handle, Int32(x - lean(step)), Int32(y + step), 4, 1, PIX_SET, nil, 0, 0)
        }
        return page
    }

    private func words(_ texts: [String], x: Int = 400) -> [Word] {
        texts.enumerated().map {
            Word(text: $1, box: PixelBox(x: x + 90 * $0, y: 300, width: 80, height: 30), confidence: 90)
        }
    }

    @Test func wordsOfAStampGoAndOthersStay() throws {
        let stamps = ReceivedStamp.candidates(in: try leaningFrame().longStrokes(dpi: 300), dpi: 300)
        let stamp = try #require(stamps.first)
        let body = words(["Kính", "gửi:"], x: 1100)
        #expect(stamp.removed(from: [words(["ĐẾN", "Số:", "905"]), body]) == [[], body])
        #expect(stamp.removed(from: [words(["Giờ:", "Ngày:"]), body]) == [[], body])
    }

    @Test func aLineThatRunsOnBelowAStampKeepsItsWords() throws {
        let stamp = try #require(
            ReceivedStamp.candidates(in: try leaningFrame().longStrokes(dpi: 300), dpi: 300).first)
        func line(_ texts: [String], x: Int) -> [Word] {
            texts.enumerated().map {
                Word(text: $1, box: PixelBox(x: x + 100 * $0, y: 300, width: 80, height: 30), confidence: 90)
            }
        }
        let running = line(["Ủy", "ban", "nhân", "dân", "các", "xã"], x: 20)
        #expect(running.contains { stamp.box.holdsCentre(of: $0.box) })
        #expect(stamp.removed(from: [words(["ĐẾN", "Số:"]), running]) == [[], running])
        // What stands apart is the stamp's.
        let before = line(["ngày", "tháng"], x: 40)
        #expect(stamp.removed(from: [before + words(["ĐẾN", "Số:"], x: 480)]) == [before])
    }

    @Test func aTablesCellKeepsItsWords() throws {
        let stamp = try #require(
            ReceivedStamp.candidates(in: try leaningFrame().longStrokes(dpi: 300), dpi: 300).first)
        let cell = [words(["từ", "ngày", "đến", "nay"])]
        #expect(stamp.removed(from: cell) == cell)
    }

    @Test func printHasNoFrames() throws {
        let page = try FixturePages.load("receipt.tif")
        #expect(ReceivedStamp.candidates(in: try page.longStrokes(dpi: 300), dpi: 300).isEmpty)
    }
}
