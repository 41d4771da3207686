import Testing

@testable import VietnameseText

@Suite struct NumberSpellingTests {
    @Test(arguments: [
        (0, "không"),
        (4, "bốn"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (104, "một trăm linh bốn"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (115, "một trăm mười lăm"),
        (1_000, "một nghìn"),
        (1_005, "một nghìn không trăm linh năm"),
        (1_010, "một nghìn không trăm mười"),
        (21_000, "hai mươi mốt nghìn"),
        (120_500, "một trăm hai mươi nghìn năm trăm"),
        (1_000_000, "một triệu"),
        (1_234_000, "một triệu hai trăm ba mươi tư nghìn"),
        (1_005_000, "một triệu không trăm linh năm nghìn"),
        (1_000_001, "một triệu không trăm linh một"),
        (1_784_000_000, "một tỷ bảy trăm tám mươi tư triệu"),
        (2_000_500_000_000, "hai nghìn tỷ năm trăm triệu"),
        (1_005_000_000_000, "một nghìn không trăm linh năm tỷ"),
        (1_000_000_000_000_000_000, "một tỷ tỷ"),
        (-45_000, "âm bốn mươi lăm nghìn"),
    ])
    func spellsAsClerksDo(number: Int, words: String) {
        #expect(NumberWords.spelled(number) == words)
    }

    @Test func theLargestNumbersHaveWords() {
        #expect(NumberWords.spelled(.max).hasPrefix("chín tỷ hai trăm hai mươi ba triệu"))
        #expect(NumberWords.spelled(.min).hasPrefix("âm chín tỷ"))
    }
}
