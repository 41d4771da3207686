import Foundation
import Spreadsheets
import Testing

/// Pages that are named like workbooks: what browsers show of them is what is read.
@Suite struct WebTableTests {
    @Test(
        "Cells outside of a row stand in a row of their own",
        arguments: [
            ("<table><td>a<td>b<tr><td>c</table>", [(1, ["a", "b"]), (2, ["c"])]),
            ("Kỳ 45<table><td>a</table>", [(1, ["Kỳ 45"]), (2, ["a"])]),
            ("<table><tr><td>a</table><table><td>b</table>", [(1, ["a"]), (2, ["b"])]),
        ])
    func impliedRows(body: String, wanted: [(Int, [String])]) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).xls").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("<html><meta charset=\"utf-8\"><body>\(body)</body></html>".utf8).write(to: URL(filePath: path))
        let rows = try SpreadsheetFile.open(path: path).allRows()
        #expect(rows.map(\.number) == wanted.map(\.0))
        #expect(rows.map(\.cells) == wanted.map { $0.1.map { .text($0) } })
    }
}
