import Basics
import Ledger
import PostalChannel
import Spreadsheets

/// A table of a kept statement with its first rows, for a person who says which column holds what.
public struct StatementSample: Sendable {
    public var table: StatementTables.Table
    /// The first rows with something in them, the heading among them: numbers from 1, cells as they are written.
    public var rows: [(number: Int, cells: [String])]
}

extension PostalService {
    /// The tables of a kept statement with their first rows, and how the columns in force became known.
    /// - Parameter rows: most rows of each table.
    /// - Throws: `LedgerError` when there is no such statement; `SpreadsheetFault`.
    public func samples(
        of id: StatementID, rows count: Int
    ) async throws -> (samples: [StatementSample], source: ImportedStatement.ColumnSource) {
        let (record, path) = try await kept(id)
        let opened = try await open(record, path)
        let samples = try await work.run { try opened.tables.all.map { try $0.sample(of: opened.tables.file, count) } }
        return (samples, opened.columns)
    }

    /// Remembers what a person says of the columns of one table, for the operator and headings like these; the statement
    /// is to be read anew then.
    /// - Parameters:
    ///   - fingerprint: of the table's headings.
    ///   - columns: by role, from 0; columns that are not named are not read.
    ///   - writing: how columns are written, where it was not recognized.
    /// - Throws: `LedgerError` when there is no such statement; ``UnknownTable`` when the file has no such table.
    public func confirmColumns(
        of id: StatementID, table fingerprint: String, columns: [ColumnRole: [Int]], writing: [WritingChange],
        by person: String
    ) async throws {
        let (record, path) = try await kept(id)
        let opened = try await open(record, path)
        guard var guess = opened.tables.all.first(where: { $0.guess.fingerprint == fingerprint })?.guess else {
            throw UnknownTable()
        }
        guess.map.columns = columns.filter { !$0.value.isEmpty }
        for change in writing { guess.map.apply(change) }
        let map = try ColumnMapJSON.encode(guess.map)
        try await office.ledger.write {
            try $0.confirmColumns(
                map, operator: record.source.operatorName, header: fingerprint, by: person, at: office.now())
        }
    }

    private func kept(_ id: StatementID) async throws -> (StatementRecord, path: String) {
        guard let record = try await office.ledger.read({ try $0.statement(id) }) else {
            throw LedgerError(.notFound, "statement \(id)")
        }
        return (record, office.store.url(for: record.artifact).path(percentEncoded: false))
    }

    private func open(_ record: StatementRecord, _ path: String) async throws -> OpenedStatement {
        let name = record.source.fileName
        return try await naming(name) {
            try await openTables(path, name: name, StatementOptions(operatorName: record.source.operatorName))
        }
    }
}

/// The statement's file has no table with such headings.
public struct UnknownTable: RefusalConvertible, Hashable {
    public var refusal: Refusal {
        Refusal(
            "unknown_table", .notFound, "Bảng kê không có bảng này; hãy mở lại trang chọn cột.",
            "The statement has no such table; open the page of its columns again.")
    }
}

extension StatementTables.Table {
    /// Columns that are shown of a sheet.
    private static let maxColumns = 60
    /// Characters that are shown of a cell.
    private static let maxCell = 80

    /// Blocks.
    fileprivate func sample(of file: SpreadsheetFile, _ count: Int) throws -> StatementSample {
        // Long titles above the heading must not push the lines out of sight.
        let first = max(rows.lowerBound, (guess.map.headerRows?.lowerBound ?? rows.lowerBound))
        let reader = try file.rows(ofSheet: sheet)
        var sample: [(number: Int, cells: [String])] = []
        // Not on to the end of a long sheet for a short table at its head.
        while sample.count < count, let block = try reader.next(), (block.first?.number ?? 0) <= rows.upperBound {
            for row in block where row.number >= first && rows.contains(row.number) && !row.isBlank {
                guard sample.count < count else { break }
                sample.append(
                    (row.number, row.cells.prefix(Self.maxColumns).map { String($0.written.prefix(Self.maxCell)) }))
            }
        }
        return StatementSample(table: self, rows: sample)
    }
}
