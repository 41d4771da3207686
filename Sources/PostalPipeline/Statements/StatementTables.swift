import DocumentModel
import Dossiers
import PostalChannel
import Spreadsheets

/// A statement file that is open: which of its sheets hold lines, and which columns hold what.
public struct StatementTables {
    /// A sheet of the file with lines of a statement.
    public struct Table: Hashable, Sendable {
        /// Place of the sheet in its file, from 0.
        public var sheet: Int
        /// Name of the sheet; empty for text files.
        public var name: String
        public var guess: ColumnGuess
        /// What the statement says of the days that it covers.
        public var declared: ClosedRange<CalendarDay>?
    }

    public let file: SpreadsheetFile
    public let tables: [Table]
    /// Sheets in which no column can be a tracking number: sums, cover sheets. What was guessed is kept, for a person
    /// to look at when the file has no other sheet.
    public let otherSheets: [Table]

    /// Rows that are looked at for the heading and the looks of the columns.
    private static let sampleRows = 400

    /// Opens a file and looks at its sheets. Blocks.
    /// - Throws: `SpreadsheetFault`.
    public static func open(path: String, fileName: String, rules: PostalRules) throws -> StatementTables {
        let file = try SpreadsheetFile.open(path: path)
        let guesser = ColumnGuesser(vocabulary: rules.vocabulary, formats: rules.reconciliation.formats)
        var tables: [Table] = []
        for (place, sheet) in file.sheets.enumerated() where sheet.visibility == .visible {
            tables.append(try table(file, place, sheet, fileName: fileName, guesser))
        }
        return StatementTables(
            file: file, tables: tables.filter { $0.guess.map.column(.tracking) != nil },
            otherSheets: tables.filter { $0.guess.map.column(.tracking) == nil })
    }

    private static func table(
        _ file: SpreadsheetFile, _ place: Int, _ sheet: SheetInfo, fileName: String, _ guesser: ColumnGuesser
    ) throws -> Table {
        let sample = try sample(file, place)
        var guess = guesser.guess(sample: sample)
        // Merged cells stand behind all rows: a long sheet is only gone through for them when they can matter.
        if sample.count < sampleRows || !guess.isPlain {
            guess = guesser.guess(sample: sample, spans: try spans(file, place))
        }
        let top = guess.map.headerRows?.lowerBound ?? 0
        let titles = sample.prefix { $0.number < top }.flatMap { $0.cells.filter { !$0.isBlank }.map(\.written) }
        return Table(
            sheet: place, name: sheet.name, guess: guess,
            declared: DeclaredPeriod.find(in: titles + [sheet.name, fileName]))
    }

    private static func sample(_ file: SpreadsheetFile, _ sheet: Int) throws -> [SheetRow] {
        let rows = try file.rows(ofSheet: sheet)
        var sample: [SheetRow] = []
        while sample.count < sampleRows, let block = try rows.next() { sample += block }
        return Array(sample.prefix(sampleRows))
    }

    /// Merged cells of the first rows by row and first column: their last column.
    private static func spans(_ file: SpreadsheetFile, _ sheet: Int) throws -> [Int: [Int: Int]] {
        var spans: [Int: [Int: Int]] = [:]
        for range in try file.mergedRanges(ofSheet: sheet)
        where range.columns.count > 1 && range.rows.lowerBound <= sampleRows {
            spans[range.rows.lowerBound, default: [:]][range.columns.lowerBound] = range.columns.upperBound
        }
        return spans
    }

    /// All visible sheets in their order.
    var all: [Table] { (tables + otherSheets).sorted { $0.sheet < $1.sheet } }

    /// The same with the maps that are in force for the sheets of ``all``; `nil` keeps what was guessed.
    func with(maps: [ColumnMap?]) -> StatementTables {
        let tables = zip(all, maps).map { table, map in
            var table = table
            if let map {
                let (rows, timed) = (table.guess.map.headerRows, table.guess.map.timedColumns)
                table.guess.map = map
                table.guess.map.timedColumns = timed
                table.guess.map.headerRows = rows ?? map.headerRows
                table.guess.doubts = []
            }
            return table
        }
        return StatementTables(
            file: file, tables: tables.filter { $0.guess.map.column(.tracking) != nil },
            otherSheets: tables.filter { $0.guess.map.column(.tracking) == nil })
    }
}
