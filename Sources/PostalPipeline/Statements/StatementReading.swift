import DocumentModel
import Dossiers
import PostalChannel
import Spreadsheets

/// Reads the lines of a statement's tables, block by block, with what else stands there.
///
/// Blocks its thread; not for use from several at once.
public final class StatementReading {
    /// Some thousand rows, read.
    public struct Block: Sendable {
        /// The lines, each with its row as the file has it.
        public var lines: [(line: StatementLine, row: SheetRow)] = []
        /// Rows that are no lines and hold something: sums, headings, signatures.
        public var others: [(sheet: Int, row: SheetRow, what: LineReader.Row)] = []
    }

    /// Some thousand rows as the file has them, and how to read them.
    public struct Rows: Sendable {
        let rows: [SheetRow]
        let reader: LineReader
        let sheet: Int

        /// The rows, read.
        public var block: Block {
            var block = Block()
            block.lines.reserveCapacity(rows.count)
            for row in rows {
                switch reader.read(row) {
                case .line(let line): block.lines.append((line, row))
                case .leftOut(.blank): continue
                case let other: block.others.append((sheet, row, other))
                }
            }
            return block
        }
    }

    private let file: SpreadsheetFile
    private var waiting: [StatementTables.Table]
    private let makeReader: (StatementTables.Table) -> LineReader
    private var current: (reader: LineReader, rows: SheetRows, sheet: Int)?

    /// - Parameter statement: identity that the lines' places name.
    public init(_ tables: StatementTables, statement: String, rules: PostalRules) {
        file = tables.file
        waiting = tables.tables.reversed()
        let (vocabulary, countsFrom1904) = (rules.vocabulary, tables.file.epoch == .from1904)
        makeReader = { table in
            LineReader(
                map: table.guess.map, headings: table.guess.headings, vocabulary: vocabulary, statement: statement,
                sheet: table.sheet, countsFrom1904: countsFrom1904, near: table.declared?.upperBound)
        }
    }

    /// The next block; `nil` after the last.
    /// - Throws: `SpreadsheetFault`.
    public func next() throws -> Block? { try nextRows()?.block }

    /// The next rows, for another thread to make a block of; `nil` after the last.
    /// - Throws: `SpreadsheetFault`.
    public func nextRows() throws -> Rows? {
        while true {
            if let current {
                if let rows = try current.rows.next() {
                    return Rows(rows: rows, reader: current.reader, sheet: current.sheet)
                }
                self.current = nil
            }
            guard let table = waiting.popLast() else { return nil }
            current = (makeReader(table), try file.rows(ofSheet: table.sheet), table.sheet)
        }
    }
}
