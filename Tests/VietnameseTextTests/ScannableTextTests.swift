import Testing
import VietnameseText

@Suite("Text prepared for the parsers")
struct ScannableTextTests {
    @Test(
        "There is one byte for each character, whatever script it is of and whatever marks stand alone",
        arguments: [
            "Số 12/QĐ-UBND", "", " \u{0301} a", "\u{0301}\u{0309}", "a\u{0301}\u{0323}\u{0309}b", "ß İ ﬁ ǅ", "क्षि ज्ञ",
            "\u{0E33} กำ", "ﷺ العربية", "👨‍👩‍👧 1", "x\r\ny", "\u{1100}\u{1161}\u{11A8}", "\u{200D}\u{FE0F}1",
        ])
    func bytes(text: String) {
        let scan = ScannableText(text)
        #expect(scan.bytes.count == scan.characters.count)
        #expect(scan.printed(0..<scan.characters.count) == scan.printed(0..<scan.count))
    }
}
