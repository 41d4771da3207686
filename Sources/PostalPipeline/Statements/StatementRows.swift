import DocumentModel
import Dossiers
import Ledger
import PostalChannel

/// Reads a statement into rows as the ledger stores them.
final class StatementRows: @unchecked Sendable {
    // The reading in it is used by one piece of blocking work after the other, never by two at once.
    private let reading: StatementReading

    struct Block: Sendable {
        var rows: [StatementRow]
        /// Sums that the statement gives itself.
        var totals: [LineReader.Totals]
    }

    init(_ tables: StatementTables, statement: String, rules: PostalRules) {
        reading = StatementReading(tables, statement: statement, rules: rules)
    }

    /// The next block; `nil` after the last. Blocks.
    /// - Throws: `SpreadsheetFault`.
    func next() throws -> Block? {
        guard let block = try reading.next() else { return nil }
        var result = Block(rows: [], totals: [])
        result.rows.reserveCapacity(block.lines.count + block.others.count)
        for (line, row) in block.lines {
            result.rows.append(StatementRow(.line(line), rawCells: RawCells.json(row.cells)))
        }
        for other in block.others {
            if case .total(let totals) = other.what { result.totals.append(totals) }
            result.rows.append(
                StatementRow(
                    .leftOut(sheet: other.sheet, row: other.row.number, reason: Self.reason(other.what)),
                    rawCells: RawCells.json(other.row.cells)))
        }
        return result
    }

    private static func reason(_ what: LineReader.Row) -> String {
        switch what {
        case .leftOut(let reason): reason.rawValue
        case .total: "total"
        case .line: "line"
        }
    }
}

/// The sums that a statement gives itself, in the order in which they stand.
struct StatedTotals {
    private var stated: [LineReader.Totals] = []

    mutating func add(_ totals: [LineReader.Totals]) {
        // Sums of pages and days come before the one at the end.
        stated = Array((stated + totals).suffix(Self.kept))
    }

    private static let kept = 200

    /// Where a statement's sum is not that of its lines. With several sums (of pages, of sheets), one that is right
    /// counts for all.
    func differences(from added: StatementTotals) -> [TotalDifference] {
        [
            difference(.fee, stated.compactMap(\.fee), [added.fee, added.fee + added.surcharge]),
            difference(.collected, stated.compactMap(\.collected), [added.collected]),
            difference(.remitted, stated.compactMap(\.remitted), [added.remitted]),
        ].compactMap(\.self)
    }

    private func difference(_ role: ColumnRole, _ stated: [Dong], _ added: [Dong]) -> TotalDifference? {
        guard let last = stated.last, !stated.contains(where: added.contains), let sum = added.first,
            stated.reduce(.zero, +) != sum
        else { return nil }
        return TotalDifference(role: role, stated: last, added: sum)
    }
}
