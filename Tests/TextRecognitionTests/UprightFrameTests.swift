import DocumentModel
import Foundation
import Testing

@testable import TextRecognition

@Suite struct UprightFrameTests {
    @Test func withoutSkewOnlyTheScaleCounts() {
        let frame = UprightFrame(
            pageWidth: 4960, pageHeight: 7016, readWidth: 2480, readHeight: 3508, scale: 0.5, skew: 0)
        let box = frame.onPage(PixelBox(x: 100, y: 200, width: 50, height: 20))
        #expect(box == PixelBox(x: 200, y: 400, width: 100, height: 40))
    }

    @Test func theMiddleOfThePageStays() {
        let frame = UprightFrame(
            pageWidth: 2480, pageHeight: 3508, readWidth: 2600, readHeight: 3600, scale: 1, skew: 2)
        let box = frame.onPage(PixelBox(x: 1280, y: 1790, width: 40, height: 20))
        #expect(box == PixelBox(x: 1220, y: 1744, width: 40, height: 20))
    }

    /// On a page that leans clockwise the right end of a line lies lower.
    @Test(arguments: [-3.0, -0.5, 0.5, 3.0])
    func boxesFollowTheSkew(skew: Double) {
        let frame = UprightFrame(
            pageWidth: 2480, pageHeight: 3508, readWidth: 2480, readHeight: 3508, scale: 1, skew: skew)
        let left = frame.onPage(PixelBox(x: 200, y: 1000, width: 60, height: 30))
        let right = frame.onPage(PixelBox(x: 2200, y: 1000, width: 60, height: 30))
        let angle = atan2(right.midY - left.midY, right.midX - left.midX) * 180 / .pi
        #expect(abs(angle - skew) < 0.05)
        #expect(left.width == 60 && right.height == 30)
    }
}
