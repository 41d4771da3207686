import DocumentModel
import PostalChannel
import Spreadsheets

/// The first rows of each table of a sheet.
struct SheetSamples {
    /// Rows of each table; the first's begin at the top of the sheet.
    private(set) var tables: [[SheetRow]]

    /// Rows that are looked at for the heading and the looks of the columns.
    static let length = 400

    /// - Parameter isSearchedWhole: whether the rows behind the first are searched for further headings.
    /// - Throws: `SpreadsheetFault`.
    init(_ file: SpreadsheetFile, _ sheet: Int, _ headings: TableHeadings, isSearchedWhole: Bool) throws {
        let rows = try file.rows(ofSheet: sheet)
        var sample: [SheetRow] = []
        var rest: [SheetRow] = []
        while sample.count < Self.length, let block = try rows.next() {
            let taken = block.prefix(Self.length - sample.count)
            sample += taken
            rest = Array(block.dropFirst(taken.count))
        }
        tables = Self.cut(sample, at: headings.starts(in: sample))
        guard isSearchedWhole else { return }
        var current = sample.last(where: headings.isHeading).map(TableHeadings.words)
        repeat {
            for row in rest { take(row, headings, &current) }
            rest = try rows.next() ?? []
        } while !rest.isEmpty
    }

    /// Where more tables than one begin, what stands above the first heading goes with it.
    private static func cut(_ sample: [SheetRow], at starts: [Int]) -> [[SheetRow]] {
        guard starts.count > 1 else { return [sample] }
        let ends = starts.dropFirst() + [sample.count]
        return zip([0] + starts.dropFirst(), ends).map { Array(sample[$0..<$1]) }
    }

    private mutating func take(_ row: SheetRow, _ headings: TableHeadings, _ current: inout [String]?) {
        if headings.isHeading(row) {
            let words = TableHeadings.words(row)
            if words != current {
                tables.append([])
                current = words
            }
        }
        if tables[tables.count - 1].count < Self.length { tables[tables.count - 1].append(row) }
    }
}
