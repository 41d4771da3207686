import DocumentModel
import Testing

@testable import TextRecognition

/// Several readings of a line, each word ten pixels a letter.
@Suite struct LineReadingsTests {
    private static func reading(_ words: (text: String, x: Int, confidence: Double)...) -> [Word] {
        words.map { word in
            let box = PixelBox(x: word.x, y: 0, width: 10 * word.text.count, height: 20)
            return Word(text: word.text, box: box, confidence: word.confidence)
        }
    }

    @Test func whatMostReadingsSayIsTakenPieceByPiece() {
        let agreed = LineReadings.agreed([
            Self.reading(("ĐỒNG", 0, 90), ("CHUYỄN", 60, 80)), Self.reading(("ĐÔNG", 0, 60), ("CHUYỂN", 61, 70)),
            Self.reading(("ĐỒNG", 1, 96), ("CHUYỂN", 60, 78)),
        ])
        #expect(agreed.map(\.text) == ["ĐỒNG", "CHUYỂN"])
        // The mean of those that agree, and five less for the one that does not.
        #expect(agreed.map(\.confidence) == [88, 69])
    }

    @Test func withoutAMajorityTheSurestWinsAndTheFirstInDoubt() {
        let first = Self.reading(("một", 0, 90))
        #expect(
            LineReadings.agreed([first, Self.reading(("mội", 0, 91)), Self.reading(("mốt", 0, 60))])[0].text == "một")
        #expect(
            LineReadings.agreed([first, Self.reading(("mội", 0, 96)), Self.reading(("mốt", 0, 60))])[0].text == "mội")
    }

    @Test func whatOnlyOneReadingSeesIsLeftOut() {
        let line = Self.reading(("xã", 0, 95))
        let speck = Self.reading(("xã", 0, 95), ("Á", 100, 90))
        #expect(LineReadings.agreed([line, speck, line]).map(\.text) == ["xã"])
        #expect(LineReadings.agreed([line, speck, speck]).map(\.text) == ["xã", "Á"])
    }

    @Test func aWordThatAnotherReadingTakesApartIsOnePiece() {
        let whole = Self.reading(("địachính", 0, 70))
        let apart = Self.reading(("địa", 0, 96), ("chính", 32, 95))
        #expect(LineReadings.agreed([whole, apart, apart]).map(\.text) == ["địa", "chính"])
    }

    @Test func oneReadingStaysAsItIs() {
        let only = Self.reading(("một", 0, 40))
        #expect(LineReadings.agreed([only]) == only)
        #expect(LineReadings.agreed([]).isEmpty)
    }
}
