import DocumentModel
import Dossiers
import Ledger
import PostalChannel

/// Rows of a statement as the ledger stores them.
struct StatementRows: Sendable {
    var rows: [StatementRow] = []
    /// Sums that the statement gives itself.
    var totals: [LineReader.Totals] = []

    init(_ block: StatementReading.Block) {
        rows.reserveCapacity(block.lines.count + block.others.count)
        for (line, row) in block.lines {
            rows.append(StatementRow(.line(line), rawCells: RawCells.json(row.cells)))
        }
        for other in block.others {
            if case .total(let sums) = other.what { totals.append(sums) }
            rows.append(
                StatementRow(
                    .leftOut(sheet: other.sheet, row: other.row.number, reason: Self.reason(other.what)),
                    rawCells: RawCells.json(other.row.cells)))
        }
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
