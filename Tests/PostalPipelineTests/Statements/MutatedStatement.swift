import Foundation
import TestSupport

/// Statement files that somebody, or some medium, has damaged.
struct MutatedStatement {
    var name: String
    var bytes: [UInt8]

    /// Files that are changed byte by byte.
    private static let files: [String] =
        SampleDesk.statements.map(SampleDesk.sample) + ExpectedStatement.all.keys.sorted().map(ExpectedStatement.path)
    private static let contents: [(name: String, bytes: [UInt8])] = files.compactMap { path in
        FileManager.default.contents(atPath: path).map { (URL(filePath: path).lastPathComponent, Array($0)) }
    }

    /// Heading and first lines of a statement.
    private static let table: [[String]] = {
        let text = (try? String(contentsOfFile: SampleDesk.sample("ky2_20261026_20261101.csv"), encoding: .utf8)) ?? ""
        return text.split(whereSeparator: \.isNewline).prefix(26).map { line in
            line.split(separator: ";", omittingEmptySubsequences: false).map { $0.filter { $0 != "\u{FEFF}" } }
        }
    }()

    /// - Parameter index: decides what kind of damage is done.
    init(index: Int, seed: UInt64) {
        var mutation = Mutation(generator: SeededGenerator(seed: seed &+ UInt64(index)))
        switch index % 8 {
        case 0, 1:
            let file = Self.contents[index / 8 % max(Self.contents.count, 1)]
            (name, bytes) = ("\(index)-\(file.name)", file.bytes)
            mutation.bytes(&bytes)
        case 2:
            var archive = Self.workbook(Self.table, &mutation)
            let part = Int.random(in: 0..<archive.parts.count, using: &mutation.generator)
            mutation.markup(&archive.parts[part].content)
            (name, bytes) = ("\(index).xlsx", archive.bytes().bytes)
        case 3:
            let archive = Self.workbook(Self.table, &mutation).bytes()
            (name, bytes) = ("\(index).xlsx", archive.bytes)
            mutation.bytes(&bytes, in: archive.headers.randomElement(using: &mutation.generator))
        case 4, 5:
            var rows = Self.table
            mutation.cells(&rows)
            (name, bytes) = Self.file(rows, index, &mutation)
        default:
            var rows = Self.table
            mutation.headings(&rows)
            if index % 16 > 8 { mutation.cells(&rows) }
            (name, bytes) = Self.file(rows, index, &mutation)
        }
    }

    private static func file(_ rows: [[String]], _ index: Int, _ mutation: inout Mutation) -> (String, [UInt8]) {
        if Bool.random(using: &mutation.generator) {
            return ("\(index).xlsx", workbook(rows, &mutation).bytes().bytes)
        }
        let delimiter = [";", ",", "\t", "|"].randomElement(using: &mutation.generator) ?? ";"
        let text = rows.map { $0.map { quoted($0, delimiter) }.joined(separator: delimiter) }.joined(separator: "\r\n")
        return ("\(index).csv", Array(text.utf8))
    }

    private static func quoted(_ cell: String, _ delimiter: String) -> String {
        guard cell.contains(delimiter) || cell.contains("\"") || cell.contains(where: \.isNewline) else { return cell }
        return "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }

    /// A workbook whose cells are texts, or numbers where they look like numbers, in formats as they come.
    private static func workbook(_ rows: [[String]], _ mutation: inout Mutation) -> StoredArchive {
        let cells = rows.map { row in
            "<row>" + row.map { cell($0, &mutation) }.joined() + "</row>"
        }
        return StoredArchive(
            sheet: "<sheetData>\(cells.joined())</sheetData>",
            styles: #"<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy hh:mm"/></numFmts>"#
                + #"<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs>"#)
    }

    private static func cell(_ text: String, _ mutation: inout Mutation) -> String {
        if Double(text) != nil, Bool.random(using: &mutation.generator) {
            let style = Int.random(in: 0..<3, using: &mutation.generator)
            return "<c s=\"\(style)\"><v>\(text)</v></c>"
        }
        let scalars = text.unicodeScalars.filter { $0.value >= 0x20 || [0x9, 0xA, 0xD].contains($0.value) }
        let escaped = String(String.UnicodeScalarView(scalars)).replacing("&", with: "&amp;")
            .replacing("<", with: "&lt;")
        return "<c t=\"inlineStr\"><is><t xml:space=\"preserve\">\(escaped)</t></is></c>"
    }
}
