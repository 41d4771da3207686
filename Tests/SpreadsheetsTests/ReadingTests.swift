import DocumentModel
import Foundation
import Spreadsheets
import Testing

/// Every cell of every fixture is read as the script that made it, or openpyxl and Python's csv module, know it.
@Suite struct ReadingTests {
    @Test(arguments: ExpectedRows.files.keys.sorted())
    func cells(file: String) throws {
        let spreadsheet = try SpreadsheetFile.open(path: Fixtures.path(file))
        let sheets = try #require(ExpectedRows.files[file])
        #expect(spreadsheet.sheets.count == sheets.count)
        for (sheet, expected) in sheets {
            let rows = try spreadsheet.allRows(sheet: try #require(Int(sheet)))
            #expect(rows.map(\.number) == expected.map(\.number))
            let isStatement = file.hasPrefix("statements/")
            for (row, wanted) in zip(rows, expected) {
                let cells = row.cells.map(isStatement ? ExpectedRows.writtenPlainly : ExpectedRows.written)
                #expect(cells == wanted.cells, "row \(row.number)")
            }
        }
    }

    @Test func fixturesAreThere() { #expect(ExpectedRows.files.count > 30) }

    /// Blocks of one row, so that the parser pauses at each.
    @Test(arguments: [
        "openpyxl.xlsx", "kinds.xlsx", "no-references.xlsx", "quotes.csv", "statements/ky4_20261109_20261115.xlsx",
    ])
    func smallBlocks(file: String) throws {
        var limits = SpreadsheetLimits()
        limits.blockRows = 1
        let reader = try SpreadsheetFile.open(path: Fixtures.path(file), limits: limits).rows(ofSheet: 0)
        var rows: [SheetRow] = []
        while let block = try reader.next() {
            #expect(block.count == 1)
            rows += block
        }
        #expect(rows == (try Fixtures.rows(file)))
    }

    @Test func sheetsInTheirOrder() throws {
        let file = try SpreadsheetFile.open(path: Fixtures.path("openpyxl.xlsx"))
        #expect(
            file.sheets == [
                SheetInfo(name: "Bảng kê"), SheetInfo(name: "Ẩn", visibility: .hidden),
                SheetInfo(name: "Ẩn kỹ", visibility: .veryHidden),
            ])
        #expect(try SpreadsheetFile.open(path: Fixtures.path("several.xlsx")).sheets.map(\.name) == ["Hai", "Một"])
    }

    @Test func sheetsAgain() throws {
        let file = try SpreadsheetFile.open(path: Fixtures.path("openpyxl.xlsx"))
        #expect(try file.allRows() == file.allRows())
        #expect(throws: SpreadsheetFault.self) { try file.rows(ofSheet: 3) }
    }

    @Test(arguments: [
        ("excel.xlsx", ["A1:B1", "A2:B3"]), ("openpyxl.xlsx", ["A1:D1"]), ("shared.xlsx", []), ("utf16.xlsx", []),
    ])
    func mergedRanges(file: String, ranges: [String]) throws {
        let spreadsheet = try SpreadsheetFile.open(path: Fixtures.path(file))
        let reader = try spreadsheet.rows(ofSheet: 0)
        while try reader.next() != nil {}
        #expect(reader.mergedRanges == ranges.compactMap { CellRange($0) })
        #expect(try spreadsheet.mergedRanges(ofSheet: 0) == reader.mergedRanges)
    }

    @Test func epochs() throws {
        #expect(try SpreadsheetFile.open(path: Fixtures.path("dates.xlsx")).epoch == .from1900)
        #expect(try SpreadsheetFile.open(path: Fixtures.path("dates-1904.xlsx")).epoch == .from1904)
    }
}
