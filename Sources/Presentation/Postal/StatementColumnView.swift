import PostalChannel
import PostalPipeline
import Spreadsheets

/// Which column of a statement holds what.
public struct StatementColumnView: Encodable {
    var role: String
    /// As a spreadsheet program names it: `B`.
    var column: String
    var heading: String
    /// 0 to 100.
    var certainty: Int?
    /// Đồng that one stands for, of money.
    var unit: Int?
    /// Of days: `day_first`, `month_first`.
    var dateOrder: String?

    /// The columns of a table that are read, from left to right.
    public static func all(_ table: StatementTables.Table) -> [StatementColumnView] {
        let all: [(role: ColumnRole, column: Int)] = table.guess.map.columns.flatMap { role, columns in
            columns.map { (role, $0) }
        }
        return all.sorted { $0.column < $1.column }.map { StatementColumnView($0.role, $0.column, table.guess) }
    }

    /// Columns that have a heading and no role: nothing stays unnamed.
    static func unread(_ table: StatementTables.Table) -> [String] {
        let read = Set(table.guess.map.columns.values.joined())
        return table.guess.headings.enumerated().filter { !$1.isEmpty && !read.contains($0) }
            .map { "\(CellRange.letters(ofColumn: $0)) “\($1)”" }
    }

}

extension StatementColumnView {
    private init(_ role: ColumnRole, _ column: Int, _ guess: ColumnGuess) {
        let isDay = role == .accepted || role == .delivered
        self.init(
            role: role.rawValue, column: CellRange.letters(ofColumn: column),
            heading: guess.headings.indices.contains(column) ? guess.headings[column] : "",
            certainty: guess.certainty[role],
            unit: ColumnRole.money.contains(role) ? guess.map.moneyUnit(ofColumn: column) : nil,
            dateOrder: isDay ? guess.map.dateOrder(ofColumn: column).rawValue : nil)
    }
}
