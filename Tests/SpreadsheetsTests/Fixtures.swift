import DocumentModel
import Foundation
import Spreadsheets

/// The files of `Tests/Fixtures/spreadsheets`.
enum Fixtures {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/spreadsheets")

    static func path(_ name: String) -> String { folder.appending(path: name).path }

    /// All rows of a sheet.
    static func rows(
        _ name: String, sheet: Int = 0, limits: SpreadsheetLimits = SpreadsheetLimits()
    ) throws -> [SheetRow] {
        try SpreadsheetFile.open(path: path(name), limits: limits).allRows(sheet: sheet)
    }
}

extension SpreadsheetFile {
    /// All rows of a sheet, whose blocks are joined.
    func allRows(sheet: Int = 0) throws -> [SheetRow] {
        let reader = try rows(ofSheet: sheet)
        var rows: [SheetRow] = []
        while let block = try reader.next() { rows += block }
        return rows
    }
}
