import DocumentModel
import Testing

@testable import TextRecognition

@Suite struct LeaderDotsTests {
    private func read(_ text: String, ofForm: Bool = false) -> [String] {
        let box = PixelBox(x: 100, y: 100, width: 20 * text.count, height: 30)
        let line = TextLine(words: [Word(text: text, box: box, confidence: 80)], box: box)
        return LeaderDots.removed(from: [line], ofForm: ofForm)[0].words.map(\.text)
    }

    @Test(arguments: [
        ("nước...khu..vực..XIV", ["nước", "khu", "vực", "XIV"]), ("nhánh...", ["nhánh"]), ("..cơ..Sở..", ["cơ", "Sở"]),
        ("...", ["..."]), ("12.500", ["12.500"]), ("Trạch.", ["Trạch."]),
    ])
    func stopsInARowAreLeadersOnAForm(text: String, words: [String]) { #expect(read(text, ofForm: true) == words) }

    @Test(arguments: [
        ("phường.Tân.Giang", ["phường", "Tân", "Giang"]), (".Bùi", ["Bùi"]), ("..18/11/1956", ["18/11/1956"]),
        (".sử.dụng.đất.", ["sử", "dụng", "đất."]), (".hon.Bu.Prâng,", ["hon.Bu.Prâng,"]),
    ])
    func dotsOfAFormAreNoPartOfWords(text: String, words: [String]) { #expect(read(text) == words) }

    @Test(arguments: [
        "TP.Hà", "TM.UBND", "1.234.000", "Luật.", "000.00.18.H61-261003-0004", "a.b@c.vn", "...", "P.Lê", "2.1.",
        "v.v.",
    ])
    func abbreviationsNumbersAndAddressesStay(text: String) { #expect(read(text) == [text]) }

    @Test func partsStandWhereTheyStood() {
        let box = PixelBox(x: 100, y: 100, width: 140, height: 30)
        let line = TextLine(words: [Word(text: "xã.Tân", box: box, confidence: 80)], box: box)
        let words = LeaderDots.removed(from: [line])[0].words
        #expect(words.map(\.box.x) == [100, 170])
        #expect(words.allSatisfy { $0.box.maxX <= box.maxX && $0.confidence == 80 })
    }
}
