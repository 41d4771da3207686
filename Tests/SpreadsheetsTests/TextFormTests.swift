import Foundation
import Spreadsheets
import Testing

@Suite struct TextFormTests {
    @Test(arguments: [
        ("statements/ky2_20261026_20261101.csv", TextEncoding.utf8, true, FieldDelimiter.semicolon),
        ("statements/ky3_20261102_20261108.csv", .windows1258, false, .semicolon),
        ("cp1258.csv", .windows1258, false, .semicolon), ("tcvn3.csv", .tcvn3, false, .semicolon),
        ("vni.csv", .vniWindows, false, .semicolon), ("tcvn3-as-utf8.csv", .utf8, false, .semicolon),
        ("utf16le.txt", .utf16LittleEndian, true, .tab), ("utf16be.txt", .utf16BigEndian, true, .tab),
        ("utf16le-unmarked.csv", .utf16LittleEndian, false, .comma), ("bars.txt", .utf8, false, .bar),
        ("named.csv", .utf8, false, .bar), ("titles.csv", .utf8, false, .semicolon),
        ("one-column.txt", .utf8, false, .comma), ("quotes.csv", .utf8, false, .comma),
    ])
    func recognized(file: String, encoding: TextEncoding, isMarked: Bool, delimiter: FieldDelimiter) throws {
        let kind = try SpreadsheetFile.open(path: Fixtures.path(file)).kind
        #expect(
            kind == .delimitedText(TextForm(encoding: encoding, hasByteOrderMark: isMarked, delimiter: delimiter)))
    }

    @Test func givenEncodingIsTaken() throws {
        let path = Fixtures.path("refused/unknown_encoding.csv")
        let file = try SpreadsheetFile.open(path: path, encoding: .windows1258, delimiter: .semicolon)
        #expect(try file.allRows()[1].cells == [.text("façade"), .text("Öl")])
    }

    @Test(arguments: [
        ("tcvn3.xlsx", LegacyText.tcvn3), ("vni.xlsx", .vniWindows), ("mixed.xlsx", .tcvn3),
        ("mixed-column.xlsx", .tcvn3),
        ("tcvn3-as-utf8.csv", .tcvn3), ("plain-latin.xlsx", nil), ("openpyxl.xlsx", nil), ("tcvn3.csv", nil),
    ])
    func oldTextInUnicode(file: String, encoding: LegacyText?) throws {
        let reader = try SpreadsheetFile.open(path: Fixtures.path(file)).rows(ofSheet: 0)
        _ = try reader.next()
        #expect(reader.legacyText == encoding)
    }

    @Test(arguments: [
        (LegacyText.tcvn3, "Sè hiÖu b­u göi", "Số hiệu bưu gửi"), (.tcvn3, "§éc lËp – Tù do", "Độc lập – Tự do"),
        (.vniWindows, "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (.vniWindows, "Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
        (.windows1258, "S\u{F4}\u{EC} hi\u{EA}\u{F2}u", "Số hiệu"), (.tcvn3, "Số hiệu", "Số hiệu"), (.tcvn3, "", ""),
    ])
    func converted(encoding: LegacyText, old: String, wanted: String) {
        #expect(encoding.converted(old) == wanted)
    }

    /// A file decoded piece by piece has its letters and marks on either side of every border between pieces.
    @Test func longFiles() throws {
        let text = try Data(contentsOf: URL(filePath: Fixtures.path("vni.csv")))
        let lines = text.dropFirst(text.prefix { $0 != 0x0A }.count + 1)
        for shift in 0..<3 {
            let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv").path
            defer { try? FileManager.default.removeItem(atPath: path) }
            let content = Data(repeating: 0x61, count: shift) + (0..<1000).flatMap { _ in lines }
            try Data(content).write(to: URL(filePath: path))
            let rows = try SpreadsheetFile.open(path: path).allRows()
            #expect(rows.count == 3000)
            #expect(rows.dropFirst().allSatisfy { rows[3 + ($0.number - 1) % 3].cells == $0.cells })
            #expect(rows[4].cells[1] == .text("Kiều Hữu Tiệp"))
        }
    }
}
