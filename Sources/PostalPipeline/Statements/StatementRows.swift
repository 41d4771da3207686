import Ledger
import PostalChannel

/// Rows of a statement as the ledger stores them.
struct StatementRows: Sendable {
    var table: Int
    var rows: [StatementRow] = []
    /// Money without a number, of which only the end of the table says whether it is the table's.
    var charges: [(line: StatementLine, rawCells: String)] = []
    var parts: [TableSums.Part]
    /// Rows that are no lines, by the reason.
    var leftOut: [String: Int] = [:]

    init(_ block: StatementReading.Block) {
        table = block.table
        parts = block.parts
        rows.reserveCapacity(block.lines.count + block.others.count)
        for (line, row) in block.lines {
            rows.append(StatementRow(.line(line), rawCells: RawCells.json(row.cells)))
        }
        for other in block.others {
            let cells = RawCells.json(other.row.cells)
            switch other.what {
            case .charge(let line, _): charges.append((line, cells))
            case .leftOut(let reason): leaveOut(other.sheet, other.row.number, reason.rawValue, cells)
            case .total: leaveOut(other.sheet, other.row.number, "total", cells)
            case .line(let line): rows.append(StatementRow(.line(line), rawCells: cells))
            }
        }
    }

    private mutating func leaveOut(_ sheet: Int, _ row: Int, _ reason: String, _ cells: String) {
        rows.append(StatementRow(.leftOut(sheet: sheet, row: row, reason: reason), rawCells: cells))
        leftOut[reason, default: 0] += 1
    }
}

/// What the tables of a statement add up to while its rows are stored, and the money of which that decides whether it is
/// a line.
struct StatementAccount: Sendable {
    private var tables: [(sums: TableSums, charges: [(line: StatementLine, rawCells: String)])] = []
    /// Rows that are no lines, by the reason.
    private(set) var leftOut: [String: Int] = [:]

    mutating func add(_ rows: StatementRows) {
        while tables.count <= rows.table { tables.append((TableSums(), [])) }
        for part in rows.parts { tables[rows.table].sums.add(part) }
        tables[rows.table].charges += rows.charges
        leftOut.merge(rows.leftOut, uniquingKeysWith: +)
    }

    /// The money without a number, once all rows are there: lines, or sums below a table.
    mutating func settledCharges() -> [StatementRow] {
        tables.flatMap { table in
            zip(table.charges, table.sums.chargesAreLines).map { charge, isLine in
                if isLine { return StatementRow(.line(charge.line), rawCells: charge.rawCells) }
                leftOut[LineReader.Reason.conclusion.rawValue, default: 0] += 1
                return StatementRow(
                    .leftOut(
                        sheet: charge.line.place.sheet, row: charge.line.place.row,
                        reason: LineReader.Reason.conclusion.rawValue), rawCells: charge.rawCells)
            }
        }
    }

    /// Where a sum of the statement is not that of its lines.
    var differences: [TotalDifference] {
        var before = MoneySums()
        return tables.flatMap { table in
            defer { before += table.sums.sums }
            return table.sums.differences(after: before)
        }
    }

    /// Roles of which more cells could not be read than could.
    var mostlyUnread: [ColumnRole] {
        let sums = tables.reduce(MoneySums()) { $0 + $1.sums.sums }
        return ColumnRole.money.filter { sums[$0].unread > sums[$0].cells }
    }
}
