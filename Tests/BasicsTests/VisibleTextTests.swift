import Basics
import Testing
import VietnameseText

@Suite("Text from outside is shown without doing anything")
struct VisibleTextTests {
    @Test(
        "What can be seen stays as it is",
        arguments: [
            "", "Hồ sơ số 12.tif", "Nguyễn Thị Ánh", "Nguyễn Thị Ánh".decomposedForTests, "₫ – “tên”", "0001 (1).pdf",
            "日本語", "नाम", "🖨️",
        ])
    func plain(_ text: String) { #expect(text.visible.unicodeScalars.elementsEqual(text.unicodeScalars)) }

    @Test(
        "What cannot be seen is escaped",
        arguments: [
            ("a\u{1B}[2Jb", #"a\e[2Jb"#), ("a\nb", #"a\nb"#), ("a\r\nb", #"a\r\nb"#), ("a\tb", #"a\tb"#),
            ("a\u{7}b", #"a\u{7}b"#), ("a\u{0}b", #"a\u{0}b"#), ("a\u{7F}b", #"a\u{7F}b"#),
            ("a\u{9B}31mb", #"a\u{9B}31mb"#), ("a\u{85}b", #"a\u{85}b"#), ("a\u{2028}b", #"a\u{2028}b"#),
            ("a\u{2029}b", #"a\u{2029}b"#), ("a\u{202E}fit.exe", #"a\u{202E}fit.exe"#),
            ("a\u{2066}b\u{2069}", #"a\u{2066}b\u{2069}"#), ("a\u{61C}b", #"a\u{61C}b"#),
            ("a\u{200B}b", #"a\u{200B}b"#), ("a\u{FEFF}b", #"a\u{FEFF}b"#), ("a\u{AD}b", #"a\u{AD}b"#),
            ("a\u{E0041}b", #"a\u{E0041}b"#), ("a\u{3164}b", #"a\u{3164}b"#), ("a\u{2060}b", #"a\u{2060}b"#),
        ])
    func escaped(_ text: String, _ shown: String) { #expect(text.visible == shown) }

    @Test("Only what is put into a text is escaped, not the text's own line breaks")
    func interpolation() {
        let name = "lo\n0 mục chờ\u{1B}[1m"
        let text: ShownText = "Lô \(name):\n  \(3) trang, \(name.dropFirst(2))"
        #expect(text.text.split(separator: "\n").count == 2)
        #expect(!text.text.contains("\u{1B}"))
        #expect(ShownText(line: name).text == #"lo\n0 mục chờ\e[1m"#)
        #expect(ShownText(lines: name).text == "lo\n0 mục chờ\\e[1m")
        let sum: ShownText = "a\(name)\n" + "b"
        #expect(sum.text == "alo\\n0 mục chờ\\e[1m\nb")
    }
}

extension String {
    fileprivate var decomposedForTests: String {
        // "Nguyễn Thị Ánh" in NFD, without Foundation.
        self == "Nguyễn Thị Ánh" ? "Nguye\u{302}\u{303}n Thi\u{323} A\u{301}nh" : self
    }
}
