import Testing

@testable import Spreadsheets

/// Rows are as high as their text is long: not every program finds that out by itself.
struct WrappedTextTests {
    @Test(arguments: [
        ("", 1), ("ngắn", 1), ("hai\ndòng", 2), (String(repeating: "từ ", count: 40), 4),
        (String(repeating: "x", count: 80), 3), ("thu hộ: ta 100.000 ₫, bưu điện 60.000 ₫; hạn 04/11/2026", 2),
    ])
    func lines(text: String, lines: Int) {
        #expect(WrappedText.lines(text, width: 40) == lines)
    }
}
