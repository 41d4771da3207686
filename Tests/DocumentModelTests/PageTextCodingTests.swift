import DocumentModel
import Foundation
import Testing

/// Texts of pages as they travel between processes and lie in the store.
struct PageTextCodingTests {
    private static let box = PixelBox(x: 1, y: 2, width: 30, height: 40)
    private static let page = PageText(lines: [
        TextLine(
            words: [
                Word(text: "Ủy", box: box, confidence: 96.25),
                Word(text: "ban", box: PixelBox(x: -3, y: 0, width: 0, height: 5), confidence: 0, recognized: "bàn"),
            ], box: PixelBox(x: -3, y: 0, width: 34, height: 42)),
        TextLine(words: [Word(text: "\"xã\"\n", box: box, confidence: 1.0 / 3)], box: box),
    ])

    @Test(arguments: [page, PageText(), PageText(lines: [page.lines[1]])])
    func aTextComesBackAsItWas(text: PageText) throws {
        #expect(try JSONDecoder().decode(PageText.self, from: JSONEncoder().encode(text)) == text)
    }

    @Test(arguments: [
        (#""wordsOfLines":[2,1]"#, #""wordsOfLines":[2,2]"#), (#""wordsOfLines":[2,1]"#, #""wordsOfLines":[3,0]"#),
        (#""wordsOfLines":[2,1]"#, #""wordsOfLines":[4,-1]"#), (#""wordsOfLines":[2,1]"#, #""wordsOfLines":[3]"#),
        (#""boxes":[1,"#, #""boxes":["#), (#""boxesOfLines":["#, #""boxesOfLines":[1,"#),
        (#""confidences":["#, #""confidences":[5,"#), (#""corrected":[1]"#, #""corrected":[3]"#),
        (#""corrected":[1]"#, #""corrected":[-1]"#), (#""corrected":[1]"#, #""corrected":[]"#),
    ])
    func columnsThatDoNotFitAreRefused(part: String, other: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let json = String(decoding: try encoder.encode(Self.page), as: UTF8.self)
        try #require(json.contains(part))
        let damaged = Data(json.replacingOccurrences(of: part, with: other).utf8)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(PageText.self, from: damaged) }
    }
}
