import DocumentModel
import Testing

@testable import TextRecognition

/// A word of letters 20 x 30 pixels that stand on row 130, and what follows it.
@Suite struct PunctuationMarksTests {
    private static let letters = (0..<5).map { PixelBox(x: 100 + 26 * $0, y: 100, width: 20, height: 30) }
    private static let stop = PixelBox(x: 232, y: 125, width: 5, height: 5)
    private static let tail = PixelBox(x: 232, y: 125, width: 5, height: 11)
    private static let upper = PixelBox(x: 232, y: 106, width: 5, height: 5)

    private func read(
        _ text: String, _ marks: [PixelBox], sure: Double = 97, letters: [PixelBox] = Self.letters
    ) -> Word {
        let around = PixelBox(x: 100, y: 100, width: 137, height: 36)
        let line = FoundLine(
            box: around, core: PixelBox(x: 100, y: 100, width: 137, height: 30), letterCount: 5, letterHeight: 30)
        let word = Word(text: text, box: around, confidence: sure)
        return PunctuationMarks(components: letters + marks, letterHeight: 30).corrected([[word]], of: [line])[0][
            0]
    }

    @Test(arguments: [
        ("tháng.", [tail], "tháng,"), ("tháng,", [stop], "tháng."), ("tháng,", [tail], "tháng,"),
        ("tháng.", [stop], "tháng."), ("tháng:", [upper, tail], "tháng;"), ("tháng;", [upper, stop], "tháng:"),
        ("tháng", [tail], "tháng"), ("tháng.", [], "tháng."),
    ])
    func theTailDecides(text: String, marks: [PixelBox], expected: String) {
        #expect(read(text, marks).text == expected)
    }

    private static let point = PixelBox(x: 176, y: 126, width: 4, height: 4)

    @Test(arguments: [
        ("12345", [point], "123.45"), ("12345", [PixelBox(x: 176, y: 126, width: 4, height: 9)], "123,45"),
        // Where the figures make no room, too high, one of two, or in a number that has no point.
        ("12345", [PixelBox(x: 147, y: 126, width: 4, height: 4)], "12345"),
        ("12345", [PixelBox(x: 176, y: 110, width: 4, height: 4)], "12345"),
        ("12345", [PixelBox(x: 147, y: 126, width: 4, height: 4), point], "12345"), ("02345", [point], "02345"),
        ("1234", [point], "1234"),
    ])
    func aPointThatTheNetworkLeftOutOfANumber(text: String, marks: [PixelBox], expected: String) {
        // The third figure and the fourth stand twice as far apart as the others.
        let figures = Self.letters.enumerated().map { place, box in
            PixelBox(x: box.x + (place > 2 ? 6 : 0), y: box.y, width: box.width, height: box.height)
        }
        let word = read(text, marks, letters: figures)
        #expect(word.text == expected)
        #expect((word.confidence < Word.minSure) == (text != expected))
    }

    @Test func halfAProofMakesAWordUnsure() {
        // It reaches down, but is as wide as it is tall.
        let blot = PixelBox(x: 230, y: 126, width: 9, height: 10)
        let word = read("tháng.", [blot])
        #expect(word.text == "tháng." && word.confidence < Word.minSure)
        #expect(read("tháng.", [Self.stop]).confidence == 97)
    }
}
