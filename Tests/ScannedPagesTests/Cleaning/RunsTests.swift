import CLeptonica
import TestSupport
import Testing

@testable import ScannedPages

private typealias Page = ScannedPages.Pix

/// Runs of ink, against Leptonica's opening by a line.
@Suite struct RunsTests {
    @Test(arguments: [1, 2, 3, 7, 8, 31, 33, 64, 90, 200], [UInt64(1), 2])
    func areWhatOpeningLeaves(length: Int, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let page = try Self.page(&random)
        try Self.expectEqual(page.runs(.across, atLeast: length), page, "o\(length).1")
        try Self.expectEqual(page.runs(.down, atLeast: length), page, "o1.\(length)")
    }

    private static func expectEqual(
        _ found: borrowing Page, _ page: borrowing Page, _ sequence: String
    ) throws {
        let expected = try Page(pixMorphSequence(page.handle, sequence, 0), from: "pixMorphSequence")
        var areEqual: Int32 = 0
        pixEqual(found.handle, expected.handle, &areEqual)
        #expect(areEqual == 1, "\(sequence)")
    }

    /// Bars of all sizes, some of them over the edge, and dust.
    private static func page(_ random: inout SeededGenerator) throws -> Page {
        let (width, height) = (Int32.random(in: 60...250, using: &random), Int32.random(in: 60...250, using: &random))
        let page = try Page(pixCreate(width, height, 1), from: "pixCreate")
        for number in 0..<60 {
            let (long, thick) = (Int32.random(in: 1...120, using: &random), Int32.random(in: 1...9, using: &random))
            let (x, y) = (Int32.random(in: -20..<width, using: &random), Int32.random(in: -20..<height, using: &random))
            let isAcross = number % 2 == 0
            let (width, height) = isAcross ? (long, thick) : (thick, long)
            pixRasterop(page.handle, x, y, width, height, PIX_SET, nil, 0, 0)
        }
        return page
    }
}
