import Foundation
import Spreadsheets
import Testing
import VietnameseText

@Suite struct WritingTests {
    private static let columns = [
        WrittenColumn("Số hiệu", width: 18), WrittenColumn("Thu hộ"), WrittenColumn("Gửi lúc", width: 16),
        WrittenColumn("Ngày"), WrittenColumn("Tỷ lệ"), WrittenColumn("Ghi chú", width: 40, wraps: true),
        WrittenColumn("Xong"), WrittenColumn("Số lần"),
    ]

    private func temporaryPath() -> String {
        FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).xlsx").path
    }

    private func write(to path: String, isLarge: Bool = false) throws {
        let writer = try SpreadsheetWriter(path: path, created: 1_795_000_000, title: "Đối soát", isLarge: isLarge)
        let sheet = try writer.addSheet("Chênh lệch", columns: Self.columns, titles: ["BẢNG ĐỐI SOÁT", "Kỳ 1"])
        try sheet.append([
            .text("RB403114524VN"), .amount(1_234_000), .moment(1_792_384_920_000), .day(try date(2026, 10, 19)),
            .percent(0.985), .text("=HYPERLINK(\"http://x\")"), .boolean(true), .integer(2),
        ])
        try sheet.append([
            .text("+1 _x0041_ <&>\"'\t\u{1}"), .amount(-500), .empty, .empty, .empty, .text("hai\ndòng"), .empty,
            .integer(1),
        ])
        try sheet.appendSums(label: "Tổng cộng")
        try sheet.appendNote(nil)
        try sheet.appendNote("Người lập biểu")
        try writer.addSheet("Trống", columns: [WrittenColumn("Cột")])
        try writer.finish()
    }

    private func date(_ year: Int, _ month: Int, _ day: Int) throws -> CivilDate {
        try #require(CivilDate(year: year, month: month, day: day))
    }

    @Test(arguments: [false, true])
    func comesBack(isLarge: Bool) throws {
        let path = temporaryPath()
        defer { try? FileManager.default.removeItem(atPath: path) }
        try write(to: path, isLarge: isLarge)
        let file = try SpreadsheetFile.open(path: path)
        #expect(file.sheets.map(\.name) == ["Chênh lệch", "Trống"])
        let rows = try file.allRows()
        #expect(rows.map(\.number) == [1, 2, 3, 4, 5, 6, 8])
        #expect(rows[0].cells == [.text("BẢNG ĐỐI SOÁT")])
        #expect(rows[2].cells == Self.columns.map { .text($0.title) })
        let first = rows[3].cells
        #expect(first[0...1] == [.text("RB403114524VN"), .number("1234000")])
        #expect(
            DateEpoch.from1900.moment(ofSerial: first[2].written).map { "\($0)" }
                == "(day: 20745, milliseconds: 42120000)")
        #expect(
            first[3...7] == [
                .date("46314"), .number("0.985"), .text("=HYPERLINK(\"http://x\")"), .boolean(true), .number("2"),
            ])
        #expect(rows[4].cells[0] == .text("+1 _x0041_ <&>\"'\t\u{1}"))
        #expect(rows[4].cells[5] == .text("hai\ndòng"))
        #expect(
            rows[5].cells == [
                .text("Tổng cộng"), .number("1233500"), .empty, .empty, .empty, .empty, .empty, .number("3"),
            ])
        #expect(try file.allRows(sheet: 1).map(\.cells) == [[.text("Cột")]])
    }

    @Test(arguments: [false, true])
    func sameBytes(isLarge: Bool) throws {
        let paths = [temporaryPath(), temporaryPath()]
        defer { for path in paths { try? FileManager.default.removeItem(atPath: path) } }
        for path in paths { try write(to: path, isLarge: isLarge) }
        #expect(FileManager.default.contentsEqual(atPath: paths[0], andPath: paths[1]))
    }

    @Test func nothingRemainsWithoutFinish() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let sheet: SheetWriter
        do {
            let writer = try SpreadsheetWriter(path: folder.appending(path: "a.xlsx").path, created: 0)
            sheet = try writer.addSheet("Một", columns: [WrittenColumn("Cột")])
            try sheet.append([.integer(1)])
        }
        let fault = #expect(throws: SpreadsheetFault.self) { try sheet.append([.text("x")]) }
        #expect(fault?.code == .notWritable)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func finishedFileReplacesAnEarlierOne() throws {
        let path = temporaryPath()
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("cũ".utf8).write(to: URL(filePath: path))
        try write(to: path)
        #expect(try SpreadsheetFile.open(path: path).kind == .workbook)
    }

    @Test(arguments: ["", "a/b", "[x]", String(repeating: "x", count: 32), "Một", "MỘT"])
    func badSheetNames(name: String) throws {
        let writer = try SpreadsheetWriter(path: temporaryPath(), created: 0)
        try writer.addSheet("Một", columns: [WrittenColumn("Cột")])
        let fault = #expect(throws: SpreadsheetFault.self) {
            try writer.addSheet(name, columns: [WrittenColumn("Cột")])
        }
        #expect(fault?.code == .badSheetName)
    }

    @Test(arguments: [
        (WrittenCell.text(String(repeating: "x", count: 32_768)), SpreadsheetFault.Code.cellTooLong),
        (.text("a\0b"), .badWrittenValue), (.percent(.nan), .badWrittenValue),
        (.amount(1_000_000_000_000_000), .badWrittenValue),
        (.integer(Int.min), .badWrittenValue),
    ])
    func badValues(cell: WrittenCell, code: SpreadsheetFault.Code) throws {
        let writer = try SpreadsheetWriter(path: temporaryPath(), created: 0)
        let sheet = try writer.addSheet("Một", columns: [WrittenColumn("Cột")])
        let fault = #expect(throws: SpreadsheetFault.self) { try sheet.append([cell]) }
        #expect(fault?.code == code)
        #expect(fault?.row == 2)
    }

    @Test func notWritable() {
        let fault = #expect(throws: SpreadsheetFault.self) {
            try SpreadsheetWriter(path: "/nowhere/a.xlsx", created: 0)
        }
        #expect(fault?.code == .notWritable)
    }

    /// What came from outside is written as far as a cell can hold it.
    @Test(arguments: [
        ("Nguyễn Văn An", "Nguyễn Văn An"), ("a\0b\u{FFFE}c\u{FFFF}", "a\u{FFFD}b\u{FFFD}c\u{FFFD}"),
        (String(repeating: "x", count: 40_000), String(repeating: "x", count: 32_766) + "…"),
    ])
    func foreignTexts(text: String, written: String) throws {
        #expect(WrittenCell.foreign(text) == .text(written))
        let path = temporaryPath()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let writer = try SpreadsheetWriter(path: path, created: 0, title: "", isLarge: true)
        try writer.addSheet("A", columns: [WrittenColumn("Tên")]).append([.foreign(text)])
        try writer.finish()
    }
}
