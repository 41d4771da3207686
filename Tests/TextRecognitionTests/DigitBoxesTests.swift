import DocumentModel
import Testing

@testable import TextRecognition

@Suite struct DigitBoxesTests {
    private func read(_ texts: String...) -> [Word] {
        var x = 100
        let words = texts.map { text in
            defer { x += 20 * text.count + 20 }
            return Word(
                text: text, box: PixelBox(x: x, y: 100, width: 20 * text.count, height: 30), confidence: 97)
        }
        let line = TextLine(words: words, box: PixelBox(x: 100, y: 100, width: x - 100, height: 30))
        return DigitBoxes.opened(in: [line])[0].words
    }

    @Test(arguments: [
        ("|0|8|/|0|2|", ["0", "8", "/", "0", "2"]), ("|0|0|0|1|9", ["0", "0", "0", "1", "9"]),
        ("|o|o|@|1|7|", ["0", "0", "0", "1", "7"]), ("4|l|5|I|", ["4", "1", "5", "1"]),
    ])
    func figuresStandOneByOne(text: String, figures: [String]) { #expect(read(text).map(\.text) == figures) }

    @Test func aLabelThatIsReadTwiceStandsOnce() {
        #expect(read("năm", "sinh:", "sinh:|0|8|/|0|2|").map(\.text) == ["năm", "sinh:", "0", "8", "/", "0", "2"])
    }

    @Test func figuresReadAsLettersAreNotSure() {
        let words = read("|0|o|1|")
        #expect(words.map { $0.confidence >= Word.minSure } == [true, false, true])
        #expect(words.allSatisfy { $0.box.x >= 100 && $0.box.maxX <= 240 })
    }

    @Test(arguments: ["a|b|c|d", "|", "[1]", "1|2", "|||"])
    func otherTextStays(text: String) { #expect(read(text).map(\.text) == [text]) }
}
