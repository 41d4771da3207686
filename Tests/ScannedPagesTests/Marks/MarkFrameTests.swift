import DocumentModel
import Testing

@testable import ScannedPages

@Suite struct MarkFrameTests {
    @Test(arguments: [-4.0, -0.3, 0, 1.5, 5])
    func boxesComeBackToWhereTheyWere(skew: Double) {
        let frame = MarkFrame(width: 827, height: 1169, scale: 1 / 3.0, skew: skew)
        for x in stride(from: 100, to: 2300, by: 370) {
            for y in stride(from: 100, to: 3400, by: 410) {
                let box = PixelBox(x: x, y: y, width: 90, height: 60)
                let back = frame.onPage(frame.onSheet(box))
                #expect(abs(back.midX - box.midX) <= 3 && abs(back.midY - box.midY) <= 3)
            }
        }
    }

    @Test func aSkewedLineBecomesStraight() {
        let frame = MarkFrame(width: 1000, height: 1000, scale: 1, skew: 2)
        // A line that falls by two degrees to the right.
        let rows = stride(from: 100, to: 900, by: 50).map { x in
            frame.straight(x: x, y: 500 + Int((Double(x - 500) * 0.0349).rounded())).y
        }
        #expect((rows.max() ?? 0) - (rows.min() ?? 0) <= 2)
    }
}
