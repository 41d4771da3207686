import TestSupport
import Testing

@testable import VietnameseText

@Suite struct NumberWordsTests {
    @Test(arguments: [
        ("Tám nghìn đồng", 8_000),
        ("Một tỷ bảy trăm tám mươi bốn triệu đồng", 1_784_000_000),
        ("Ba mươi chín triệu hai trăm năm mươi nghìn đồng.", 39_250_000),
        ("bốn mươi lăm ngàn đồng chẵn", 45_000),
        ("một trăm linh năm", 105),
        ("hai nghìn không trăm hai mươi tư", 2_024),
        ("mười lăm triệu", 15_000_000),
        ("hai mươi mốt", 21),
        ("ba trăm nghìn tỷ", 300_000_000_000_000),
        ("Một triệu không trăm lẻ một nghìn đồng Việt Nam", 1_001_000),
        // Marks and one letter wrong
        ("Hai trăm triêu đông", 200_000_000),
        ("Bay tràm nghln đồng", 700_000),
    ])
    func readsNumbers(words: String, number: Int) {
        #expect(NumberWords.parse(words) == number)
    }

    @Test(arguments: [
        "", "đồng", "hai ba bốn", "trăm nghìn", "một nghìn hai triệu", "mười mười", "tám nghìn tám nghìn", "Tiền mặt",
        "một con bò",
    ])
    func refusesWhatIsNoNumber(words: String) {
        #expect(NumberWords.parse(words) == nil)
    }

    @Test func readsEverySpelledNumber() {
        var random = SeededGenerator(seed: 30)
        for _ in 0..<500 {
            let digits = Int.random(in: 1...12, using: &random)
            let number = (0..<digits).reduce(0) { value, _ in value * 10 + Int.random(in: 0...9, using: &random) }
            let words = NumberWords.spelled(number)
            #expect(NumberWords.parse(words) == number, "seed 30: \(number) as \(words)")
        }
    }
}
