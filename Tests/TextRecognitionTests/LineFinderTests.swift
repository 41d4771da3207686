import DocumentModel
import Testing

@testable import TextRecognition

/// Letters 20 x 30 pixels with gaps of 6: print of 2.5 mm at 300 dpi.
private func letters(_ count: Int, x: Int, y: Int, height: Int = 30) -> [PixelBox] {
    (0..<count).map { PixelBox(x: x + $0 * 26, y: y, width: 20, height: height) }
}

private func lines(_ components: [PixelBox]) -> [FoundLine] {
    (LineFinder(components: components, dpi: 300)?.lines() ?? []).sorted { ($0.box.y, $0.box.x) < ($1.box.y, $1.box.x) }
}

@Suite struct LineFinderTests {
    @Test func lettersInARowAreOneLine() {
        let found = lines(letters(20, x: 100, y: 200))
        #expect(found.map(\.box) == [PixelBox(x: 100, y: 200, width: 514, height: 30)])
        #expect(found.first?.letterCount == 20)
    }

    @Test func columnsStayApart() {
        #expect(lines(letters(10, x: 100, y: 200) + letters(10, x: 500, y: 200)).count == 2)
    }

    @Test func wordsOfALineStayTogether() {
        #expect(lines(letters(10, x: 100, y: 200) + letters(10, x: 385, y: 200)).count == 1)
    }

    @Test func marksAndDotsBelongToTheNearestLine() {
        let hat = PixelBox(x: 126, y: 188, width: 14, height: 7)
        let dot = PixelBox(x: 130, y: 234, width: 5, height: 5)
        let found = lines(letters(12, x: 100, y: 200) + letters(12, x: 100, y: 300) + [hat, dot])
        #expect(found.map(\.box.y) == [188, 300])
        #expect(found.first?.box.maxY == 239)
    }

    @Test func hatWithAccentAsTallAsASmallLetterIsNoLineOfItsOwn() {
        let pair = [PixelBox(x: 126, y: 176, width: 16, height: 18), PixelBox(x: 143, y: 174, width: 12, height: 18)]
        let found = lines(letters(12, x: 100, y: 200) + pair)
        #expect(found.count == 1)
        #expect(found.first?.box.y == 174)
    }

    @Test func labelAndFilledInTextOnALowerLineAreReadApart() {
        let label = letters(8, x: 100, y: 200)
        let value = letters(8, x: 340, y: 214, height: 36)
        #expect(lines(label + value).map(\.letterCount) == [8, 8])
        #expect(lines(label + letters(8, x: 340, y: 204)).map(\.letterCount) == [16])
    }

    @Test func aBentLineStaysWhole() {
        let bent = (0..<40).map { PixelBox(x: 100 + $0 * 26 + $0 / 5 * 12, y: 200 + $0 / 2, width: 20, height: 30) }
        #expect(lines(bent).count == 1)
    }

    @Test func anAccentIsNoRightNeighbourOfALetter() {
        // The a of "đất" has its hat and accent before the t; the d reaches as high as they do.
        let word = [
            PixelBox(x: 100, y: 184, width: 20, height: 46), PixelBox(x: 126, y: 200, width: 20, height: 30),
            PixelBox(x: 124, y: 172, width: 24, height: 24), PixelBox(x: 152, y: 192, width: 12, height: 38),
        ]
        let found = lines(word + letters(12, x: 180, y: 200))
        #expect(found.map(\.letterCount) == [15])
        #expect(found.first?.box.y == 172)
    }

    @Test func aDashOrAStopBridgesTheGapsOfATypewriter() {
        let dash = PixelBox(x: 402, y: 212, width: 18, height: 4)
        #expect(lines(letters(10, x: 100, y: 200) + letters(10, x: 460, y: 200)).count == 2)
        #expect(lines(letters(10, x: 100, y: 200) + [dash] + letters(10, x: 460, y: 200)).count == 1)
        let stop = PixelBox(x: 358, y: 224, width: 6, height: 6)
        #expect(lines(letters(10, x: 100, y: 200) + letters(10, x: 410, y: 200)).count == 2)
        #expect(lines(letters(10, x: 100, y: 200) + [stop] + letters(10, x: 410, y: 200)).count == 1)
    }

    @Test func theDashOfAListBelongsToItsLine() {
        let dash = PixelBox(x: 60, y: 213, width: 14, height: 4)
        #expect(lines(letters(10, x: 120, y: 200) + [dash]).first?.box.x == 60)
    }

    @Test func drawingsAndSealsAreNoLines() {
        let ring = PixelBox(x: 300, y: 100, width: 400, height: 400)
        let rule = PixelBox(x: 100, y: 600, width: 900, height: 4)
        #expect(lines(letters(10, x: 100, y: 200) + [ring, rule]).count == 1)
    }

    @Test func dustIsNoPage() {
        let specks = Array(repeating: PixelBox(x: 5, y: 5, width: 2, height: 2), count: 500)
        #expect(LineFinder(components: specks, dpi: 300) == nil)
    }

    @Test func letterHeightIsMeasuredWhateverTheResolution() {
        let coarse = letters(20, x: 100, y: 200).map {
            PixelBox(x: $0.x / 2, y: $0.y / 2, width: $0.width / 2, height: $0.height / 2)
        }
        #expect(LineFinder(components: coarse, dpi: 150)?.lines().count == 1)
    }
}

@Suite struct LeadersTests {
    private let leaders = Leaders(letterHeight: 30)

    @Test func rowsOfDotsAreLeaders() {
        let dots = (0..<40).map { PixelBox(x: 300 + $0 * 10, y: 225, width: 3, height: 3) }
        #expect(leaders.indices(in: letters(5, x: 100, y: 200) + dots) == Array(5..<45))
    }

    @Test func longDashesAreLeaders() {
        #expect(leaders.indices(in: [PixelBox(x: 300, y: 225, width: 200, height: 3)]) == [0])
    }

    @Test func fullStopsAndAnEllipsisAreNot() {
        let stops = [100, 400, 700].map { PixelBox(x: $0, y: 225, width: 4, height: 4) }
        let ellipsis = (0..<3).map { PixelBox(x: 900 + $0 * 10, y: 225, width: 4, height: 4) }
        #expect(leaders.indices(in: stops + ellipsis).isEmpty)
    }

    @Test func dustIsNot() {
        let specks = (0..<60).map { PixelBox(x: 100 + $0 * 9, y: 225 + ($0 * 7) % 5, width: 1, height: 1) }
        #expect(leaders.indices(in: specks).isEmpty)
    }
}

@Suite struct TextAxisTests {
    @Test func linesAcrossAndDownAreToldApart() {
        let across = (0..<6).flatMap { letters(20, x: 100, y: 200 + $0 * 60) }
        let down = across.map { PixelBox(x: $0.y, y: $0.x, width: $0.height, height: $0.width) }
        #expect(TextAxis(components: across, dpi: 300).isCertainlyAcross)
        #expect(TextAxis(components: down, dpi: 300).isCertainlyDown)
    }

    @Test func fewLettersTellNothing() {
        let axis = TextAxis(components: letters(5, x: 0, y: 0), dpi: 300)
        #expect(!axis.isCertainlyAcross && !axis.isCertainlyDown)
    }
}
