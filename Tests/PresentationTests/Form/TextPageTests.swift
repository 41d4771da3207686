import Basics
import Testing

@testable import Presentation

@Suite struct TextPageTests {
    @Test func columnsAreAsWideAsTheirWidestCell() {
        var page = TextPage("Tiêu đề")
        page.table([["a", "đồng", "x"], ["hồ sơ", "", "dài hơn"], ["b"]], indent: 2)
        #expect(
            page.text.text == """
                Tiêu đề
                  a      đồng  x
                  hồ sơ        dài hơn
                  b

                """)
    }

    @Test func whatComesFromOutsideStaysOnItsLine() {
        let name = "a\u{1B}[2J\nb"
        var page = TextPage("Tệp \(name)")
        page.line(name)
        page.table([[name, "x"]])
        #expect(page.lines.count == 3)
        #expect(page.text.text.split(separator: "\n").count == 3)
        #expect(!page.text.text.contains("\u{1B}"))
    }

    @Test func pagesFollowOneAnother() {
        var page = TextPage("một")
        page += TextPage("hai")
        page.line()
        #expect(page.text.text == "một\nhai\n\n")
    }
}
