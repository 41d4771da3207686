import DocumentModel
import PostalChannel
import Spreadsheets

/// Reads the lines of a statement's tables, block by block, with what else stands there.
///
/// Blocks its thread; not for use from several at once.
public final class StatementReading {
    /// Some thousand rows, read.
    public struct Block: Sendable {
        /// Place of their table among those of the file.
        public var table = 0
        /// The lines, each with its row as the file has it.
        public var lines: [(line: StatementLine, row: SheetRow)] = []
        /// Rows that are no lines and hold something: sums, headings, signatures.
        public var others: [(sheet: Int, row: SheetRow, what: LineReader.Row)] = []
        /// What the lines, charges and sums add up to, in their order.
        public var parts: [TableSums.Part] = []
    }

    /// Some thousand rows as the file has them, and how to read them.
    public struct Rows: Sendable {
        let rows: [SheetRow]
        let reader: LineReader
        let sheet: Int
        let table: Int

        /// The rows, read.
        public var block: Block {
            var block = Block(table: table)
            block.lines.reserveCapacity(rows.count)
            var sums = MoneySums()
            for row in rows {
                let what = reader.read(row, adding: &sums)
                switch what {
                case .line(let line): block.lines.append((line, row))
                case .leftOut(.blank): continue
                case .charge(_, let own): block.add(.charge(own), after: &sums)
                case .total(let stated): block.add(.total(stated), after: &sums)
                case .leftOut: break
                }
                if case .line = what { continue }
                block.others.append((sheet, row, what))
            }
            block.parts.append(.lines(sums))
            return block
        }
    }

    /// A table with a heading of its own stands behind the rows that were looked at first; the file has to be opened
    /// once more, searched whole.
    struct FurtherTable: Error {}

    private let tables: StatementTables
    private let makeReader: (StatementTables.Table) -> LineReader
    private var place = 0
    private var current: (rows: SheetRows, sheet: Int)?
    /// Rows behind the end of a table, for the next one.
    private var pending: [SheetRow] = []
    private var reader: LineReader?
    private var seen = 0

    /// - Parameter statement: identity that the lines' places name.
    public init(_ tables: StatementTables, statement: String, rules: PostalRules) {
        self.tables = tables
        let (vocabulary, formats) = (rules.vocabulary, rules.reconciliation.formats)
        let countsFrom1904 = tables.file.epoch == .from1904
        makeReader = { table in
            LineReader(
                map: table.guess.map, headings: table.guess.headings, vocabulary: vocabulary, formats: formats,
                statement: statement, sheet: table.sheet, countsFrom1904: countsFrom1904,
                near: table.declared?.upperBound)
        }
    }

    /// The next block; `nil` after the last.
    /// - Throws: `SpreadsheetFault`.
    public func next() throws -> Block? { try nextRows()?.block }

    /// The next rows, for another thread to make a block of; `nil` after the last.
    /// - Throws: `SpreadsheetFault`, `FurtherTable`.
    public func nextRows() throws -> Rows? {
        while place < tables.tables.count {
            let table = tables.tables[place]
            guard let rows = try rows(of: table) else {
                finishTable()
                continue
            }
            // Nearly always all of them: the rows are looked at one by one only where a table ends.
            let isInside = rows.last.map { $0.number <= table.rows.upperBound } ?? true
            let inside = isInside ? rows : Array(rows.prefix { $0.number <= table.rows.upperBound })
            pending = isInside ? [] : Array(rows.dropFirst(inside.count))
            if inside.isEmpty {
                finishTable()
                continue
            }
            try search(inside, table)
            let made = reader ?? makeReader(table)
            reader = made
            return Rows(rows: inside, reader: made, sheet: table.sheet, table: place)
        }
        return nil
    }

    private func rows(of table: StatementTables.Table) throws -> [SheetRow]? {
        if current?.sheet != table.sheet {
            current = (try tables.file.rows(ofSheet: table.sheet), table.sheet)
            pending = []
            seen = 0
        }
        if !pending.isEmpty { return pending }
        return try current?.rows.next()
    }

    private func finishTable() {
        place += 1
        reader = nil
    }

    /// Looks for the heading of another table among rows that nobody looked at yet.
    private func search(_ rows: some Collection<SheetRow>, _ table: StatementTables.Table) throws {
        let known = max(0, SheetSamples.length - seen)
        seen += rows.count
        guard !tables.isSearchedWhole else { return }
        for row in rows.dropFirst(known)
        where tables.headings.isHeading(row) && !table.headingWords.contains(TableHeadings.words(row)) {
            throw FurtherTable()
        }
    }
}

extension StatementReading.Block {
    /// Notes a part of the table's sums behind the lines before it.
    fileprivate mutating func add(_ part: TableSums.Part, after sums: inout MoneySums) {
        parts.append(.lines(sums))
        parts.append(part)
        sums = MoneySums()
    }
}
