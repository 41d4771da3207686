import Foundation
import Spreadsheets
import Testing

/// Files that are no statements, or damaged ones: each ends in a fault that says what and where.
@Suite struct RefusedFilesTests {
    private static let files =
        (try? FileManager.default.contentsOfDirectory(atPath: Fixtures.path("refused")).sorted()) ?? []

    private static let rowLimits: SpreadsheetLimits = {
        var limits = SpreadsheetLimits()
        limits.rowBytes = 1 << 20
        return limits
    }()

    /// The file's name begins with its fault's code.
    @Test(arguments: files)
    func refused(file: String) throws {
        let wanted = file.prefix { $0 != "." && $0 != "-" }
        let fault = #expect(throws: SpreadsheetFault.self) {
            try SpreadsheetFile.open(path: Fixtures.path("refused/" + file), limits: Self.rowLimits).allRows()
        }
        #expect(fault?.code.rawValue == String(wanted))
        #expect(fault?.file == file)
        #expect(fault?.description.contains("“\(file)”") == true)
    }

    @Test func thereAreFiles() { #expect(Self.files.count > 30) }

    @Test(
        arguments: [
            ("damaged_xml.xlsx", "Kỳ 1", 7, nil), ("bad_row_number.xlsx", "Kỳ 1", 5, nil),
            ("bad_cell_reference.xlsx", "Kỳ 1", 5, 2), ("bad_cell_reference-twice.xlsx", "Kỳ 1", 5, 2),
            ("bad_cell_value.xlsx", "Kỳ 1", 2, 3), ("bad_shared_string.xlsx", "Kỳ 1", 2, 3),
            ("cell_too_long.xlsx", "Kỳ 1", 2, 3), ("unclosed_quote.csv", nil, 2, 2), ("damaged_text.csv", nil, 41, nil),
        ] as [(String, String?, Int?, Int?)])
    func place(file: String, sheet: String?, row: Int?, column: Int?) throws {
        let fault = #expect(throws: SpreadsheetFault.self) {
            try SpreadsheetFile.open(path: Fixtures.path("refused/" + file)).allRows()
        }
        #expect(fault?.sheet == sheet)
        #expect(fault?.row == row)
        #expect(fault?.column == column)
    }

    @Test func messages() {
        let fault = SpreadsheetFault(.badCellValue, file: "ky1.xlsx", sheet: "Kỳ 1", row: 12, column: 28)
        #expect(
            fault.vietnamese == "Tệp “ky1.xlsx”, trang tính “Kỳ 1”, dòng 12, cột AB: Giá trị ô không đúng kiểu đã ghi.")
        #expect(
            fault.english == "File “ky1.xlsx”, sheet “Kỳ 1”, row 12, column AB: The cell's value does not fit its type."
        )
        for code in SpreadsheetFault.Code.allCases {
            #expect(code == .unreadable || SpreadsheetFault(code).vietnamese != "Tệp bảng tính sai.")
        }
    }

    @Test(arguments: ["/", "/dev/null", "/dev/zero", "/nowhere/nothing.xlsx"])
    func noRegularFile(path: String) {
        let fault = #expect(throws: SpreadsheetFault.self) { try SpreadsheetFile.open(path: path) }
        #expect(fault?.code == .unreadable)
    }

    @Test func nothingAfterAFault() throws {
        let reader = try SpreadsheetFile.open(path: Fixtures.path("refused/damaged_xml.xlsx")).rows(ofSheet: 0)
        #expect(throws: SpreadsheetFault.self) { try reader.next() }
        #expect(try reader.next() == nil)
    }

    @Test(
        arguments: [
            (\SpreadsheetLimits.fileBytes, 100, SpreadsheetFault.Code.tooLarge, "shared.xlsx"),
            (\.archiveEntries, 3, .tooManyEntries, "shared.xlsx"), (\.partBytes, 100, .inflatedTooLarge, "shared.xlsx"),
            (\.inflatedBytes, 1000, .inflatedTooLarge, "shared.xlsx"), (\.rows, 3, .tooManyRows, "shared.xlsx"),
            (\.columns, 2, .tooManyColumns, "shared.xlsx"), (\.cells, 4, .tooManyCells, "shared.xlsx"),
            (\.cellCharacters, 2, .cellTooLong, "shared.xlsx"), (\.rowBytes, 5, .rowTooLong, "shared.xlsx"),
            (\.sheetTextBytes, 12, .tooMuchText, "shared.xlsx"),
            (\.sharedStrings, 1, .tooManySharedStrings, "shared.xlsx"),
            (\.sharedStringBytes, 12, .tooManySharedStrings, "shared.xlsx"),
            (\.mergedRanges, 1, .tooManyMergedRanges, "excel.xlsx"), (\.records, 2, .tooManyRows, "quotes.csv"),
            (\.columns, 2, .tooManyColumns, "quotes.csv"), (\.cells, 5, .tooManyCells, "quotes.csv"),
            (\.cellCharacters, 8, .cellTooLong, "quotes.csv"), (\.rowBytes, 8, .rowTooLong, "quotes.csv"),
        ] as [(WritableKeyPath<SpreadsheetLimits, Int> & Sendable, Int, SpreadsheetFault.Code, String)])
    func limits(
        limit: WritableKeyPath<SpreadsheetLimits, Int> & Sendable, value: Int, code: SpreadsheetFault.Code, file: String
    ) throws {
        var limits = SpreadsheetLimits()
        limits[keyPath: limit] = value
        let fault = #expect(throws: SpreadsheetFault.self) { try Fixtures.rows(file, limits: limits) }
        #expect(fault?.code == code)
    }
}
