import CLeptonica
import DocumentModel
import ScannedPages
import Testing

@testable import TextRecognition

@Suite struct CrossedRulesTests {
    private func page() throws -> Page { try Page(pixCreate(1200, 400, 1), from: "pixCreate") }

    private func fill(_ page: borrowing Page, _ x: Int, _ y: Int, _ width: Int, _ height: Int) {
        pixRasterop(page.handle, Int32(x), Int32(y), Int32(width), Int32(height), PIX_SET, nil, 0, 0)
    }

    /// The mask of rules of a page, without what belongs to letters.
    private func freed(_ ink: borrowing Page) throws -> Page {
        let rules = try ink.ruledLines(dpi: 300)
        try CrossedRules(ink: ink, dpi: 300).free(rules)
        return rules
    }

    @Test func aTailThatStandsOnAnUnderlineStays() throws {
        let ink = try page()
        fill(ink, 100, 200, 600, 4)
        // A dot below and the tail of a p come down upon it.
        fill(ink, 300, 192, 8, 8)
        fill(ink, 400, 150, 6, 60)
        let rules = try freed(ink)
        #expect(rules.inkCount(in: PixelBox(x: 300, y: 200, width: 8, height: 4)) == 0)
        #expect(rules.inkCount(in: PixelBox(x: 400, y: 200, width: 6, height: 4)) == 0)
        #expect(rules.inkCount(in: PixelBox(x: 120, y: 200, width: 100, height: 4)) == 400)
    }

    @Test func strokesOfAWordInBoldPrintAreNoRule() throws {
        let ink = try page()
        // Serifs that touch: a bar through the middle of letters.
        fill(ink, 100, 200, 160, 5)
        for letter in 0..<8 { fill(ink, 104 + 20 * letter, 180, 8, 45) }
        #expect(try freed(ink).isEmpty)
    }

    @Test func aRuleWithARaggedEdgeStaysARule() throws {
        let ink = try page()
        fill(ink, 100, 200, 600, 4)
        for tooth in 0..<100 { fill(ink, 100 + 6 * tooth, 196, 3, 4) }
        let rules = try freed(ink)
        #expect(rules.inkCount(in: PixelBox(x: 110, y: 200, width: 580, height: 4)) == 580 * 4)
    }
}
