import Testing

@testable import VietnameseText

@Suite struct WordsTests {
    @Test(arguments: [
        "Nguyễn", "người", "khuya", "nghiêng", "giếng", "gì", "quyết", "Quỳnh", "ĐƯỜNG", "ở", "ý", "yêu", "ghế",
        "khoảnh", "thuở", "hoà", "hòa", "xoong", "uyển",
    ])
    func acceptsSyllables(word: String) {
        #expect(Syllables.isValid(word))
    }

    @Test(arguments: ["bwøñếuân", "cat́h", "ngi", "kao", "hocc", "mat", "street", "zz", "tiếếng", "", "12", "hap"])
    func refusesNoise(word: String) {
        #expect(!Syllables.isValid(word))
    }

    @Test func shareOfValidSyllablesTellsTextFromNoise() throws {
        let text = "Căn cứ Luật Tổ chức chính quyền địa phương;".split(separator: " ").map(String.init)
        let noise = "nen ¬¬a bwøñếuân tcl Xaoz ghq".split(separator: " ").map(String.init)
        #expect(try #require(Syllables.validShare(of: text)) == 1)
        #expect(try #require(Syllables.validShare(of: noise)) < 0.5)
        #expect(Syllables.validShare(of: ["12", "—"]) == nil)
    }

    @Test(arguments: [
        ("Đinh Thị Quế", true), ("LƯU ĐỨC TIỆP", true), ("Y Blok Niê", true), ("H'Mai Êban", true),
        ("Quế", false), ("người nộp tiền", false), ("Nguyễn Văn 5", false), ("Ngày Cấp", false), ("", false),
    ])
    func judgesNames(text: String, isName: Bool) {
        #expect(PersonName.isPlausible(text) == isName)
    }

    @Test(arguments: [
        ("Định Thị Quế", "Đinh Thị Quế"), ("Nguyên Văn An", "Nguyễn Văn An"), ("Nguyễn Văn An", "Nguyễn Văn An"),
        ("Lai Văn An", "Lai Văn An"), ("Y Blok Niê", "Y Blok Niê"),
    ])
    func restoresFamilyNames(read: String, name: String) {
        #expect(PersonName.withFamilyNameRestored(read) == name)
    }

    @Test func editDistanceIsBounded() {
        #expect(EditDistance.isWithin(1, "noi thuong tru", "noi thuongtru"))
        #expect(!EditDistance.isWithin(1, "noi thuong tru", "noi thong ru"))
        #expect(EditDistance.isWithin(0, "", ""))
    }
}
