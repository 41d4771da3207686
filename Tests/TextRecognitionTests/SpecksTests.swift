import DocumentModel
import Testing

@testable import TextRecognition

@Suite struct SpecksTests {
    private func word(_ text: String, _ x: Int, _ width: Int) -> Word { word(text, x, 100, width, 30) }

    private func word(_ text: String, _ x: Int, _ y: Int, _ width: Int, _ height: Int, sure: Double = 90) -> Word {
        Word(text: text, box: PixelBox(x: x, y: y, width: width, height: height), confidence: sure)
    }

    private func line(_ words: Word...) -> TextLine {
        TextLine(words: words, box: words.dropFirst().reduce(words[0].box) { $0.union($1.box) })
    }

    private var print: TextLine { line(word("Căn", 100, 60), word("cứ", 170, 40), word("Luật", 220, 80)) }

    @Test func dustAndStrokesGo() {
        let noise = [
            line(word("Á", 300, 40, 10, 15, sure: 75)),
            line(word("AA", 400, 900, 140, 110, sure: 73)),
            line(word("_", 500, 200, 20, 30)),
        ]
        #expect(Specks.removed(from: noise + [print]) == [print])
        let dotted = line(word("-", 80, 112, 4, 4), word("Căn", 100, 60), word("cứ", 170, 40))
        #expect(Specks.removed(from: [dotted, print])[0].text == "Căn cứ")
    }

    @Test func smallPrintStays() {
        let hyphen = line(word("-", 80, 112, 6, 3), word("Như", 100, 60))
        #expect(Specks.removed(from: [print, hyphen])[1].text == "- Như")
        let item = line(word("-", 80, 112, 14, 4), word("Lưu:", 100, 70), word("VT.", 180, 50))
        let label = line(word("B", 700, 300, 20, 30))
        let exponent = line(word("2", 800, 95, 10, 17, sure: 97))
        #expect(Specks.removed(from: [print, item, label, exponent]) == [print, item, label, exponent])
    }

    @Test func aRaisedTwoBelongsToItsMetre() {
        let metres = line(word("948", 100, 60), word("m", 170, 108, 28, 22))
        let two = line(word("2", 201, 95, 10, 17, sure: 60))
        let joined = SuperscriptTwo.joined(in: [metres, two])
        #expect(joined.map(\.text) == ["948 m²"])
        // A 2 on the line, or far away, is a number.
        let other = line(word("2", 201, 104, 14, 28))
        let far = line(word("2", 300, 95, 10, 17))
        #expect(SuperscriptTwo.joined(in: [metres, other, far]).count == 3)
    }
}
