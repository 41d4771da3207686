import DocumentModel
import Spreadsheets
import Testing

/// Statements as the post sends them: every cell is there, in four forms of file.
@Suite struct StatementFileTests {
    private static let heading = [
        "STT", "Số hiệu bưu gửi", "Ngày phát hành", "Người nhận", "Địa chỉ nhận", "Tỉnh phát", "Khối lượng (gram)",
        "Cước", "Tiền thu hộ", "Trạng thái", "Ngày phát", "Người ký nhận",
    ]

    @Test(arguments: [
        ("ky1_20261019_20261025.xlsx", 1, 52), ("ky2_20261026_20261101.csv", 1, 54),
        ("ky3_20261102_20261108.csv", 1, 55), ("ky4_20261109_20261115.xlsx", 6, 58),
    ])
    func heading(file: String, row: Int, last: Int) throws {
        let rows = try Fixtures.rows("statements/" + file)
        #expect(rows.first { $0.number == row }?.cells.map(\.written) == Self.heading)
        #expect(rows.last?.number == last)
    }

    @Test func workbookCells() throws {
        let file = try SpreadsheetFile.open(path: Fixtures.path("statements/ky4_20261109_20261115.xlsx"))
        #expect(file.sheets == [SheetInfo(name: "BẢNG KÊ")])
        let reader = try file.rows(ofSheet: 0)
        let rows = try #require(try reader.next())
        #expect(rows[5].cells[0...2] == [.number("1"), .text("2619243936892"), .date("46335.40347222222")])
        #expect(try reader.next() == nil)
        #expect(try file.mergedRanges(ofSheet: 0) == reader.mergedRanges)
        #expect(reader.mergedRanges.contains(CellRange(rows: 1...1, columns: 0...11)))
    }

    @Test func textForms() throws {
        let marked = try SpreadsheetFile.open(path: Fixtures.path("statements/ky2_20261026_20261101.csv"))
        #expect(
            marked.kind == .delimitedText(TextForm(encoding: .utf8, hasByteOrderMark: true, delimiter: .semicolon)))
        let old = try SpreadsheetFile.open(path: Fixtures.path("statements/ky3_20261102_20261108.csv"))
        #expect(
            old.kind
                == .delimitedText(TextForm(encoding: .windows1258, hasByteOrderMark: false, delimiter: .semicolon)))
        #expect(try old.allRows()[1].cells[3] == .text("Cao Thị Duyệt"))
    }
}
