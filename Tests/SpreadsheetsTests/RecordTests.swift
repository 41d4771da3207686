import DocumentModel
import Foundation
import Spreadsheets
import TestSupport
import Testing

/// Records of text, whatever their fields hold and wherever a piece of the file ends.
@Suite struct RecordTests {
    private func write(_ text: String) throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv").path
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }

    @Test func randomRecordsComeBack() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("RecordTests: seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let pieces = ["a", "\"", ";", ",", "\n", "\r\n", " ", "ệ", "Số hiệu", "\t", "0", "\r", "\u{1F4EE}"]
        let widths = [1, 3, 200]
        for round in 0..<20 {
            let columns = widths[round % 3]
            var wanted: [[String]] = []
            for _ in 0..<Int.random(in: 1...600, using: &generator) {
                wanted.append(
                    (0..<columns).map { _ in
                        (0..<Int.random(in: 0...6, using: &generator)).map { _ in
                            pieces.randomElement(using: &generator) ?? ""
                        }.joined()
                    })
            }
            let end = round.isMultiple(of: 2) ? "\r\n" : "\n"
            let quoted = wanted.map {
                $0.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ";") + end
            }
            let path = try write(quoted.joined())
            defer { try? FileManager.default.removeItem(atPath: path) }
            let rows = try SpreadsheetFile.open(path: path, encoding: .utf8, delimiter: .semicolon).allRows()
            let expected = wanted.enumerated().compactMap { index, fields -> SheetRow? in
                let cells = fields.map { $0.isEmpty ? SheetCell.empty : .text($0) }
                guard let last = cells.lastIndex(where: { $0 != .empty }) else { return nil }
                return SheetRow(number: index + 1, cells: Array(cells[...last]))
            }
            #expect(rows == expected, "round \(round)")
        }
    }

    /// Fields that are not quoted, over several pieces, in every alignment to their borders.
    @Test(arguments: ["\n", "\r\n", "\r"])
    func plainRecords(end: String) throws {
        for shift in 0..<8 {
            let lines = (0..<8000).map { "\(String(repeating: "x", count: $0 == 0 ? shift : 0));Số \($0);\"\($0)\"" }
            let path = try write(lines.joined(separator: end))
            defer { try? FileManager.default.removeItem(atPath: path) }
            let rows = try SpreadsheetFile.open(path: path).allRows()
            #expect(rows.count == 8000)
            #expect(
                rows.dropFirst().allSatisfy {
                    $0.cells == [.empty, .text("Số \($0.number - 1)"), .text("\($0.number - 1)")]
                })
        }
    }

    /// Every way of wrong UTF-8 is found, wherever it stands.
    @Test(
        arguments: [
            [0x80], [0xC0, 0x80], [0xC3], [0xE0, 0x80, 0x80], [0xE1, 0xBB], [0xED, 0xA0, 0x80],
            [0xF0, 0x8F, 0xBF, 0xBF],
            [0xF4, 0x90, 0x80, 0x80], [0xF5], [0xFF],
        ] as [[UInt8]])
    func wrongUTF8(bytes: [UInt8]) throws {
        for position in 0..<20 {
            let start = String(repeating: "Số;ệ\n", count: 100) + String(repeating: "a", count: position)
            let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv").path
            defer { try? FileManager.default.removeItem(atPath: path) }
            try Data(Array(start.utf8) + bytes + Array("bcdefghijk\n".utf8)).write(to: URL(filePath: path))
            let fault = #expect(throws: SpreadsheetFault.self) { try SpreadsheetFile.open(path: path) }
            #expect(fault?.code == .damagedText)
            #expect(fault?.row == 101)
        }
    }

    /// Marks without end are left in their order; to sort them would take minutes.
    @Test func heapOfMarks() throws {
        let line = "a" + String(repeating: "\u{302}\u{323}", count: 16_000)
        let path = try write(String(repeating: line + "\n", count: 50))
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(try SpreadsheetFile.open(path: path).allRows().count == 50)
    }

    /// Wide rows come in small blocks.
    @Test func wideRows() throws {
        let path = try write(String(repeating: String(repeating: "x;", count: 16_000) + "x\n", count: 70))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let reader = try SpreadsheetFile.open(path: path).rows(ofSheet: 0)
        var blocks: [Int] = []
        while let block = try reader.next() { blocks.append(block.count) }
        #expect(blocks == [33, 33, 4])
    }

    @Test func longQuotedField() throws {
        let path = try write("a;b\n1;\"" + String(repeating: "x;\n", count: 400_000))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let fault = #expect(throws: SpreadsheetFault.self) { try SpreadsheetFile.open(path: path).allRows() }
        #expect(fault?.code == .unclosedQuote)
        #expect(fault?.row == 2)
        #expect(fault?.column == 2)
    }
}
