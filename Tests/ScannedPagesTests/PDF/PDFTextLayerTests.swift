import DocumentModel
import Testing

@testable import ScannedPages

@Suite struct PDFTextLayerTests {
    /// Rows of poppler's table: level, page, paragraph, block, line, word, left, top, width, height, confidence, text.
    private func table(_ rows: [(level: Int, box: [Double], text: String)]) -> String {
        rows.map { row in
            let numbers = [Double(row.level), 1, 0, 0, 0, 0] + row.box + [100]
            return (numbers.map { "\($0 == $0.rounded() ? String(Int($0)) : String($0))" } + [row.text])
                .joined(separator: "\t")
        }.joined(separator: "\n")
    }

    @Test func piecesOfARowAreOneLineAndLinesThatRunDownStayApart() {
        let across = table([
            (3, [0, 0, 0, 0], ""), (4, [0, 0, 0, 0], ""), (5, [100, 50, 40, 12], "Số:"),
            (3, [0, 0, 0, 0], ""), (4, [0, 0, 0, 0], ""), (5, [145, 50, 60, 12], "173/QĐ"),
        ])
        #expect(PDFTextLayer.lines(of: across, scale: 2).map(\.text) == ["Số: 173/QĐ"])
        let down = table([
            (3, [0, 0, 0, 0], ""), (4, [0, 0, 0, 0], ""), (5, [100, 50, 12, 60], "Điều"),
            (3, [0, 0, 0, 0], ""), (4, [0, 0, 0, 0], ""), (5, [116, 50, 12, 90], "Quyết"),
        ])
        #expect(PDFTextLayer.lines(of: down, scale: 2).map(\.text) == ["Điều", "Quyết"])
    }

    @Test(
        "Where a rectangle of the page is shown",
        arguments: [
            (0, PixelBox(x: 20, y: 40, width: 60, height: 100)),
            (90, PixelBox(x: 460, y: 20, width: 100, height: 60)),
            (180, PixelBox(x: 320, y: 460, width: 60, height: 100)),
            (270, PixelBox(x: 40, y: 320, width: 100, height: 60)),
        ])
    func shown(_ rotation: Int, _ expected: PixelBox) {
        // A page of 200 by 300 points whose lower left corner is at (10, 20).
        let box = PDFRectangle(left: 10, bottom: 20, right: 210, top: 320)
        let geometry = PDFPageGeometry(box: box, rotation: QuarterTurn(rawValue: rotation) ?? .none, userUnit: 1)
        let area = PDFRectangle(left: 20, bottom: 250, right: 50, top: 300)
        #expect(geometry.shown(area, pixelsPerPoint: 2) == expected)
    }
}
