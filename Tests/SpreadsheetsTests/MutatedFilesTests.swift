import Foundation
import Spreadsheets
import TestSupport
import Testing

/// Damaged files of all kinds give rows or a clear fault, never a crash.
///
/// `SOHOA_MUTATED_SHEETS` sets how many there are; `SOHOA_SEED` repeats a run. The file that is read lies in the temporary
/// folder, so that one that crashes the process is found there.
@Suite struct MutatedFilesTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let count = environment["SOHOA_MUTATED_SHEETS"].flatMap { Int($0) } ?? 400
    private static let seed = environment["SOHOA_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0...UInt64.max)

    private static let files = [
        "shared.xlsx", "excel.xlsx", "kinds.xlsx", "openpyxl.xlsx", "utf16.xlsx", "stored.xlsx", "several.xlsx",
        "tcvn3.xlsx", "statements/ky4_20261109_20261115.xlsx", "statements/ky2_20261026_20261101.csv",
        "statements/ky3_20261102_20261108.csv", "quotes.csv", "utf16le.txt", "vni.csv", "old.xls", "open.ods",
        "web.xls",
        "xml-2003.xls", "mojibake-lost.csv",
        "refused/encrypted_workbook.xlsx",
    ]

    private static let workbook = StoredArchive(
        sheet: """
            <dimension ref="A1:C4"/><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>46314.5</v></c>\
            <c r="C1" t="inlineStr"><is><r><t>a</t></r><t xml:space="preserve"> _x0041_</t></is></c></row><row r="3" \
            spans="1:3"><c r="A3" t="b"><v>1</v></c><c r="B3" t="e"><v>#N/A</v></c><c><f>1+1</f><v>2</v></c></row>\
            </sheetData><mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>
            """,
        strings: #"<si><t>Số hiệu</t></si><si><r><t>Bưu</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>"#,
        styles:
            #"<numFmts><numFmt numFmtId="164" formatCode="dd/mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>"#
    )

    @Test func rowsOrFault() throws {
        print("MutatedFilesTests: seed \(Self.seed), \(Self.count) files")
        let contents = try Self.files.map { Array(try Data(contentsOf: URL(filePath: Fixtures.path($0)))) }
        let path = FileManager.default.temporaryDirectory.appending(path: "mutated-\(Self.seed)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        var outcomes: [String: Int] = [:]
        for index in 0..<Self.count {
            var mutation = Mutation(generator: SeededGenerator(seed: Self.seed &+ UInt64(index)))
            let bytes = Self.mutated(contents, index, &mutation)
            // A new file each time: file systems flush one that was cut off and written again.
            try? FileManager.default.removeItem(atPath: path)
            try Data(bytes).write(to: URL(filePath: path))
            outcomes[outcome(path, "seed \(Self.seed), file \(index)"), default: 0] += 1
        }
        #expect(outcomes.count > 5)
        if Self.environment["SOHOA_MUTATED_SHEETS"] != nil {
            print(outcomes.sorted { $0.value > $1.value }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
        }
    }

    private static func mutated(_ contents: [[UInt8]], _ index: Int, _ mutation: inout Mutation) -> [UInt8] {
        var archive = workbook
        switch index % 4 {
        case 0, 1:
            var bytes = contents[(index / 4 * 2 + index % 4) % contents.count]
            mutation.bytes(&bytes)
            return bytes
        case 2:
            let part = Int.random(in: 0..<archive.parts.count, using: &mutation.generator)
            mutation.markup(&archive.parts[part].content)
            return archive.bytes().bytes
        default:
            var (bytes, headers) = archive.bytes()
            mutation.bytes(&bytes, in: headers.randomElement(using: &mutation.generator))
            return bytes
        }
    }

    /// The code of the fault, or `rows`.
    private func outcome(_ path: String, _ which: Comment) -> String {
        do {
            let file = try SpreadsheetFile.open(path: path)
            for sheet in file.sheets.indices {
                let reader = try file.rows(ofSheet: sheet)
                var last = 0
                while let block = try reader.next() {
                    #expect(!block.isEmpty, which)
                    for row in block {
                        #expect(row.number > last && !row.cells.isEmpty && row.cells.count <= 16_384, which)
                        last = row.number
                    }
                }
                _ = try file.mergedRanges(ofSheet: sheet)
            }
            return "rows"
        } catch {
            #expect(error.file.hasPrefix("mutated-") && error.vietnamese.contains("Tệp “mutated-"), which)
            return error.code.rawValue
        }
    }
}
