import DocumentModel
import Testing

@testable import FieldReading

@Suite("The run of a paper's lines")
struct PassageTests {
    @Test(
        "Marks that begin a word are no part of the blank before it, so that lines end where they are said to",
        arguments: ["\u{0E33}12", "\u{0301}a", "\u{200D}x", "\u{0E33}", "\u{FE0F}7", "ệ"])
    func marks(word: String) {
        let words = ["Số", word, "1234567"].enumerated().map { place, text in
            Word(text: text, box: PixelBox(x: 100 * place, y: 0, width: 90, height: 20), confidence: 90)
        }
        let line = TextLine(words: words, box: PixelBox(x: 0, y: 0, width: 290, height: 20))
        let passage = Passage([(page: 0, line: line), (page: 0, line: line)])
        #expect(passage.lines.count == 2)
        #expect(passage.lines.last?.range.upperBound == passage.scan.count)
        #expect(passage.scan.printed(passage.lines[1].range).hasSuffix("1234567"))
    }
}
