import DocumentModel
import Testing

@testable import TextRecognition

/// On a page of 210 x 297 mm at 300 dpi.
@Suite struct OrnamentFrameTests {
    /// Rings of 24 pixels, one every 30, down both sides and across top and bottom.
    private func frame(sides: [Int] = [100, 2300]) -> [PixelBox] {
        let down = sides.flatMap { x in (0..<100).map { PixelBox(x: x, y: 120 + 30 * $0, width: 24, height: 24) } }
        let across = [120, 120 + 30 * 99].flatMap { y in
            (1..<73).map { PixelBox(x: 100 + 30 * $0, y: y, width: 24, height: 24) }
        }
        return down + across
    }

    private func prose() -> [PixelBox] {
        (0..<40).flatMap { row in
            (0..<60).map { PixelBox(x: 300 + 30 * $0, y: 300 + 64 * row, width: 20, height: 28) }
        }
    }

    @Test func ringsAroundAPageAreNoPrint() {
        let pieces = prose() + frame()
        let found = OrnamentFrame.indices(in: pieces, dpi: 300)
        #expect(found == Array(prose().count..<pieces.count))
    }

    @Test func brokenRingsAreNone() {
        let broken = frame().enumerated().flatMap { index, ring in
            index % 3 == 0
                ? [
                    PixelBox(x: ring.x, y: ring.y, width: 24, height: 10),
                    PixelBox(x: ring.x + 2, y: ring.y + 13, width: 20, height: 11),
                ] : [ring]
        }
        #expect(OrnamentFrame.indices(in: prose() + broken, dpi: 300).count == broken.count)
    }

    @Test func numbersOfLinesOnBothSidesArePrint() {
        let numbers = [100, 2300].flatMap { x in
            (0..<40).map { PixelBox(x: x, y: 300 + 64 * $0, width: 20, height: 28) }
        }
        #expect(OrnamentFrame.indices(in: prose() + numbers, dpi: 300).isEmpty)
    }

    @Test func aStripOnOneSideIsNoFrame() {
        #expect(OrnamentFrame.indices(in: prose() + frame(sides: [100]), dpi: 300).isEmpty)
        #expect(OrnamentFrame.indices(in: prose(), dpi: 300).isEmpty)
        #expect(OrnamentFrame.indices(in: [], dpi: 300).isEmpty)
    }
}
