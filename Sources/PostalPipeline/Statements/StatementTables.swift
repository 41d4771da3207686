import Basics
import DocumentModel
import PostalChannel
import Spreadsheets

/// A statement file that is open: where in it lines stand, and which columns hold what.
public struct StatementTables {
    /// A table of lines: a sheet of the file, or a part of one under a heading of its own.
    public struct Table: Hashable, Sendable {
        /// Place of the sheet in its file, from 0.
        public var sheet: Int
        /// Name of the sheet; empty for text files.
        public var name: String
        /// Rows of the sheet, from 1, with what stands above the heading.
        public var rows: ClosedRange<Int>
        public var guess: ColumnGuess
        /// What the statement says of the days that it covers.
        public var declared: ClosedRange<CalendarDay>?
        /// Whether a person said what the columns are.
        public var isConfirmed: Bool
        /// The words of its headings, by which a page break's is told from another table's.
        var headingWords: Set<[String]>
    }

    public let file: SpreadsheetFile
    public let tables: [Table]
    /// Sheets in which no column can be a tracking number: sums, cover sheets. What was guessed is kept, for a person
    /// to look at when the file has no other sheet.
    public let otherSheets: [Table]
    /// Whether all rows were looked at for further headings, and not the first ones only.
    let isSearchedWhole: Bool
    let headings: TableHeadings

    /// Opens a file and looks at its sheets. Blocks.
    /// - Parameters:
    ///   - maps: what people said of columns, by the fingerprint of the headings.
    ///   - isSearchedWhole: whether to look for further tables behind the first rows.
    /// - Throws: `SpreadsheetFault`.
    public static func open(
        path: String, fileName: String, rules: PostalRules, maps: [String: ColumnMap] = [:],
        isSearchedWhole: Bool = false
    ) throws -> StatementTables {
        let file = try SpreadsheetFile.open(path: path)
        let guesser = ColumnGuesser(vocabulary: rules.vocabulary, formats: rules.reconciliation.formats)
        let opening = Opening(
            file: file, fileName: fileName, guesser: guesser, headings: TableHeadings(guesser), maps: maps)
        var tables: [Table] = []
        for (place, sheet) in file.sheets.enumerated() where sheet.visibility == .visible {
            tables += try opening.tables(place, sheet, isSearchedWhole: isSearchedWhole)
        }
        return StatementTables(
            file: file, tables: tables.filter { $0.guess.map.column(.tracking) != nil },
            otherSheets: tables.filter { $0.guess.map.column(.tracking) == nil }, isSearchedWhole: isSearchedWhole,
            headings: opening.headings)
    }

    /// All tables in their order.
    var all: [Table] {
        (tables + otherSheets).sorted { ($0.sheet, $0.rows.lowerBound) < ($1.sheet, $1.rows.lowerBound) }
    }

    /// The sheets that are not read.
    var unreadSheets: [UnreadSheet] {
        otherSheets.map { UnreadSheet(name: $0.name, isHidden: false) }
            + file.sheets.filter { $0.visibility != .visible }.map { UnreadSheet(name: $0.name, isHidden: true) }
    }

    /// Whether what the statement says of one item stands in two tables: the sums collected in one, the charges in the
    /// other.
    var sharesItems: Bool {
        let onlyCharges = tables.contains { $0.guess.map.hasCharge && $0.guess.map.column(.collected) == nil }
        let onlyCollected = tables.contains { !$0.guess.map.hasCharge && $0.guess.map.column(.collected) != nil }
        return onlyCharges && onlyCollected
    }
}

/// What is needed to look at the sheets of a file.
private struct Opening {
    let file: SpreadsheetFile
    let fileName: String
    let guesser: ColumnGuesser
    let headings: TableHeadings
    let maps: [String: ColumnMap]

    /// The tables of a sheet: one, or one for each heading of other words.
    func tables(_ place: Int, _ sheet: SheetInfo, isSearchedWhole: Bool) throws -> [StatementTables.Table] {
        let samples = try SheetSamples(file, place, headings, isSearchedWhole: isSearchedWhole).tables
        var tables: [StatementTables.Table] = []
        for (number, sample) in samples.enumerated() {
            let isLast = number == samples.count - 1
            let first = number == 0 ? 1 : sample.first?.number ?? 1
            let end = isLast ? Int.max : (samples[number + 1].first?.number ?? Int.max) - 1
            var table = try table(place, sheet, sample, rows: first...max(first, end), isAlone: samples.count == 1)
            table.declared = table.declared ?? tables.first?.declared
            tables.append(table)
        }
        return tables
    }

    private func table(
        _ place: Int, _ sheet: SheetInfo, _ sample: [SheetRow], rows: ClosedRange<Int>, isAlone: Bool
    ) throws -> StatementTables.Table {
        var guess = guesser.guess(sample: sample)
        // Merged cells stand behind all rows: a long sheet is only gone through for them when they can matter.
        if !isAlone || sample.count < SheetSamples.length || !guess.isPlain {
            guess = guesser.guess(sample: sample, spans: try spans(place, rows: sample.first?.number ?? 1, sample.last))
        }
        let top = guess.map.headerRows?.lowerBound ?? 0
        let titles = sample.prefix { $0.number < top }.flatMap { $0.cells.filter { !$0.isBlank }.map(\.written) }
        let declared = DeclaredPeriod.find(in: titles + [sheet.name, fileName])
        let bottom = guess.map.headerRows?.upperBound ?? 0
        guess.settleDateOrders(over: sample.drop { $0.number <= bottom }, declared: declared)
        let confirmed = maps[guess.fingerprint]
        if let confirmed { guess.adopt(confirmed) }
        let words = sample.filter { headings.isHeading($0) }.map(TableHeadings.words)
        return StatementTables.Table(
            sheet: place, name: sheet.name, rows: rows, guess: guess, declared: declared,
            isConfirmed: confirmed != nil, headingWords: Set(words))
    }

    /// Merged cells of a table's first rows by row and first column: their last column.
    private func spans(_ sheet: Int, rows first: Int, _ last: SheetRow?) throws -> [Int: [Int: Int]] {
        var spans: [Int: [Int: Int]] = [:]
        let rows = first...max(first, last?.number ?? first)
        for range in try file.mergedRanges(ofSheet: sheet)
        where range.columns.count > 1 && rows.contains(range.rows.lowerBound) {
            spans[range.rows.lowerBound, default: [:]][range.columns.lowerBound] = range.columns.upperBound
        }
        return spans
    }
}

extension ColumnGuess {
    /// Takes what a person said; where the heading stands and which columns bear times is found in each file.
    fileprivate mutating func adopt(_ confirmed: ColumnMap) {
        let (rows, timed) = (map.headerRows, map.timedColumns)
        map = confirmed
        map.timedColumns = timed
        map.headerRows = rows ?? confirmed.headerRows
        doubts = []
    }
}

/// A sheet that holds no lines, or that nobody sees.
public struct UnreadSheet: Hashable, Sendable {
    public var name: String
    public var isHidden: Bool
}
