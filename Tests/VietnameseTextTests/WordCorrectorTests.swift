import Testing

@testable import VietnameseText

@Suite struct WordCorrectorTests {
    /// The text after correction; every word was read with this confidence.
    private func corrected(_ text: String, confidence: Double = 85) -> String {
        var corrector = WordCorrector()
        let words = text.split(separator: " ").map {
            WordCorrector.ReadWord(text: String($0), confidence: confidence)
        }
        return zip(corrector.corrections(of: words), words).map { $0 ?? $1.text }.joined(separator: " ")
    }

    @Test(arguments: [
        ("cho phép chuyên mục đích sử dụng đất", "cho phép chuyển mục đích sử dụng đất"),
        ("trong giai quyết thụ tục hành chính", "trong giải quyết thủ tục hành chính"),
        ("QUYÉT ĐỊNH", "QUYẾT ĐỊNH"),
        ("kể từ ngày", "kể từ ngày"),
        ("có hiệu lực kê từ ngày ký.", "có hiệu lực kể từ ngày ký."),
        ("- Cơ quan thuê;", "- Cơ quan thuế;"),
        ("Luật Tô chức chính quyền địa phương", "Luật Tổ chức chính quyền địa phương"),
    ])
    func marksThatTheNeighboursKnow(read: String, right: String) {
        #expect(corrected(read) == right)
    }

    @Test(arguments: [
        // Names are as they are, also where a common word has the same letters.
        "Ông Đinh Văn Đăng", "bà Trần Thị Thụ", "xã Cổ Mễ, tỉnh Sơn Đinh",
        // Numbers, codes and abbreviations.
        "số 86/TTr-KTHT ngày 12/03/2026", "UBND TP. VT", "1.895 m²",
        // Right as it stands, though another word has the same letters.
        "số chứng thực quyển số", "trình diễn văn hóa", "nét hoa văn hóa thế giới",
    ])
    func otherWordsStay(text: String) {
        #expect(corrected(text) == text)
        #expect(corrected(text, confidence: 97) == text)
    }

    @Test func theSurerTheReaderTheMoreIsAsked() {
        // One neighbour speaks for it.
        #expect(corrected("một phân diện", confidence: 60) == "một phần diện")
        #expect(corrected("một phân", confidence: 97) == "một phân")
    }

    @Test func punctuationParts() {
        #expect(corrected("chuyên, mục. đích") == "chuyên, mục. đích")
    }

    @Test func bothPlacesOfTheToneMarkAreKnown() {
        #expect(corrected("Cộng hoà xã hội chủ nghĩa Việt Nam") == "Cộng hoà xã hội chủ nghĩa Việt Nam")
    }

    @Test func twoThatFitAlikeDecideNothing() {
        var corrector = WordCorrector(phrases: "ma cũ\nmá cũ")
        #expect(
            corrector.corrections(of: [.init(text: "mà", confidence: 50), .init(text: "cũ", confidence: 97)]) == [
                nil, nil,
            ])
    }

    @Test func everyPhraseIsMadeOfSyllables() {
        let words = Set(AdministrativePhrases.text.split(whereSeparator: \.isWhitespace).map(String.init))
        #expect(words.filter { $0.allSatisfy(\.isLetter) && !Syllables.isValid($0) } == [])
    }
}
