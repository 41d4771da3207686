import DocumentModel
import Testing

@testable import TextRecognition

/// A word of letters 20 x 30 pixels that stand on row 130, and what follows it.
@Suite struct PunctuationMarksTests {
    private static let letters = (0..<5).map { PixelBox(x: 100 + 26 * $0, y: 100, width: 20, height: 30) }
    private static let stop = PixelBox(x: 232, y: 125, width: 5, height: 5)
    private static let tail = PixelBox(x: 232, y: 125, width: 5, height: 11)
    private static let upper = PixelBox(x: 232, y: 106, width: 5, height: 5)

    private func read(_ text: String, _ marks: [PixelBox], sure: Double = 97) -> Word {
        let around = PixelBox(x: 100, y: 100, width: 137, height: 36)
        let line = FoundLine(
            box: around, core: PixelBox(x: 100, y: 100, width: 137, height: 30), letterCount: 5, letterHeight: 30)
        let word = Word(text: text, box: around, confidence: sure)
        return PunctuationMarks(components: Self.letters + marks, letterHeight: 30).corrected([[word]], of: [line])[0][
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

    @Test(arguments: [
        ("12345", [PixelBox(x: 173, y: 126, width: 4, height: 4)], "123.45"),
        ("12345", [PixelBox(x: 173, y: 126, width: 4, height: 9)], "123,45"),
        // Between no two figures, too high, or one of two: it stays as it was read.
        ("12345", [PixelBox(x: 158, y: 126, width: 4, height: 4)], "12345"),
        ("12345", [PixelBox(x: 173, y: 110, width: 4, height: 4)], "12345"),
        (
            "12345", [PixelBox(x: 147, y: 126, width: 4, height: 4), PixelBox(x: 173, y: 126, width: 4, height: 4)],
            "12345"
        ),
        ("1234", [PixelBox(x: 173, y: 126, width: 4, height: 4)], "1234"),
    ])
    func aPointThatTheNetworkLeftOutOfANumber(text: String, marks: [PixelBox], expected: String) {
        let word = read(text, marks)
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
